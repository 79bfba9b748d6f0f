import Groundwork
import LoadPlan

/// Clauses about the answer: what is expected of it, what is taken from it, what it is called.
extension Parser {
    /// Behind `expect`: a condition, or `status` with codes.
    func parseExpectation() throws(ParseFailure) -> ExpressionSyntax {
        guard !token.onNewLine else { throw expected("a condition, such as status 200") }
        if at(.across) {
            throw fail(
                "across-place",
                "'across' without a race",
                at: token.range,
                "it stands behind race N users { … }"
            )
        }
        if let failure = bareStatus() { throw failure }
        if at(.json) || !at(word: "status") { return Self.found(try parseExpression()) }
        // `status 200` and `status 200..299` are short for comparisons.
        let start = token
        let saved = (lexer, token, previousEnd)
        advance()
        if let failure = oddStatus() { throw failure }
        guard token.kind == .number, !token.onNewLine else {
            (lexer, token, previousEnd) = saved
            return try parseExpression()
        }
        return try parseMember(of: ExpressionSyntax(kind: .response(.status), range: start.range))
    }

    /// A search that is a whole condition asks whether it finds something.
    private static func found(_ expression: ExpressionSyntax) -> ExpressionSyntax {
        switch expression.kind {
        case .response(.regex):
            ExpressionSyntax(kind: .isKind(expression, .set, negated: false), range: expression.range)
        case .response(.xpath(var query)):
            {
                // XPath knows best what is true: a node, a text that is not empty, a number other than 0.
                query.text = "boolean(\(query.text))"
                return ExpressionSyntax(kind: .response(.xpath(query)), range: expression.range)
            }()
        default: expression
        }
    }

    /// `expect 201`, where the word is missing.
    private func bareStatus() -> ParseFailure? {
        guard token.kind == .number, let code = Int(text(token.range)), (100...599).contains(code) else {
            return nil
        }
        let saved = (lexer, token, previousEnd)
        let range = advance().range
        let isAlone = token.onNewLine || [.rightBrace, .end, .semicolon, .comma].contains(token.kind)
        (lexer, token, previousEnd) = saved
        guard isAlone else { return nil }
        return fail("expect-status", "a status without its word", at: range, "write expect status \(code)")
    }

    /// After `status`: `"201"`, `2xx`, `: 201`.
    private func oddStatus() -> ParseFailure? {
        guard !token.onNewLine else { return nil }
        switch token.kind {
        case .quote: return fail("expect-status", "a status in quotes", at: token.range, "write expect status 201")
        case .colon: return fail("expect-status", "unexpected ':'", at: token.range, "write expect status 201")
        case .duration:
            let word = text(token.range).lowercased()
            guard let first = word.first, ("1"..."5").contains(first), word.dropFirst() == "xx" else { return nil }
            return fail(
                "expect-status",
                "a class of statuses",
                at: token.range,
                "write expect status \(first)00..\(first)99"
            )
        default: return nil
        }
    }

    private func at(word: String) -> Bool { token.kind == .word && text(token.range) == word }

    /// Behind `capture`: `NAME = SOURCE [pick …] [or …] [when …]`.
    func parseCapture() throws(ParseFailure) -> CaptureSyntax {
        let name = try parseName(.variable, "a variable's name, as in capture token = json $.token")
        if token.kind == .colon, !token.onNewLine {
            throw fail("assignment", "unexpected ':'", at: token.range, "write capture \(name.text) = json $.name")
        }
        if name.text == "json", token.kind == .dollar {
            throw fail("assignment", "a capture without a name", at: name.range, "write capture NAME = json $.name")
        }
        if token.kind == .equal {
            throw fail("assignment", "'==' compares", at: token.range, "a single = sets the variable")
        }
        try require(.assign, "=")
        let source = try parseCaptureSource()
        var capture = CaptureSyntax(name: name, source: source, fallback: .required)
        if !token.onNewLine, accept(.in) { capture.subject = try parsePostfix() }
        while true {
            if at(.pick), capture.pick == nil {
                advance()
                capture.pick = try parsePick()
            } else if at(.or), case .required = capture.fallback {
                advance()
                if at(.none) {
                    advance()
                    capture.fallback = .none
                } else {
                    capture.fallback = .value(try parseAnd())
                }
            } else if at(.when), capture.condition == nil {
                advance()
                capture.condition = try parseExpression()
            } else {
                return capture
            }
        }
    }

    private func parseCaptureSource() throws(ParseFailure) -> ResponsePart {
        let sources = [
            "json", "xpath", "regex", "header", "cookie", "status", "body", "sha256", "size", "latency",
        ]
        let word = token.kind == .word && !token.onNewLine ? text(token.range) : ""
        if word == "count", lexer.byte(at: token.range.end) == UInt8(ascii: "(") {
            let expression = try parsePrimary()
            if case .response(let part) = expression.kind { return part }
            throw fail(
                "capture-source",
                "a capture takes a part of the answer",
                at: expression.range,
                "count takes a JSONPath here: count(json $.items)"
            )
        }
        guard sources.contains(word) else {
            if token.kind == .dollar {
                throw fail("bare-jsonpath", "a JSONPath without 'json'", at: token.range, "write json $.…")
            }
            guard !word.isEmpty else { throw expected("a part of the answer: \(Suggestion.list(sources, "or"))") }
            throw fail(
                "capture-source",
                "a capture takes a part of the answer",
                at: token.range,
                Suggestion.nearest(to: word, in: sources).map { "did you mean \($0)?" }
                    ?? "it can take \(Suggestion.list(sources, "or"))",
                help: "a value that is not in the answer is set with let"
            )
        }
        return try parseResponsePart()
    }

    private func parsePick() throws(ParseFailure) -> Capture.Pick {
        let word = token.kind == .word ? text(token.range) : ""
        guard let pick = Capture.Pick(rawValue: word), !token.onNewLine else {
            throw expected("first, last, random or all")
        }
        advance()
        return pick
    }

    /// Behind `outcome`: `NAME when CONDITION [counts as business|throttled|error]`.
    func parseOutcome() throws(ParseFailure) -> ClauseSyntax.Kind {
        let name = try parseName(.label, "the outcome's name, as in outcome taken when status == 409")
        guard !token.onNewLine else { throw expected("'when' and a condition") }
        try require(.when)
        let condition = try parseExpression()
        guard at(.counts) else { return .outcome(name, when: condition, kind: .business) }
        advance()
        try require(.as)
        let word = token.kind == .word && !token.onNewLine ? text(token.range) : ""
        guard let kind = OutcomeKind(rawValue: word), kind != .ok else {
            throw expected("business, throttled or error")
        }
        advance()
        return .outcome(name, when: condition, kind: kind)
    }
}
