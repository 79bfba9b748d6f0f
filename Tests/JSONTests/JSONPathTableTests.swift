import Testing

/// The examples of RFC 9535, sections 1.5 and 2.3 to 2.6, as data.
@Suite struct JSONPathTableTests {
    private static let store = #"""
        {"store":{"book":[
        {"category":"reference","author":"Nigel Rees","title":"Sayings of the Century","price":8.95},
        {"category":"fiction","author":"Evelyn Waugh","title":"Sword of Honour","price":12.99},
        {"category":"fiction","author":"Herman Melville","title":"Moby Dick","isbn":"0-553-21311-3","price":8.99},
        {"category":"fiction","author":"J. R. R. Tolkien","title":"The Lord of the Rings","isbn":"0-395-19395-8","price":22.99}
        ],"bicycle":{"color":"red","price":399}}}
        """#

    @Test(
        "Section 1.5: a store's books",
        arguments: [
            ("$.store.book[*].author", "Nigel Rees|Evelyn Waugh|Herman Melville|J. R. R. Tolkien"),
            ("$..author", "Nigel Rees|Evelyn Waugh|Herman Melville|J. R. R. Tolkien"),
            ("$.store..price", "8.95|12.99|8.99|22.99|399"),
            ("$..book[2].author", "Herman Melville"), ("$..book[2].publisher", ""),
            ("$..book[-1].title", "The Lord of the Rings"), ("$..book[0,1].price", "8.95|12.99"),
            ("$..book[:2].price", "8.95|12.99"), ("$..book[?@.isbn].price", "8.99|22.99"),
            ("$..book[?@.price<10].title", "Sayings of the Century|Moby Dick"),
            ("$.store.bicycle.color", "red"), ("$['store'][\"bicycle\"]['price']", "399"),
        ]
    )
    func books(path: String, expected: String) {
        let found = JSONFind.all(path, in: Self.store).map { $0.split(separator: "\"").joined() }
        #expect(found == expected.split(separator: "|").map(String.init))
    }

    @Test func everythingInTheStore() {
        // 1 store, 2 members of it, 4 books and 2 members of the bicycle, 4 + 4 + 5 + 5 members of books.
        #expect(JSONFind.all("$..*", in: Self.store).count == 27)
        #expect(JSONFind.all("$.store.*", in: Self.store).count == 2)
    }

    private static let names = #"{"o":{"j j":{"k.k":3}},"'":{"@":2}}"#
    private static let children = #"{"o":{"j":1,"k":2},"a":[5,3]}"#
    private static let letters = #"["a","b","c","d","e","f","g"]"#
    private static let filters = #"""
        {"a":[3,5,1,2,4,6,{"b":"j"},{"b":"k"},{"b":{}},{"b":"kilo"}],"o":{"p":1,"q":2,"r":3,"s":5,"t":{"u":6}},"e":"f"}
        """#
    private static let descendants = #"{"o":{"j":1,"k":2},"a":[5,3,[{"j":4},{"k":6}]]}"#
    private static let nulls = #"{"a":null,"b":[null],"c":[{}],"null":1}"#

    @Test(
        "Sections 2.3, 2.5 and 2.6",
        arguments: [
            (names, "$.o['j j']", #"{"k.k":3}"#), (names, "$.o['j j']['k.k']", "3"),
            (names, #"$["'"]["@"]"#, "2"),

            (children, "$[*]", #"{"j":1,"k":2} [5,3]"#), (children, "$.o[*]", "1 2"),
            (children, "$.o[*,*]", "1 2 1 2"), (children, "$.a[*]", "5 3"),

            (letters, "$[1]", #""b""#), (letters, "$[-2]", #""f""#), (letters, "$[1:3]", #""b" "c""#),
            (letters, "$[5:]", #""f" "g""#), (letters, "$[1:5:2]", #""b" "d""#),
            (letters, "$[5:1:-2]", #""f" "d""#), (letters, "$[::-1]", #""g" "f" "e" "d" "c" "b" "a""#),
            (letters, "$[0,3]", #""a" "d""#), (letters, "$[0:2,5]", #""a" "b" "f""#), (letters, "$[0,0]", #""a" "a""#),
            (letters, "$[-3:-1]", #""e" "f""#), (letters, "$[::0]", ""), (letters, "$[::3]", #""a" "d" "g""#),
            (letters, "$[-1::-3]", #""g" "d" "a""#), (letters, "$[3:3]", ""), (letters, "$[100:-100:-4]", #""g" "c""#),

            (filters, "$.a[?@.b == 'kilo']", #"{"b":"kilo"}"#), (filters, "$.a[?(@.b == 'kilo')]", #"{"b":"kilo"}"#),
            (filters, "$.a[?@>3.5]", "5 4 6"), (filters, "$.a[?@.b]", #"{"b":"j"} {"b":"k"} {"b":{}} {"b":"kilo"}"#),
            (filters, "$[?@.*].p", "1"), (filters, "$[?@[?@.b]][0]", "3"), (filters, "$.o[?@<3,?@<3]", "1 2 1 2"),
            (filters, #"$.a[?@<2 || @.b == "k"]"#, #"1 {"b":"k"}"#),
            (filters, #"$.a[?match(@.b, "[jk]")]"#, #"{"b":"j"} {"b":"k"}"#),
            (filters, #"$.a[?search(@.b, "[jk]")]"#, #"{"b":"j"} {"b":"k"} {"b":"kilo"}"#),
            (filters, "$.o[?@>1 && @<4]", "2 3"), (filters, "$.o[?@.u || @.x]", #"{"u":6}"#),
            (filters, "$.a[?@.b == $.x]", "3 5 1 2 4 6"),
            (filters, "$.a[?@ == @]", #"3 5 1 2 4 6 {"b":"j"} {"b":"k"} {"b":{}} {"b":"kilo"}"#),
            (filters, "$.a[?!(@.b == 'kilo') && @.b]", #"{"b":"j"} {"b":"k"} {"b":{}}"#),

            (descendants, "$..j", "1 4"), (descendants, "$..[0]", #"5 {"j":4}"#),
            (
                descendants, "$..*",
                #"{"j":1,"k":2} [5,3,[{"j":4},{"k":6}]] 1 2 5 3 [{"j":4},{"k":6}] {"j":4} {"k":6} 4 6"#
            ),
            (descendants, "$..o", #"{"j":1,"k":2}"#), (descendants, "$.o..[*,*]", "1 2 1 2"),
            (descendants, "$.a..[0,1]", #"5 3 {"j":4} {"k":6}"#),

            (nulls, "$.a", "null"), (nulls, "$.a[0]", ""), (nulls, "$.a.d", ""), (nulls, "$.b[0]", "null"),
            (nulls, "$.b[*]", "null"), (nulls, "$.b[?@]", "null"), (nulls, "$.b[?@==null]", "null"),
            (nulls, "$.c[?@.d==null]", ""), (nulls, "$.null", "1"),
        ]
    )
    func selectors(text: String, path: String, expected: String) {
        #expect(JSONFind.all(path, in: text).joined(separator: " ") == expected)
    }

    @Test(
        "Section 2.3.5.3: comparisons",
        arguments: [
            ("$.absent1 == $.absent2", true), ("$.absent1 <= $.absent2", true), ("$.absent == 'g'", false),
            ("$.absent1 != $.absent2", false), ("$.absent != 'g'", true), ("1 <= 2", true), ("1 > 2", false),
            ("13 == '13'", false), ("'a' <= 'b'", true), ("'a' > 'b'", false), ("$.obj == $.arr", false),
            ("$.obj != $.arr", true), ("$.obj == $.obj", true), ("$.obj != $.obj", false), ("$.arr == $.arr", true),
            ("$.arr != $.arr", false), ("$.obj == 17", false), ("$.obj != 17", true), ("$.obj <= $.arr", false),
            ("$.obj < $.arr", false), ("$.obj <= $.obj", true), ("$.arr <= $.arr", true), ("1 <= $.arr", false),
            ("1 >= $.arr", false), ("1 > $.arr", false), ("1 < $.arr", false), ("true <= true", true),
            ("true > true", false), ("null == null", true), ("null <= null", true), ("null < null", false),
            ("true == false", false), ("'a' < 'aa'", true), ("'é' > 'z'", true), ("null == $.absent", false),
            ("1.0 == 1", true), ("9007199254740993 == 9007199254740992", false),
            ("9007199254740993 > 9007199254740992.0", true), ("-1 < -0.5", true), ("0 > -0.5", true),
            ("1e300 > 9223372036854775807", true), ("-1e300 < -9223372036854775807", true),
            ("length('ñandú') == 5", true), ("length($.arr) == 2", true), ("length($.obj) == 1", true),
            ("length(1) == $.absent", true), ("length(true) == 4", false), ("count($.arr[*]) == 2", true),
            ("count($.absent) == 0", true), ("count($..*) == 5", true), ("value($..x) == 'y'", true),
            ("value($.arr[*]) == 2", false), ("value($.arr[*]) == $.absent", true),
            ("length(value($..x)) == 1", true),
        ]
    )
    func comparisons(expression: String, expected: Bool) {
        let path = "$[?\(expression)]"
        #expect(JSONFind.all(path, in: #"{"obj":{"x":"y"},"arr":[2,3]}"#).count == (expected ? 2 : 0))
    }
}
