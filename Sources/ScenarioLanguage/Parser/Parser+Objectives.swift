import Groundwork
import LoadPlan

extension Parser {
    /// `{ objectives }`.
    func parseObjectiveBlock() throws(ParseFailure) -> [ObjectiveSyntax] {
        try parseBlock(separators: [.semicolon], endingAt: { at(.slo) }, item: parseObjectiveLine)
    }

    /// A file of objectives alone: lines, or `slo { }` blocks.
    func parseObjectiveFile() -> [ObjectiveSyntax] {
        var objectives: [ObjectiveSyntax] = []
        while token.kind != .end, !bag.isFull {
            if at(.slo) {
                let start = token.range.start
                advance()
                do throws(ParseFailure) {
                    objectives += try parseObjectiveBlock()
                } catch {
                    synchronize(from: start)
                }
                continue
            }
            objectives += parseObjectiveLines()
            if token.kind == .rightBrace {
                bag.error("stray-brace", "a } too many", at: token.range, "no block is open here")
                advance()
            }
        }
        return objectives
    }

    private func parseObjectiveLines() -> [ObjectiveSyntax] {
        parseItems(separators: [.semicolon], endingAt: { at(.slo) }, item: parseObjectiveLine)
    }

    private func parseObjectiveLine(_ objectives: inout [ObjectiveSyntax]) throws(ParseFailure) {
        objectives.append(try parseObjective())
        guard token.onNewLine || [.rightBrace, .end, .semicolon].contains(token.kind) else { throw unknownScope() }
    }

    private func unknownScope() -> ParseFailure {
        let known = [
            "of", "except", "from", "in flow", "for tenant", "during", "outcome", "for 99% of 10s windows",
            "stop the run when violated for 30s",
        ]
        let word = text(token.range)
        return fail(
            "unknown-scope",
            "unexpected \(tokenDescription) in an objective",
            at: token.range,
            Suggestion.nearest(to: word, in: known).map { "did you mean \($0)?" }
                ?? "an objective's scope is \(Suggestion.list(known, "or"))"
        )
    }

    private func parseObjective() throws(ParseFailure) -> ObjectiveSyntax {
        let start = token.range.start
        let requirement = try parseRequirement()
        var objective = ObjectiveSyntax(requirement: requirement, range: TextRange(start, previousEnd))
        while try parseScope(into: &objective) {}
        objective.range = TextRange(start, previousEnd)
        return objective
    }

    /// One part of a scope.
    /// - Returns: whether there was one.
    private func parseScope(into objective: inout ObjectiveSyntax) throws(ParseFailure) -> Bool {
        switch keyword {
        case .of:
            advance()
            var kind: SeriesKind?
            repeat {
                // A kind holds for all names behind it, up to the next kind.
                if let stated = try parseSeriesKind() { kind = stated }
                objective.of.append((kind, try parseName(.glob, "a step's name or pattern, such as schedule.*")))
            } while accept(.comma)
        case .except:
            advance()
            objective.except += try parseNames(.glob, "a step's name or pattern")
        case .from:
            advance()
            objective.from += try parseNames(.glob, "a region's name or pattern, such as ar-*")
        case .in:
            advance()
            try require(.flow)
            objective.inFlow += try parseNames(.glob, "a flow's name or pattern")
        case .for:
            advance()
            guard at(.tenant) else {
                guard token.kind == .number, !token.onNewLine else {
                    throw expected("'tenant' and its name, or a share of windows as in for 99% of 10s windows")
                }
                try parseWindows(into: &objective)
                return true
            }
            advance()
            objective.tenant += try parseNames(.glob, "a tenant's name or pattern")
        case .during:
            advance()
            objective.phase += try parseNames(.glob, "a phase's name or pattern")
        case .outcome:
            advance()
            objective.outcome += try parseNames(.glob, "an outcome's name, or ok")
        case .stop:
            try parseStop(into: &objective)
        default: return false
        }
        return true
    }

    /// `step`, `group`, `flow` or `poll` before a name; a series may itself be called so.
    private func parseSeriesKind() throws(ParseFailure) -> SeriesKind? {
        guard token.kind == .word, !token.onNewLine, let kind = SeriesKind(rawValue: text(token.range)),
            lexer.byte(at: token.range.end) == UInt8(ascii: " ")
        else { return nil }
        let saved = (lexer, token, previousEnd)
        advance()
        let isName = token.onNewLine || [.comma, .semicolon, .rightBrace, .end].contains(token.kind)
        if isName || [.except, .from, .in, .for, .during, .outcome].contains(keyword) {
            (lexer, token, previousEnd) = saved
            return nil
        }
        return kind
    }

    // MARK: Requirements

