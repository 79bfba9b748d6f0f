import Groundwork
import LoadPlan

/// Objectives beyond percentiles and shares: windows of time, Apdex, counters, and what ends a run.
extension Parser {
    /// `99% of 10s windows`, behind `for`.
    func parseWindows(into objective: inout ObjectiveSyntax) throws(ParseFailure) {
        let start = token.range
        let quantity = try parseQuantity("a percentage such as 99%")
        guard case .percent(let percent) = quantity.kind, percent > 0, percent <= 100 else {
            throw fail("objective-value", "not a share of windows", at: quantity.range, "write it like 99%, up to 100%")
        }
        try require(.of)
        let length = try parseQuantity("the windows' length, such as 10s")
        guard case .duration(let duration) = length.kind, duration >= 1_000_000_000 else {
            throw fail(
                "objective-value",
                "not a length of windows",
                at: length.range,
                "write a length of time from 1s, such as 10s"
            )
        }
        guard token.kind == .word, !token.onNewLine, ["windows", "window"].contains(text(token.range)) else {
            throw expected("'windows'")
        }
        advance()
        if case .windows = objective.requirement {
            throw fail("duplicate-clause", "windows stand twice", at: start, "an objective has one kind of window")
        }
        guard objective.requirement.canBeWindowed else {
            throw fail(
                "objective-windows",
                "no measure of single windows",
                at: start,
                "only percentiles, errors and availability can hold in windows of time"
            )
        }
        objective.requirement = .windows(
            of: objective.requirement,
            share: hundredth(of: quantity.range) ?? percent / 100,
            length: Nanoseconds(duration)
        )
    }

    /// `stop the run when violated for 30s`.
    func parseStop(into objective: inout ObjectiveSyntax) throws(ParseFailure) {
        let start = token.range
        advance()
        for word in ["the", "run", "when", "violated", "for"] {
            guard token.kind == .word, !token.onNewLine, text(token.range) == word else {
                throw expected("'\(word)', as in stop the run when violated for 30s")
            }
            advance()
        }
        let quantity = try parseQuantity("a length of time such as 30s")
        guard case .duration(let duration) = quantity.kind, duration >= 1_000_000_000 else {
            throw fail(
                "objective-value",
                "not a length of time",
                at: quantity.range,
                "write a length of time from 1s, such as 30s"
            )
        }
        switch objective.requirement {
        case .regression, .windows, .checks, .counter:
            throw fail(
                "objective-stop",
                "an objective that is known at the end only",
                at: start,
                "a run can be stopped by latency, errors, availability, throughput or apdex"
            )
        default: objective.stop = Nanoseconds(duration)
        }
    }

    /// `apdex(500ms) >= 0.9`.
    func parseApdex() throws(ParseFailure) -> Requirement {
        advance()
        guard token.kind == .leftParen, !token.onNewLine else {
            throw expected("( and the time that satisfies, as in apdex(500ms) >= 0.9")
        }
        advance()
        let satisfied = try parseQuantity("the time that satisfies, such as 500ms")
        guard case .duration(let duration) = satisfied.kind, duration > 0 else {
            throw fail("objective-value", "not a length of time", at: satisfied.range, "write it like 500ms")
        }
        try require(.rightParen, ")")
        let orEqual = try parseBound(above: true)
        let least = try parseQuantity("a score such as 0.9")
        guard case .number(let score) = least.kind, score > 0, score <= 1 else {
            throw fail("objective-value", "not an Apdex score", at: least.range, "scores lie between 0 and 1")
        }
        return .apdex(satisfied: Nanoseconds(duration), least: score, orEqual: orEqual)
    }

    /// `counter no_free_slot < 100`, `counter bookings >= 5/s`.
    func parseCounter() throws(ParseFailure) -> Requirement {
        advance()
        let name = try parseName(.label, "a counter's name")
        let comparison = try parseComparison()
        let quantity = try parseQuantity("a number such as 100, or a rate such as 5/s")
        switch quantity.kind {
        case .number(let number):
            return .counter(name: name.text, comparison: comparison, limit: number, perSecond: false)
        case .rate(let rate):
            return .counter(name: name.text, comparison: comparison, limit: rate, perSecond: true)
        default:
            throw fail("objective-value", "not a number", at: quantity.range, "write it like 100, or 5/s")
        }
    }
}
