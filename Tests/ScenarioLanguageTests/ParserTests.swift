import LoadPlan
import Testing

@testable import ScenarioLanguage

@Suite struct LexerTests {
    @Test(arguments: [
        ("200..299", "number range number"), ("1s..3s", "duration range duration"), ("1.5h", "duration"),
        ("1m30s", "duration"), ("0 -> 10", "number arrow number"), ("a-b", "word minus word"),
        ("1e3 1e 5e2x", "number duration number word"), ("p99.9", "word dot number"),
        (
            "<= < == = != !",
            "lessOrEqual less equal assign notEqual unknown"
        ), ("# comment\nx", "word"), ("\u{FEFF}x", "word"),
        ("µs 10µs", "word duration"), ("", ""),
    ])
    func kinds(_ text: String, _ expected: String) {
        var lexer = Lexer(bytes: Array(text.utf8))
        var kinds: [String] = []
        while true {
            let token = lexer.next()
            if token.kind == .end { break }
            kinds.append("\(token.kind)")
        }
        #expect(kinds.joined(separator: " ") == expected)
    }

    @Test(
        arguments: [
            ("200ms", 200_000_000), ("1.5h", 5_400_000_000_000), ("1m30s", 90_000_000_000), ("10us", 10_000),
            ("0s", 0), ("2d", 172_800_000_000_000), ("3min", 180_000_000_000),
        ] as [(String, Int64)]
    )
    func durations(_ text: String, _ nanoseconds: Int64) {
        #expect(DurationText.parse(text) == .success(nanoseconds))
    }

    @Test func badDurations() {
        #expect(DurationText.parse("5") == .failure(.form))
        #expect(DurationText.parse("5x") == .failure(.unit("x")))
        #expect(DurationText.parse("99999999d") == .failure(.tooLong))
        #expect(DurationText.parse("") == .failure(.form))
        #expect(DurationText.write(90_000_000_000) == "90s")
        #expect(DurationText.write(-86_400_000_000_000) == "-1d")
    }
}

@Suite struct ExpressionTests {
    /// An expression in brackets that show how it was understood.
    private func shape(_ text: String) -> String {
        let source = SourceFile(path: "x", bytes: Array(text.utf8))
        let bag = DiagnosticBag(source: source)
        let parser = Parser(bag)
        guard let expression = try? parser.parseExpression(), parser.token.kind == .end else {
            return "error: \(bag.diagnostics.first?.label ?? "text left over")"
        }
        return Self.shape(expression)
    }

    private static func shape(_ expression: ExpressionSyntax) -> String {
        switch expression.kind {
        case .literal(let value): ParameterAnalysis.text(value)
        case .text: "text"
        case .name(let name): name
        case .column(let table, let column): "\(table.text).\(column.text)"
        case .call(let name, let arguments): "\(name.text)(\(arguments.map(shape).joined(separator: ", ")))"
        case .response(let part):
            switch part {
            case .json(let path): "json[\(path.text)]"
            case .jsonCount(let path): "count[\(path.text)]"
            default: "\(part)"
            }
        case .unary(let op, let operand): "(\(op) \(shape(operand)))"
        case .binary(let op, let left, let right): "(\(shape(left)) \(op.rawValue) \(shape(right)))"
        case .member(let value, let candidates):
            "(\(shape(value)) in \(candidates.map { candidate in switch candidate { case .value(let value): shape(value); case .range(let low, let high): "\(shape(low))..\(shape(high))" } }))"
        case .isKind(let value, let kind, let negated): "(\(shape(value)) is \(negated ? "not " : "")\(kind))"
        case .matches(let value, let regex): "(\(shape(value)) matches \(regex.pattern))"
        case .list(let items): "[\(items.map(shape).joined(separator: ", "))]"
        case .object(let members): "{\(members.map { "\($0.name.text): \(shape($0.value))" }.joined(separator: ", "))}"
        case .item(let container, let key): "\(shape(container))<\(shape(key))>"
        case .format(let value, let pattern): "(\(shape(value)) | \(pattern.text))"
        }
    }

    @Test(arguments: [
        ("a or b and not c == d", "(a or (b and (not (c == d))))"),
        ("1 + 2 * 3 - -4 % 5", "((1 + (2 * 3)) - ((minus 4) % 5))"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        ("status in 200..299, 304", "(status in [\"200..299\", \"304\"])"),
        ("a not in 1, 2", "(not (a in [\"1\", \"2\"]))"),
        ("json $.a.b is not none", "(json[$.a.b] is not none)"),
        ("count(json $.items) > 2", "(count[$.items] > 2)"),
        ("json $['a b'][?@.x < 3 && @.y].z == \"q\"", "(json[$['a b'][?@.x < 3 && @.y].z] == q)"),
        ("date(\"UTC\", +1d) | \"yyyy\"", "(date(UTC, 1d) | yyyy)"),
        (
            "body contains \"x\" and header \"A\" starts with \"b\"",
            "((body contains x) and (header(\"A\") starts with b))"
        ),
        ("patients.email ends with \"@x\"", "(patients.email ends with @x)"),
        ("a == 1\n  and b == 2", "((a == 1) and (b == 2))"),
        ("f(1,\n 2)\n", "f(1, 2)"),
        ("not not a", "(not (not a))"),
        ("[1, [a],\n]", "[1, [a]]"),
        ("{ a: 1, \"b c\": [x] }", "{a: 1, b c: [x]}"),
        ("a[0][b + 1] + f(x)[-1]", "(a<0><(b + 1)> + f(x)<(minus 1)>)"),
        ("a [0]", "error: text left over"),
        ("body matches \"\\d+\\\"\" and a", "((body matches \\d+\\\") and a)"),
        ("1 < 2 < 3", "error: join two comparisons with 'and'"),
        ("a = 1", "error: write == to compare"),
        ("a +", "error: expected an expression"),
        ("99999999999999999999", "error: the largest is 9223372036854775807"),
        ("1e999", "error: too large"),
        ("a is", "error: expected one of none, set, string, number, integer, boolean, array, object or null"),
    ])
    func precedence(_ text: String, _ expected: String) {
        #expect(shape(text) == expected)
    }

    @Test func deepAndLongInputIsRefusedNotCrashed() {
        #expect(shape(String(repeating: "(", count: 100_000)).contains("levels"))
        #expect(shape(String(repeating: "not ", count: 100_000)).contains("levels"))
        #expect(shape(String(repeating: "-", count: 100_000)).contains("levels"))
        #expect(shape("1" + String(repeating: " + 1", count: 100_000)).contains("operators in a row"))
        #expect(shape(String(repeating: "a and ", count: 100_000) + "a").contains("operators in a row"))
        #expect(shape("json $" + String(repeating: "[?@", count: 100_000)).contains("levels"))
        #expect(shape(String(repeating: "\"${", count: 100_000)).contains("levels"))
    }
}