    static let metrics = [
        "p95", "mean", "max", "errors", "availability", "throughput", "apdex", "checks", "counter",
    ]

    private func parseRequirement() throws(ParseFailure) -> Requirement {
        let word = token.kind == .word ? text(token.range) : ""
        if let percentile = try parsePercentile() {
            if at(.within) { return try parseRegression(quantile: percentile.quantile) }
            let limit = try parseLatencyLimit(milliseconds: percentile.isCall)
            return percentile.quantile == 1
                ? .maximum(limit: limit.value, orEqual: limit.orEqual)
                : .percentile(quantile: percentile.quantile, limit: limit.value, orEqual: limit.orEqual)
        }
        switch word {
        case "mean", "avg":
            advance()
            let limit = try parseLatencyLimit(milliseconds: false)
            return .mean(limit: limit.value, orEqual: limit.orEqual)
        case "max":
            advance()
            let limit = try parseLatencyLimit(milliseconds: false)
            return .maximum(limit: limit.value, orEqual: limit.orEqual)
        case "errors":
            advance()
            let limit = try parseRatio(above: false)
            return .errorRate(limit: limit.value, orEqual: limit.orEqual)
        case "availability":
            advance()
            let limit = try parseRatio(above: true)
            return .availability(least: limit.value, orEqual: limit.orEqual)
        case "throughput":
            advance()
            let orEqual = try parseBound(above: true)
            let quantity = try parseQuantity("a rate such as 100/s")
            switch quantity.kind {
            case .number(let number), .rate(let number): return .throughput(least: number, orEqual: orEqual)
            default: throw fail("objective-value", "not a rate", at: quantity.range, "write it like 100/s")
            }
        case "apdex": return try parseApdex()
        case "checks":
            advance()
            let limit = try parseRatio(above: true)
            return .checks(least: limit.value, orEqual: limit.orEqual)
        case "counter": return try parseCounter()
        default: throw unknownMetric(word)
        }
    }

    private func unknownMetric(_ word: String) -> ParseFailure {
        guard !word.isEmpty else { return cannotBegin("an objective such as p95 < 200ms") }
        return fail(
            "unknown-metric",
            "unknown measure '\(word)' in an objective",
            at: token.range,
            Self.label(forUnknown: word, in: .objective, known: Self.metrics)
                ?? "objectives are \(Suggestion.list(Self.metrics, "or"))"
        )
    }

    func parseBound(above: Bool) throws(ParseFailure) -> Bool {
        let kind = token.kind
        let right: [Token.Kind] = above ? [.greater, .greaterOrEqual] : [.less, .lessOrEqual]
        let wrong: [Token.Kind] = above ? [.less, .lessOrEqual] : [.greater, .greaterOrEqual]
        if wrong.contains(kind), !token.onNewLine {
            throw fail(
                "objective-direction",
                "an objective in the wrong direction",
                at: token.range,
                above ? "this measure should be large: write >= or >" : "this measure should be small: write < or <="
            )
        }
        if [.of, .from, .in, .during].contains(keyword), !token.onNewLine {
            throw fail(
                "objective-order",
                "the limit is missing",
                at: token.range,
                "the limit comes first, as in p95 < 60ms of items"
            )
        }
        guard right.contains(kind), !token.onNewLine else { throw expected(above ? ">= or >" : "< or <=") }
        advance()
        return kind == .lessOrEqual || kind == .greaterOrEqual
    }

    private func parseLatencyLimit(milliseconds: Bool) throws(ParseFailure) -> (value: Nanoseconds, orEqual: Bool) {
        let orEqual = try parseBound(above: false)
        let quantity = try parseQuantity("a length of time such as 200ms")
        switch quantity.kind {
        case .duration(let duration) where duration > 0: return (Nanoseconds(duration), orEqual)
        case .number(let number) where milliseconds && number > 0:
            return (Nanoseconds(clampingSeconds: number / 1000), orEqual)
        case .number(let number) where number > 0:
            throw fail(
                "missing-unit",
                "a latency without its unit",
                at: quantity.range,
                "write \(text(quantity.range))ms or \(text(quantity.range))s"
            )
        default:
            throw fail(
                "objective-value",
                "not a latency",
                at: quantity.range,
                "write a length of time above zero, like 200ms"
            )
        }
    }

    private func parseRegression(quantile: Double) throws(ParseFailure) -> Requirement {
        advance()
        let quantity = try parseQuantity("a percentage such as 5%")
        guard case .percent(let percent) = quantity.kind, percent > 0, percent <= 1000 else {
            throw fail("objective-value", "not a percentage", at: quantity.range, "write it like 5%")
        }
        try require(.of)
        try require(.baseline)
        return .regression(quantile: quantile, within: hundredth(of: quantity.range) ?? percent / 100)
    }
}
