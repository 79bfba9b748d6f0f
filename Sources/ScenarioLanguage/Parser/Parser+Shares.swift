import LoadPlan

/// Percentiles and shares of requests, in objectives.
extension Parser {
    /// `p95`, `p99.9` or `p(95)`.
    func parsePercentile() throws(ParseFailure) -> (quantile: Double, isCall: Bool)? {
        let start = token.range.start
        guard token.kind == .word, lexer.byte(at: start) == UInt8(ascii: "p") else { return nil }
        let isCall = token.range.end == start + 1 && lexer.byte(at: start + 1) == UInt8(ascii: "(")
        var end = start + (isCall ? 2 : 1)
        let digits = end
        while let byte = lexer.byte(at: end), Lexer.isDigit(byte) || byte == UInt8(ascii: ".") { end += 1 }
        let number = TextRange(digits, end)
        if isCall {
            guard lexer.byte(at: end) == UInt8(ascii: ")") else { return nil }
            end += 1
        } else if end == digits || end < token.range.end {
            return nil
        }
        guard let percent = Double(text(number)), percent > 0, percent <= 100 else {
            throw fail(
                "percentile",
                "no such percentile",
                at: TextRange(start, end),
                "percentiles lie between p0.1 and p100"
            )
        }
        if !isCall, lexer.byte(at: end) == UInt8(ascii: ","), lexer.byte(at: end + 1).map(Lexer.isDigit) ?? false {
            let decimals = text(TextRange(end + 1, min(end + 4, lexer.bytes.count))).prefix { $0.isNumber }
            throw fail(
                "percentile",
                "a percentile with a comma",
                at: TextRange(start, end + 1 + decimals.count),
                "write p\(text(number)).\(decimals)"
            )
        }
        resume(at: end)
        return (hundredth(of: number) ?? percent / 100, isCall)
    }

    func parseRatio(above: Bool) throws(ParseFailure) -> (value: Double, orEqual: Bool) {
        if !above, token.kind == .equal, !token.onNewLine { return try parseNotOne() }
        let orEqual = try parseBound(above: above)
        let quantity = try parseQuantity("a percentage such as \(above ? "99.9%" : "0.1%")")
        guard case .percent(let percent) = quantity.kind, percent >= 0, percent <= 100 else {
            var label = "write it like \(above ? "99.9%" : "0.1%"), from 0% to 100%"
            if case .number(let number) = quantity.kind, number > 0, number < 1 {
                label = "as a percentage this is \(PercentText.write(number * 100))"
            }
            throw fail("objective-value", "not a percentage", at: quantity.range, label)
        }
        if !orEqual, percent == (above ? 100 : 0) {
            throw fail(
                "objective-value",
                "an objective that can never be met",
                at: quantity.range,
                above ? "no share is above 100%: write >= 100%" : "no share is below 0%: write == 0 for not one"
            )
        }
        return (hundredth(of: quantity.range) ?? percent / 100, orEqual)
    }

    /// `== 0` or `== 0%`: not one.
    private func parseNotOne() throws(ParseFailure) -> (value: Double, orEqual: Bool) {
        advance()
        let quantity = try parseQuantity("0, which means not one")
        switch quantity.kind {
        case .number(0), .percent(0): return (0, true)
        default:
            throw fail("objective-value", "a share that must be exact", at: quantity.range, "only == 0 can be asked")
        }
    }

    /// A hundredth of the number in a range of the text, rounded once: 99.9 becomes the double nearest to 0.999, which
    /// the quotient 99.9 / 100 is not.
    func hundredth(of range: TextRange) -> Double? {
        let digits = text(range).prefix { $0.isNumber || $0 == "." }
        return Double("\(digits)e-2")
    }
}
