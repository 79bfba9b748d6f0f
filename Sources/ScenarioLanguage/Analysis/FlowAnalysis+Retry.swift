import Groundwork
import LoadPlan

/// Further tries of a request.
extension FlowAnalysis {
    /// More tries than this help nobody.
    static let mostRetries = 100

    /// What the `retry` of a request says, with its condition read where no capture has been taken yet.
    func retries(_ syntax: RequestSyntax, isPoll: Bool) -> (syntax: RetrySyntax, condition: Expression?)? {
        let found = syntax.clauses.compactMap { clause in
            if case .retry(let retry) = clause.kind { retry } else { nil }
        }
        guard let retry = found.first else { return nil }
        if found.count > 1 {
            bag.error(
                "duplicate-clause",
                "a second 'retry'",
                at: found[1].range,
                "give all reasons in one: on status 502, 503, timeout"
            )
        }
        if isPoll {
            bag.error(
                "retry-of-poll",
                "'retry' behind a poll",
                at: retry.range,
                "a poll tries again by itself",
                help: "an answer that is no failure keeps a poll going: expect status in 200, 503"
            )
        }
        var conditions: [Expression] = []
        if !retry.statuses.isEmpty {
            conditions.append(
                statuses(retry.statuses, at: retry.range)
            )
        }
        if let when = retry.condition { conditions.append(self.condition(when, .answer)) }
        guard let first = conditions.first else { return (retry, nil) }
        let whole = conditions.dropFirst().reduce(first) { .binary(.or, $0, $1) }
        if let codes = StatusCodes.admitted(by: whole), codes.isEmpty {
            bag.error("never-holds", "a 'retry' that never happens", at: retry.range, "no status satisfies this")
        }
        return (retry, whole)
    }

    private func statuses(_ items: [ExpressionSyntax.Candidate], at range: TextRange) -> Expression {
        let status = ExpressionSyntax(kind: .response(.status), range: range)
        return condition(ExpressionSyntax(kind: .member(status, of: items), range: range), .answer)
    }

    /// Reasons where none is given: those that pass, and where nothing was done twice if the first try was lost.
    private static let usualFailures: Set<Retry.Failure> = [.lookup, .connect, .reset, .timeout]
    private static let usualStatuses = Expression.member(
        .response(.status),
        of: [429, 502, 503, 504].map { .literal(.integer($0)) }
    )

    func retry(_ found: (syntax: RetrySyntax, condition: Expression?), of request: Request, _ whole: RequestSyntax)
        -> Retry?
    {
        let syntax = found.syntax
        let name = builder.series[request.series].name
        let series = series(NameSyntax(text: "\(name).retry", range: whole.name?.range ?? whole.range), .group)
        guard let times = quantities.number(syntax.times, "a number of tries", example: "3") else { return nil }
        guard times >= 1, times <= Double(Self.mostRetries), times == times.rounded() else {
            bag.error(
                "quantity",
                "not a number of further tries",
                at: syntax.times.range,
                "a whole number from 1 to \(Self.mostRetries)"
            )
            return nil
        }
        var shortest: Nanoseconds = 0
        if let quantity = syntax.shortest {
            guard let length = quantities.duration(quantity, "a pause") else { return nil }
            shortest = length
        }
        var longest = shortest
        if let low = syntax.shortest, let quantity = syntax.longest {
            guard let length = quantities.duration(quantity, "a pause") else { return nil }
            guard length >= shortest else {
                emptyRange(low, quantity)
                return nil
            }
            longest = length
        }
        if syntax.jitter, shortest == 0 {
            bag.warning(
                "jitter-of-nothing",
                "'jitter' without a pause",
                at: syntax.range,
                "there is nothing to draw from; write backoff 200ms..5s jitter"
            )
        }
        let usual = found.condition == nil && syntax.failures.isEmpty
        var retry = Retry(
            request: request,
            series: series,
            times: Int(times),
            shortest: shortest,
            longest: longest,
            jitter: syntax.jitter,
            condition: usual ? Self.usualStatuses : found.condition,
            failures: usual ? Self.usualFailures : syntax.failures,
            place: bag.source.place(at: syntax.range.start)
        )
        retry.waitsAsAsked = syntax.waitsAsAsked
        return retry
    }
}
