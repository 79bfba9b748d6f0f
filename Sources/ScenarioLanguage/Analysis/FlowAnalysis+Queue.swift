import Groundwork
import LoadPlan

/// Queues: what one user makes and another uses.
extension FlowAnalysis {
    /// `put EXPR into QUEUE`.
    func put(_ value: ExpressionSyntax, _ queue: NameSyntax) -> Step {
        let (expression, _) = expression(value, .flow)
        let number = builder.queue(queue.text)
        if builder.puts[number] == nil { builder.puts[number] = queue.range }
        return .put(expression, queue: number)
    }

    /// `take NAME from QUEUE [wait TIME] [or none]`.
    func take(_ syntax: TakeSyntax, at range: TextRange) -> Step? {
        let number = builder.queue(syntax.queue.text)
        if builder.takes[number] == nil { builder.takes[number] = syntax.queue.range }
        let variable = builder.variable(syntax.name.text)
        state.assign(variable)
        var wait: Nanoseconds = 0
        if let written = syntax.wait {
            let quantities = QuantityAnalysis(bag: bag, names: names)
            guard let length = quantities.duration(written, "the longest time to wait") else { return nil }
            wait = length
        }
        return .take(
            Take(
                variable: variable,
                queue: number,
                wait: wait,
                orNone: syntax.orNone,
                place: bag.source.place(at: range.start)
            )
        )
    }
}

extension ScenarioAnalysis {
    /// Each queue must have two ends.
    func checkQueues() {
        guard names.lost.isEmpty else { return }
        for (number, queue) in builder.queues.enumerated() {
            if let range = builder.takes[number], builder.puts[number] == nil {
                let known = builder.puts.keys.sorted().map { builder.queues[$0].name }
                bag.error(
                    "queue-ends",
                    "nothing is ever put into '\(queue.name)'",
                    at: range,
                    Suggestion.label(for: queue.name, in: known) ?? "some flow must say: put … into \(queue.name)"
                )
            } else if let range = builder.puts[number], builder.takes[number] == nil {
                bag.warning(
                    "queue-ends",
                    "nobody takes from '\(queue.name)'",
                    at: range,
                    "it fills up; a flow may say: take … from \(queue.name) or none"
                )
            }
        }
    }
}
