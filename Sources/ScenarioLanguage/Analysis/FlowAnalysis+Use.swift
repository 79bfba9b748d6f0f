import LoadPlan

/// Blocks that flows share.
extension FlowAnalysis {
    /// `use NAME(…)`: the block's steps, behind what gives its parameters their values.
    ///
    /// What a block captures is the flow's; its parameters are its own.
    func use(_ call: CallSyntax) -> [Step] {
        let name = call.name.text
        guard let block = names.blocks[name] else {
            if !names.lost.contains(name) {
                bag.error(
                    "unknown-block",
                    "unknown block '\(name)'",
                    at: call.name.range,
                    Suggestion.label(for: name, in: names.blocks.keys.sorted())
                        ?? "no block has this name; write block \(name) { … }"
                )
            }
            return []
        }
        names.usedBlocks.insert(name)
        builder.uses += 1
        guard builder.uses <= SyntaxLimits.uses else {
            if builder.uses == SyntaxLimits.uses + 1 {
                bag.error(
                    "too-many-uses",
                    "blocks are used too often",
                    at: call.range,
                    "at most \(SyntaxLimits.uses) times in all, those in blocks included"
                )
            }
            return []
        }
        if let first = scopes.firstIndex(where: { $0.block == name }) {
            let way = scopes[first...].map(\.block) + [name]
            bag.error(
                "recursion",
                "the block '\(name)' uses itself",
                at: call.range,
                way.count == 2 ? "this would never end" : way.joined(separator: " → ")
            )
            return []
        }
        guard scopes.count < SyntaxLimits.depth else {
            bag.error("nesting-too-deep", "blocks nested too deeply", at: call.range, "at most \(SyntaxLimits.depth)")
            return []
        }
        var parameters: [String: Int] = [:]
        var steps: [Step] = []
        for (name, value) in arguments(call, block) {
            let variable = builder.variable("\(block.name.text).\(name)")
            parameters[name] = variable
            steps.append(.assign(variable: variable, value))
        }
        let outer = defaults
        scopes.append((name, parameters))
        if block.body.isEmpty, names.lost.isEmpty {
            bag.error("empty-block", "the block '\(name)' does nothing", at: block.name.range, "it needs a step")
        }
        steps += analyse(block.body)
        scopes.removeLast()
        defaults = outer
        return steps
    }

    /// The values of a block's parameters, in its order; what does not fit is said.
    private func arguments(_ call: CallSyntax, _ block: BlockSyntax) -> [(String, Expression)] {
        var given: [String: Expression] = [:]
        let known = block.parameters.map(\.text)
        for (name, value) in call.arguments {
            let expression = expression(value, .flow).0
            if !known.contains(name.text) {
                bag.error(
                    "unknown-parameter",
                    "the block '\(block.name.text)' has no parameter '\(name.text)'",
                    at: name.range,
                    Suggestion.label(for: name.text, in: known) ?? "it has none"
                )
            } else if given[name.text] != nil {
                bag.error(
                    "duplicate-clause",
                    "a second value for '\(name.text)'",
                    at: name.range,
                    "a parameter has one value"
                )
            }
            given[name.text] = expression
        }
        let missing = known.filter { given[$0] == nil }
        if !missing.isEmpty {
            bag.error(
                "missing-argument",
                "a block without all of its parameters",
                at: call.range,
                "it needs \(Suggestion.list(missing)) as well"
            )
        }
        return known.map { ($0, given[$0] ?? .literal(.none)) }
    }
}
