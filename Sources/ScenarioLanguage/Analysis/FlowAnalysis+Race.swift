import LoadPlan

/// Races: users that do the same at the same moment.
extension FlowAnalysis {
    /// More users at one moment are more than one machine sends at one moment.
    static let mostRacers = 10_000

    /// `race N users { before { … } … }` with what is expected across its users.
    func race(_ syntax: RaceSyntax) -> Step? {
        guard role == .flow else {
            bag.error("race-outside-flow", "'race' in \(flow.name.text)", at: syntax.head, "only flows have users")
            return nil
        }
        let number = builder.races
        builder.races += 1
        let users = racers(syntax.users)
        checkPlace(syntax)
        let before = state
        var body = syntax.body[...]
        var first: [StatementSyntax] = []
        if case .before(let statements)? = body.first?.kind {
            first = statements
            body = body.dropFirst()
        }
        if body.isEmpty, names.lost.isEmpty {
            bag.error("empty-block", "a race without steps", at: syntax.head, "it needs at least one request")
        }
        var warmUp = analyse(first)
        if !Self.sendsRequest(warmUp) { warmUp.append(connectStep(at: syntax.head)) }
        let steps = analyse(Array(body))
        if !body.isEmpty, !Self.sendsRequest(steps), !bag.hasErrors {
            bag.error("empty-block", "a race without a request", at: syntax.head, "all should ask for something")
        }
        for expectation in syntax.expectations { expect(expectation, race: number) }
        // What racers have found out is theirs.
        state = before
        let place = bag.source.place(at: syntax.head.start)
        return users.map { .race(Race(users: $0, before: warmUp, steps: steps, place: place)) }
    }

    /// `before` where it does not belong.
    func misplacedBefore(_ range: TextRange) {
        let word = TextRange(range.start, range.start + Keyword.before.rawValue.utf8.count)
        bag.error(
            "before-place",
            "'before' at the wrong place",
            at: word,
            "it is the first thing in race N users { … }"
        )
    }

    private func racers(_ written: QuantitySyntax) -> Int? {
        let quantities = QuantityAnalysis(bag: bag, names: names)
        guard let number = quantities.number(written, "a number of users", example: "64") else { return nil }
        guard number >= 2, number <= Double(Self.mostRacers), number == number.rounded() else {
            bag.error(
                "race-users",
                "not a number of users for a race",
                at: written.range,
                "write a whole number from 2 to \(Self.mostRacers)"
            )
            return nil
        }
        return Int(number)
    }

    private func checkPlace(_ syntax: RaceSyntax) {
        if depth > 1 {
            bag.error(
                "race-place",
                "a race inside another block",
                at: syntax.head,
                "it stands directly in its flow"
            )
        } else if !runsOnce {
            bag.error(
                "race-place",
                "a race in a flow that many users go through",
                at: syntax.head,
                "write flow \(flow.name.text) weight 0 { … }: one user of its own goes through it once",
                help: "flow \(flow.name.text) at 30s { … } says when"
            )
        }
    }

    private static func sendsRequest(_ steps: [Step]) -> Bool {
        IterationCost.of(steps).most > 0
    }

    /// Without a request before it, a race would measure how connections are opened.
    private func connectStep(at range: TextRange) -> Step {
        let any = ExpressionSyntax.Candidate.range(
            ExpressionSyntax(kind: .literal(.integer(100)), range: range),
            ExpressionSyntax(kind: .literal(.integer(599)), range: range)
        )
        let status = ExpressionSyntax(kind: .response(.status), range: range)
        let expectation = ExpressionSyntax(kind: .member(status, of: [any]), range: range)
        let suffix = builder.races > 1 ? "\(builder.races)" : ""
        return requestStep(
            RequestSyntax(
                method: NameSyntax(text: "HEAD", range: range),
                path: TemplateSyntax(segments: [.literal(Array("/".utf8))], range: range),
                name: NameSyntax(text: "\(flow.name.text).connect\(suffix)", range: range),
                clauses: [ClauseSyntax(kind: .expect(expectation), range: range)],
                range: range
            )
        )
    }

    /// `expect across race: count(status == 201) == 1`.
    private func expect(_ syntax: ComparisonSyntax, race: Int) {
        let amount = {
            [self] (name: NameSyntax?, condition: ExpressionSyntax?, range: TextRange) -> Invariant.Amount? in
            guard let condition else { return nil }
            let match = self.condition(condition, .answer)
            if let codes = StatusCodes.admitted(by: match), codes.isEmpty {
                bag.error("never-holds", "a count that stays 0", at: condition.range, "no status satisfies this")
            }
            let text = SourceText.folded(bag.source.text(condition.range))
            return .tally(builder.tally(Tally(name: text, source: .race(race), matching: .answer(match))))
        }
        let analysis = AmountAnalysis(bag: bag, names: names, count: amount)
        guard let condition = analysis.comparison(syntax) else { return }
        builder.invariants.append(
            Invariant(
                text: SourceText.folded(bag.source.text(syntax.range)),
                condition: condition,
                race: race,
                place: bag.source.place(at: syntax.range.start)
            )
        )
    }
}
