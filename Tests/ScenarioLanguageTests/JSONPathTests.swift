import LoadPlan
import Testing

@testable import ScenarioLanguage

@Suite struct JSONPathTests {
    /// Queries of RFC 9535, sections 1 and 2, and corner cases of its grammar.
    @Test(arguments: [
        "$", "$.store.book[*].author", "$..author", "$.store.*", "$.store..price", "$..book[2]", "$..book[-1]",
        "$..book[0,1]", "$..book[:2]", "$..book[?@.isbn]", "$..book[?@.price<10]", "$..*", "$['o']['j j']['k.k']",
        "$[\"'\"][\"@\"]", "$[1:5:2]", "$[5:1:-2]", "$[::-1]", "$[:]", "$[ 1 : 2 ]", "$[?@.b == 'kilo']",
        "$[?(@.b == \"kilo\")]", "$[?@.b]", "$[?@.*]", "$[?@[?@.b]]", "$[?@<3, ?@<3]", "$[?@>1 && @ < 4]",
        "$[?@.u || @.x]", "$[?@.a == @.x]", "$[?match(@.b, '[jk]')]", "$[?search(@.b, \"[jk]\")]", "$[?!@.a]",
        "$[?!(@.a == 1)]", "$[?length(@.authors) >= 5]", "$[?count(@.*.author) >= 5]", "$[?value(@..color) == \"red\"]",
        "$[?@.a == null]", "$[?@.a == -0]", "$[?@.a == 1e2]", "$[?@.a == 1.5E-3]", "$[?true == @.a]", "$.ñandú",
        "$['\\u263A']", "$['\\uD834\\uDD1E']", "$['\\'']", "$[\"\\\"\"]", "$ .a", "$.a [0]", "$[?@ .a]",
        "$[?(@.a)]", "$[?((@.a && (@.b)))]", "$..[0]", "$..['a','b',1:2]", "$[?$.x[0].y == 1]", "$[9007199254740991]",
        "$[?length(value(@.a)) == 1]", "$[\n'a'\n,\t1\r]",
    ])
    func wellFormed(_ query: String) throws {
        let path = try JSONPath(parsing: query)
        #expect(path.text == query)
    }

    /// Queries that the grammar or the types of RFC 9535 forbid.
    @Test(arguments: [
        "", "a", " $", "$ ", "$.", "$..", "$...a", "$.a.", "$. a", "$.. a", "$.1a", "$.-a", "$.'a'", "$[", "$[]", "$]",
        "$['a]", "$[a]", "$[1", "$[1,]", "$[,1]", "$[01]", "$[-0]", "$[-]", "$[1.0]", "$[1e1]", "$[9007199254740992]",
        "$[1:2:3:4]", "$[01:1]", "$['\\x']", "$['\\u12']", "$['\\uD800']", "$['\\uD800\\u0041']", "$[\"\\'\"]",
        "$['a\nb']",
        "$[?]", "$[?@.a = 1]", "$[?@.a == ]", "$[?== 1]", "$[?@.a & @.b]", "$[?@.a | @.b]", "$[?(@.a]", "$[?@.a)]",
        "$[?1]", "$[?'a']", "$[?true]", "$[?@.a == 01]", "$[?@.a == 1.]", "$[?@.a == .5]", "$[?@.a == +1]",
        "$[?@.a == 1e]",
        "$[?@.* == 1]", "$[?@..a == 1]", "$[?@[0:1] == 1]", "$[?@['a','b'] == 1]", "$[?length(@)]", "$[?length() == 1]",
        "$[?length(@, @) == 1]", "$[?length(@.*) == 1]", "$[?count(1) == 1]", "$[?count('a') == 1]",
        "$[?match(@.a, 'x') == true]",
        "$[?match(@.a)]", "$[?value(1) == 1]", "$[?foo(@) == 1]", "$[?length (@) == 1]", "$[?Length(@) == 1]",
        "$[?@.a == [1]]", "$[?@.a == {}]", "$[?@.a == nul]", "$[?@.a == 1 == 1]", "$[?!1]", "$[?!@.a == 1]", "$.a b",
        "$.a-b",
    ])
    func malformed(_ query: String) {
        #expect(throws: MalformedJSONPath.self) { try JSONPath(parsing: query) }
    }

    @Test func structure() throws {
        let path = try JSONPath(parsing: "$.slots[?@.free == true].id")
        let filter = JSONPath.Selector.filter(
            .compare(
                .query(JSONPath.Query(relative: true, segments: [.child([.name(Array("free".utf8))])])),
                .equal,
                .literal(.bool(true))
            )
        )
        #expect(
            path.segments == [
                .child([.name(Array("slots".utf8))]), .child([filter]), .child([.name(Array("id".utf8))]),
            ]
        )
        #expect(!path.isSingular)
        let unescaped = try JSONPath(parsing: "$['\\uD834\\uDD1E\\n']")
        #expect(unescaped.segments == [.child([.name(Array("𝄞\n".utf8))])])
        let slice = try JSONPath(parsing: "$..[-1:2:-3]")
        #expect(slice.segments == [.descendant([.slice(start: -1, end: 2, step: -3)])])
        let precedence = try JSONPath(parsing: "$[?@.a || @.b && @.c]")
        guard case .child(let selectors) = precedence.segments[0], case .filter(.or(let terms)) = selectors[0] else {
            Issue.record("not an or")
            return
        }
        #expect(terms.count == 2)
    }

    /// In a scenario a query ends where no segment follows.
    @Test func embedded() throws {
        var parser = JSONPathParser(bytes: Array("$.a[0] pick random".utf8), from: 0)
        #expect(try parser.parseEmbedded().text == "$.a[0]")
        #expect(parser.position == 6)
        var next = JSONPathParser(bytes: Array("$.a\n.b".utf8), from: 0)
        #expect(try next.parseEmbedded().text == "$.a")
    }

    @Test func placesOfMistakes() {
        for (query, offset) in [("$.a.", 4), ("$[01]", 2), ("$[?@.a = 1]", 7), ("$[?foo(@)]", 3)] {
            do {
                _ = try JSONPath(parsing: query)
                Issue.record("\(query) was taken")
            } catch {
                #expect(error.offset == offset, "\(query)")
            }
        }
    }
}
