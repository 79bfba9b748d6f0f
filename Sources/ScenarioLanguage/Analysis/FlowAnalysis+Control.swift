import Groundwork
import LoadPlan

/// Loops, choices and early ends.
extension FlowAnalysis {
    /// `repeat N { … }`. A count that is known to be at least 1 sets what its body sets.
    func repeats(_ count: ExpressionSyntax, _ loop: LoopSyntax) -> Step {
        let times = expression(count, .flow, expecting: .number, "the number of rounds")
        var atLeastOnce = false
        switch times {
        case .literal(.integer(let rounds)):
            atLeastOnce = rounds >= 1
            if rounds < 1 {
                bag.warning("no-rounds", "a loop that never runs", at: count.range, "it has \(rounds) rounds")
            }
        case .literal(.number(let rounds)):
            bag.error(
                "whole-number",
                "a number of rounds that is not whole",
                at: count.range,
                "\(rounds) rounds cannot be made; write a whole number"
            )
        default: break
        }
        checkBody(loop, "repeat")
        let before = state
        let steps = body(loop)
        if !atLeastOnce { state = Assignments.join([(state, gap(loop)), (before, gap(loop))]) }
        return .repeats(times, steps, place: bag.source.place(at: loop.head.start))
    }

    /// `for x in ITEMS { … }`. Items that are known to be some set what its body sets.
    func each(_ name: NameSyntax, _ items: [ExpressionSyntax.Candidate], _ loop: LoopSyntax) -> Step {
        var certain = false
        let sources = items.map { item -> Each.Source in
            switch item {
            case .value(let syntax):
                let (expression, kind) = self.expression(syntax, .flow)
                certain = certain || (kind != .any && kind != .none && kind != .list)
                if case .column(let table, let column) = expression { return .column(table: table, column: column) }
                return .value(expression)
            case .range(let low, let high):
                let least = expression(low, .flow, expecting: .number, "the lower end")
                let most = expression(high, .flow, expecting: .number, "the upper end")
                if case (.literal(.integer(let a)), .literal(.integer(let b))) = (least, most) {
                    certain = certain || a <= b
                    if a > b {
                        bag.error(
                            "empty-range",
                            "a range from large to small",
                            at: low.range.through(high.range),
                            "write the smaller number first"
                        )
                    }
                }
                return .range(least, most)
            }
        }
        checkBody(loop, "for")
        let before = state
        let variable = builder.variable(name.text)
        // A name that no scenario can write; loops inside one another have lists of their own.
        let list = builder.variable("for \(forDepth)")
        state.assign(variable)
        forDepth += 1
        let steps = body(loop)
        forDepth -= 1
        if !certain { state = Assignments.join([(state, gap(loop)), (before, gap(loop))]) }
        return .each(
            Each(
                variable: variable,
                list: list,
                sources: sources,
                steps: steps,
                place: bag.source.place(at: loop.head.start)
            )
        )
    }

    /// `while CONDITION { … }`. Its condition is asked before each round, so it may ask for what a round before has set.
    func whileLoop(_ condition: ExpressionSyntax, _ loop: LoopSyntax) -> Step {
        mayAssign(loop)
        let condition = self.condition(condition, .flow)
        checkBody(loop, "while")
        var without = state
        state.learn(Assignments.known(condition, when: true))
        let steps = body(loop)
        let over = Assignments.known(condition, when: false)
        state.learn(over)
        without.learn(over)
        state = Assignments.join([(state, gap(loop)), (without, gap(loop))])
        // Only an end inside it leads out of such a loop, and nothing behind it is reached.
        if condition == .literal(.bool(true)) { state.isReachable = false }
        return .loop(while: condition, steps, place: bag.source.place(at: loop.head.start))
    }

    /// `choose { 70% { … } 30% { … } }`.
    func choice(_ arms: [ArmSyntax], _ head: ChoiceHead) -> Step? {
        if head.isWhole { checkShares(arms, head) }
        let before = state
        let line = bag.source.place(at: head.range.start).line
        var ways: [(state: Assignments, gap: Assignments.Gap)] = []
        var alternatives: [Alternative] = []
        for arm in arms {
            state = before
            alternatives.append(Alternative(share: arm.percent / 100, steps: analyse(arm.body)))
            let words = "the choice in line \(line) goes another way"
            ways.append((state, Assignments.Gap(branch: arm.range, holds: true, words: words)))
        }
        state = ways.isEmpty ? before : Assignments.join(ways)
        return .choose(alternatives)
    }

    /// `abandon 5%`.
    func abandon(_ share: QuantitySyntax) -> Step? {
        guard case .percent(let percent) = share.kind, percent > 0, percent <= 100 else {
            bag.error(
                "percentage",
                "not a percentage of users",
                at: share.range,
                "it is above 0% and at most 100%, as in abandon 5%"
            )
            return nil
        }
        if percent == 100 { state.isReachable = false }
        return .abandon(probability: percent / 100)
    }

    // MARK: Parts

    private func checkShares(_ arms: [ArmSyntax], _ head: ChoiceHead) {
        guard !arms.isEmpty else {
            bag.error("empty-block", "a choice without ways", at: head.range, "write its ways as 70% { … } 30% { … }")
            return
        }
        let total = arms.reduce(0) { $0 + $1.percent }
        guard abs(total - 100) > 0.01 else { return }
        bag.error(
            "shares-total",
            "the shares of a choice do not add up to 100%",
            at: head.range,
            "they add up to \(total <= 1e9 ? PercentText.write(total) : "far more")",
            help: total < 100 ? "a way may be empty: \(PercentText.write(100 - total)) { }" : nil
        )
    }

    private func checkBody(_ loop: LoopSyntax, _ word: String) {
        guard loop.body.isEmpty, names.lost.isEmpty else { return }
        bag.error("empty-block", "'\(word)' without steps", at: loop.head, "it needs at least one step")
    }

    /// The steps of a loop. In its second round all that it sets may have a value from its first.
    private func body(_ loop: LoopSyntax) -> [Step] {
        mayAssign(loop)
        return analyse(loop.body)
    }

    private func mayAssign(_ loop: LoopSyntax) {
        for name in VariableCollector.collect(loop.body, names.blocks).keys.sorted() where names.declared[name] == nil {
            state.possible.insert(builder.variable(name))
        }
    }

    private func gap(_ loop: LoopSyntax) -> Assignments.Gap {
        let line = bag.source.place(at: loop.head.start).line
        return Assignments.Gap(branch: loop.head, holds: false, words: "the loop in line \(line) has no round")
    }
}
