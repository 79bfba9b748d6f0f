import LoadPlan
import Testing

@testable import JSON

/// Queries in the spirit of the tables of RFC 9535, built as values: the parser is another module's.
@Suite struct JSONPathEvaluationTests {
    typealias Segment = JSONPath.Segment
    typealias Logical = JSONPath.Logical

    private func find(_ segments: [Segment], in text: String) -> [String] {
        let query = JSONQuery(JSONPath(text: "", segments: segments))
        // Exactly as large as the text, so that a read past its end would be seen by an address sanitizer.
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 1)
        defer { memory.deallocate() }
        memory.copyBytes(from: Array(text.utf8))
        let bytes = UnsafeRawBufferPointer(memory)
        var scanner = JSONScanner()
        var nodes: [JSONNode] = []
        scanner.all(query, in: bytes, into: &nodes)
        let found = nodes.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(scanner.count(query, in: bytes) == found.count)
        let first = scanner.first(query, in: bytes).map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(first == found.first)
        return found
    }

    private func isJSON(_ text: String) -> Bool { JSONFind.error(in: text) == nil }

    private func name(_ text: String) -> JSONPath.Selector { .name(Array(text.utf8)) }
    private func here(_ names: String...) -> JSONPath.Query {
        JSONPath.Query(relative: true, segments: names.map { .child([name($0)]) })
    }

    private let store = #"""
        { "slots": [ {"id": 1, "free": true, "price": 8.95, "who": "Ana"}, {"id": 2, "free": false, "price": 12.99},
          {"id": 3, "free": true, "price": 22.99, "who": null} ], "next": {"id": 9, "a\u0041": "x\ty"}, "n": [[1, [2]], {}] }
        """#

    @Test func namesAndIndices() {
        #expect(find([], in: "7") == ["7"])
        #expect(find([.child([name("next")]), .child([name("id")])], in: store) == ["9"])
        #expect(find([.child([name("next")]), .child([name("aA")])], in: store) == [#""x\ty""#])
        #expect(find([.child([name("slots")]), .child([.index(1)]), .child([name("id")])], in: store) == ["2"])
        #expect(find([.child([name("slots")]), .child([.index(-1)]), .child([name("id")])], in: store) == ["3"])
        #expect(find([.child([name("slots")]), .child([.index(3)])], in: store).isEmpty)
        #expect(find([.child([name("slots")]), .child([.index(-4)])], in: store).isEmpty)
        #expect(find([.child([name("nothing")])], in: store).isEmpty)
        #expect(find([.child([name("id")])], in: "[1]").isEmpty)
        #expect(find([.child([.index(0)])], in: "[]").isEmpty)
        #expect(find([.child([.index(0)])], in: "{}").isEmpty)
    }

    @Test func wildcardsAndLists() {
        #expect(find([.child([.wildcard])], in: #"{"a":1,"b":[2]}"#) == ["1", "[2]"])
        #expect(find([.child([.wildcard])], in: "3").isEmpty)
        #expect(find([.child([.index(0), .index(0), .index(2)])], in: "[5,6,7]") == ["5", "5", "7"])
    }

    @Test(
        "Slices",
        arguments: [
            (1, 3, 1, ["b", "c"]), (5, nil, 1, ["f", "g"]), (1, 5, 2, ["b", "d"]), (5, 1, -2, ["f", "d"]),
            (nil, nil, -1, ["g", "f", "e", "d", "c", "b", "a"]), (nil, nil, 0, []), (-2, nil, 1, ["f", "g"]),
            (nil, -5, 1, ["a", "b"]), (10, 20, 1, []), (nil, nil, .max, ["a"]), (nil, nil, .min, ["g"]),
        ] as [(Int?, Int?, Int, [String])]
    )
    func slices(start: Int?, end: Int?, step: Int, expected: [String]) {
        let found = find([.child([.slice(start: start, end: end, step: step)])], in: #"["a","b","c","d","e","f","g"]"#)
        #expect(found == expected.map { "\"\($0)\"" })
    }

    @Test func descendants() {
        #expect(find([.descendant([name("id")])], in: store) == ["1", "2", "3", "9"])
        #expect(
            find([.descendant([.index(0)])], in: #"{"o":{"j":1},"a":[5,[{"j":4},{"k":6}]]}"#) == ["5", #"{"j":4}"#]
        )
        #expect(find([.descendant([.wildcard])], in: "[[1],2]") == ["[1]", "2", "1"])
    }

    @Test func filters() {
        let free = Logical.compare(.query(here("free")), .equal, .literal(.bool(true)))
        let cheap = Logical.compare(.query(here("price")), .less, .literal(.integer(10)))
        let slots = Segment.child([name("slots")])
        func ids(_ logical: Logical) -> [String] {
            find([slots, .child([.filter(logical)]), .child([name("id")])], in: store)
        }
        #expect(ids(free) == ["1", "3"])
        #expect(ids(.and([free, cheap])) == ["1"])
        #expect(ids(.or([cheap, .not(free)])) == ["1", "2"])
        #expect(ids(.exists(here("who"))) == ["1", "3"])
        #expect(ids(.compare(.query(here("who")), .equal, .literal(.none))) == ["3"])
        #expect(ids(.compare(.query(here("who")), .equal, .query(here("nothing")))) == ["2"])
        #expect(ids(.compare(.query(here("price")), .greaterOrEqual, .literal(.number(12.99)))) == ["2", "3"])
        #expect(ids(.compare(.query(here("who")), .less, .literal(.text("B")))) == ["1"])
        #expect(ids(.compare(.query(here("id")), .equal, .literal(.text("1")))).isEmpty)
        let root = JSONPath.Query(relative: false, segments: [.child([name("next")]), .child([name("id")])])
        #expect(ids(.compare(.query(root), .greater, .query(here("id")))) == ["1", "2", "3"])
    }

    @Test func functions() {
        func call(_ name: JSONPath.FunctionName, _ arguments: JSONPath.Comparable...) -> JSONPath.FunctionCall {
            JSONPath.FunctionCall(name: name, arguments: arguments)
        }
        let text = #"[{"a":"ñu"},{"a":[1,2,3]},{"a":{"b":1}},{"a":true},{}]"#
        func which(_ logical: Logical) -> [String] { find([.child([.filter(logical)])], in: text) }
        #expect(
            which(.compare(.call(call(.length, .query(here("a")))), .equal, .literal(.integer(2)))) == [#"{"a":"ñu"}"#]
        )
        let below = JSONPath.Query(relative: true, segments: [.child([name("a")]), .child([.wildcard])])
        #expect(
            which(.compare(.call(call(.count, .query(below))), .equal, .literal(.integer(3)))) == [#"{"a":[1,2,3]}"#]
        )
        #expect(
            which(.compare(.call(call(.value, .query(below))), .equal, .literal(.integer(1)))) == [#"{"a":{"b":1}}"#]
        )
        #expect(which(.test(call(.match, .query(here("a")), .literal(.text("[a-ñ]u"))))) == [#"{"a":"ñu"}"#])
        #expect(which(.test(call(.match, .query(here("a")), .literal(.text("u"))))).isEmpty)
        #expect(which(.test(call(.search, .query(here("a")), .literal(.text("u"))))) == [#"{"a":"ñu"}"#])
        #expect(which(.test(call(.search, .query(here("a")), .literal(.text("(("))))).isEmpty)
    }

    @Test func deepEquality() {
        let text =
            #"[{"a":{"x":1,"y":[2.0,"é"]},"b":{"y":[2,"\u00e9"],"x":1e0}},{"a":[1],"b":[1,2]},{"a":{"x":1},"b":{"z":1}}]"#
        let same = Logical.compare(.query(here("a")), .equal, .query(here("b")))
        #expect(find([.child([.filter(same)])], in: text).count == 1)
    }

    @Test(
        "Text that is not JSON gives nothing",
        arguments: [
            "", " ", "{", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "nul", "01", "1.", "-", "1e", "\"",
            "\"\\x\"", "\"\\u12\"",
            "\"\u{1}\"", "[1]]", "tru", "[\"\\ud800", "+1", ".5", "{\"a\":1,}", "\u{FEFF}1",
        ]
    )
    func malformed(text: String) {
        #expect(find([.child([.wildcard])], in: text).isEmpty)
        #expect(!isJSON(text))
    }
}
