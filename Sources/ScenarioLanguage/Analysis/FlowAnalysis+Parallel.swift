import LoadPlan

/// Requests at the same time.
extension FlowAnalysis {
    /// What a browser opens to one host at most, over HTTP/1.1.
    static let browserConnections = 6
    /// More connections of one user are a mistake rather than a wish.
    static let mostConnections = 64

    /// `parallel [N] { requests }`. None of its requests can use what another captures; behind it all captures can be
    /// used.
    func parallel(_ syntax: ParallelSyntax) -> Step? {
        let connections = self.connections(syntax.connections)
        let before = state
        var after = state
        var captured: [String: TextRange] = [:]
        var requests: [Request] = []
        for statement in syntax.body {
            guard case .request(let request) = statement.kind else {
                reportStep(statement)
                continue
            }
            reportSharedCaptures(request, &captured)
            state = before
            if let retry = request.clauses.first(where: { if case .retry = $0.kind { true } else { false } }) {
                bag.error(
                    "parallel-step",
                    "'retry' among requests at the same time",
                    at: retry.range,
                    "each request of 'parallel' is sent once"
                )
            }
            if case .request(let request) = requestStep(request) { requests.append(request) }
            after.learn(state.definite)
        }
        state = after
        if syntax.body.isEmpty, names.lost.isEmpty {
            bag.error("empty-block", "'parallel' without requests", at: syntax.head, "it needs at least one")
        } else if syntax.body.count > SyntaxLimits.chain {
            bag.error(
                "nesting-too-deep",
                "too many requests at the same time",
                at: syntax.head,
                "at most \(SyntaxLimits.chain) in one 'parallel'"
            )
        }
        guard !requests.isEmpty, let connections else { return nil }
        let place = bag.source.place(at: syntax.head.start)
        return .parallel(Parallel(requests: requests, connections: connections, place: place))
    }

    private func connections(_ written: QuantitySyntax?) -> Int? {
        guard let written else { return Self.browserConnections }
        let quantities = QuantityAnalysis(bag: bag, names: names)
        guard let number = quantities.number(written, "a number of connections", example: "6") else { return nil }
        guard number >= 1, number <= Double(Self.mostConnections), number == number.rounded() else {
            bag.error(
                "connections",
                "not a number of connections",
                at: written.range,
                "write a whole number from 1 to \(Self.mostConnections)"
            )
            return nil
        }
        return Int(number)
    }

    private func reportStep(_ statement: StatementSyntax) {
        let first = bag.source.text(statement.range).prefix { $0.isLetter }
        bag.error(
            "parallel-step",
            "'\(first)' among requests at the same time",
            at: TextRange(statement.range.start, statement.range.start + first.utf8.count),
            "'parallel' takes requests only",
            help: "what comes before or after them stands outside its block"
        )
    }

    /// Two requests that capture one variable at the same time: which answer comes last is chance.
    private func reportSharedCaptures(_ request: RequestSyntax, _ captured: inout [String: TextRange]) {
        for clause in request.clauses {
            guard case .capture(let capture) = clause.kind else { continue }
            guard let first = captured[capture.name.text] else { continue }
            bag.error(
                "duplicate-name",
                "two requests capture '\(capture.name.text)' at the same time",
                at: capture.name.range,
                "\(bag.source.line(first.start)) does so too, and which comes last is chance"
            )
        }
        for clause in request.clauses {
            if case .capture(let capture) = clause.kind { captured[capture.name.text] = capture.name.range }
        }
    }
}
