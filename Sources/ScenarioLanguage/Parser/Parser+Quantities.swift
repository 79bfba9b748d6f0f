import LoadPlan

extension Parser {
    /// A number with its unit, or a parameter's name: `2000`, `5m`, `55%`, `50/s`, `peak`.
    func parseQuantity(_ what: String) throws(ParseFailure) -> QuantitySyntax {
        guard !token.onNewLine else { throw expected(what) }
        let first = token
        switch first.kind {
        case .number:
            let number = try doubleValue(first.range)
            advance()
            if token.kind == .percent, token.range.start == first.range.end {
                advance()
                return QuantitySyntax(kind: .percent(number), range: TextRange(first.range.start, previousEnd))
            }
            if token.kind == .word, !token.onNewLine, let unit = DurationText.unit(named: text(token.range)) {
                throw fail(
                    "missing-unit",
                    "a blank before the unit",
                    at: first.range.through(token.range),
                    "write \(text(first.range))\(unit)"
                )
            }
            if let perSecond = try parseRateUnit() {
                return QuantitySyntax(
                    kind: .rate(number * perSecond),
                    range: TextRange(first.range.start, previousEnd)
                )
            }
            return QuantitySyntax(kind: .number(number), range: first.range)
        case .duration:
            let duration = try durationValue(first.range)
            advance()
            return QuantitySyntax(kind: .duration(duration), range: first.range)
        case .word where keyword == nil:
            let name = text(first.range)
            advance()
            if let perSecond = try parseRateUnit() {
                return QuantitySyntax(
                    kind: .parameterRate(name, perSecond: perSecond),
                    range: TextRange(first.range.start, previousEnd)
                )
            }
            return QuantitySyntax(kind: .parameter(name), range: first.range)
        default:
            throw expected(what)
        }
    }

    /// `/s`, `/m` or `/h`, written together with its number.
    /// - Returns: what a number with that unit is multiplied by to be one a second.
    private func parseRateUnit() throws(ParseFailure) -> Double? {
        guard token.kind == .slash, token.range.start == previousEnd else { return nil }
        advance()
        let factors = ["s": 1, "m": 1.0 / 60, "min": 1.0 / 60, "h": 1.0 / 3600]
        guard token.kind == .word, let factor = factors[text(token.range)] else {
            throw expected("s, m or h, as in 50/s")
        }
        advance()
        return factor
    }

    func doubleValue(_ range: TextRange) throws(ParseFailure) -> Double {
        guard let number = Double(text(range)), number.isFinite else {
            throw fail("number", "not a number that can be used", at: range, "too large")
        }
        return number
    }

    /// A whole number stays whole; everything else becomes a `Double`.
    func numberValue(_ range: TextRange) throws(ParseFailure) -> Value {
        let text = text(range)
        if text.utf8.allSatisfy(Lexer.isDigit) {
            guard let integer = Int64(text) else {
                throw fail(
                    "number",
                    "a whole number that is too large",
                    at: range,
                    "the largest is \(Int64.max)",
                    help: "put long digit strings in quotes: they are texts"
                )
            }
            return .integer(integer)
        }
        return .number(try doubleValue(range))
    }

    /// A length of time in nanoseconds.
    func durationValue(_ range: TextRange) throws(ParseFailure) -> Int64 {
        switch DurationText.parse(text(range)) {
        case .success(let nanoseconds): return nanoseconds
        case .failure(.unit(let unit)) where unit.hasPrefix("_"):
            throw fail("number", "a number with _", at: range, "write \(text(range).filter { $0 != "_" })")
        case .failure(.unit(let unit)):
            let known = DurationText.aliases[unit] ?? Suggestion.nearest(to: unit, in: DurationText.units.map(\.name))
            throw fail(
                "duration-unit",
                "unknown unit of time '\(unit)'",
                at: range,
                known.map { "did you mean \($0)?" } ?? "units are \(Suggestion.list(DurationText.unitNames))"
            )
        case .failure(.tooLong):
            throw fail("duration-too-long", "a length of time that is too long", at: range, "the longest is 36500d")
        case .failure(.form):
            throw fail("duration", "not a length of time", at: range, "write it like 200ms, 5s or 1m30s")
        }
    }
}
