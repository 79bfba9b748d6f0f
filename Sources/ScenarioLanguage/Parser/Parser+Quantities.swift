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

/// Lengths of time as text: `200ms`, `1.5h`, `1m30s`.
enum DurationText {
    enum Mistake: Error, Equatable {
        case form
        case unit(String)
        case tooLong
    }

    static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("min", 60e9), ("h", 3600e9),
        ("d", 86400e9),
    ]
    /// What people write instead, for suggestions.
    static let aliases = [
        "sec": "s", "secs": "s", "second": "s", "seconds": "s", "msec": "ms", "millis": "ms", "mins": "m",
        "minute": "m", "minutes": "m", "hour": "h", "hours": "h", "hr": "h", "day": "d", "days": "d",
    ]
    static let unitNames = ["ns", "us", "ms", "s", "m", "h", "d"]
    /// A hundred years, near enough.
    static let longest = 36500 * 86400e9

    static func parse(_ text: String) -> Result<Int64, Mistake> {
        var rest = Substring(text)
        var total = 0.0
        guard !rest.isEmpty else { return .failure(.form) }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
            guard let number = Double(digits) else { return .failure(.form) }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { !($0.isASCII && $0.isNumber) }
            rest = rest.dropFirst(unit.count)
            guard !unit.isEmpty else { return .failure(.form) }
            guard let known = units.first(where: { $0.name == unit }) else { return .failure(.unit(String(unit))) }
            total += number * known.nanoseconds
        }
        guard total <= longest else { return .failure(.tooLong) }
        return .success(Int64(total.rounded()))
    }

    /// The shortest way to write a length of time.
    static func write(_ nanoseconds: Int64) -> String {
        let size = nanoseconds.magnitude
        let sign = nanoseconds < 0 ? "-" : ""
        for (name, unit) in [("d", 86400e9), ("h", 3600e9), ("m", 60e9), ("s", 1e9), ("ms", 1e6), ("us", 1e3)] {
            let length = UInt64(unit)
            if size >= length, size % length == 0 { return "\(sign)\(size / length)\(name)" }
        }
        return size == 0 ? "0s" : "\(sign)\(size)ns"
    }
}
