import Groundwork
import LoadPlan

/// What names in expressions stand for, and whether a variable has a value where it is read.
extension FlowAnalysis {
    func resolve(_ name: String, _ range: TextRange) -> (Expression, StaticKind) {
        if let parameter = scopes.last?.parameters[name] { return (.variable(parameter), .any) }
        if let value = names.sharedValues.firstIndex(where: { $0.name == name }) { return shared(value, range) }
        if variables[name] != nil, names.declared[name] == nil {
            readVariables.insert(name)
            let variable = builder.variable(name)
            readNow.insert(variable)
            checkAssigned(variable, name, range)
            return (.variable(variable), .any)
        }
        names.used.insert(name)
        if let parameter = names.parameters[name] { return (.literal(parameter.value), .of(parameter.value)) }
        if let secret = names.secrets.firstIndex(where: { $0.name == name }) { return (.secret(secret), .text) }
        if let attribute = UserAttribute(rawValue: name) {
            return (.attribute(attribute), attribute == .user || attribute == .iteration ? .number : .text)
        }
        if let table = names.tables.first(where: { $0.name == name }) {
            bag.error(
                "table-without-column",
                "'\(name)' is a whole table",
                at: range,
                "name a column: \(ColumnName.reference(table.columns.first ?? "COLUMN", of: name))"
            )
            return (.literal(.none), .any)
        }
        if let function = Function(rawValue: name) {
            bag.error("missing-brackets", "'\(name)' is a function", at: range, "write \(function.signature)")
            return (.literal(.none), .any)
        }
        // A name that was declared wrongly has been said already.
        if names.declared[name] == nil, !names.lost.contains(name) { reportUnknown(name, range) }
        return (.literal(.none), .any)
    }

    private func shared(_ number: Int, _ range: TextRange) -> (Expression, StaticKind) {
        names.sharedValues[number].isUsed = true
        sharedReads.insert(number)
        let value = names.sharedValues[number]
        // What is cleaned up may never have been made: its requests are left out then.
        if !value.isCertain, role != .teardown {
            bag.error(
                "maybe-unset",
                "'\(value.name)' may have no value here",
                at: range,
                "\(value.maker) does not set it on every way",
                help: "give it a value there before the ways part: let \(value.name) = \"\""
            )
        }
        return (.shared(number), .any)
    }

    private func reportUnknown(_ name: String, _ range: TextRange) {
        let known =
            Array(variables.keys) + names.sharedValues.map(\.name) + Array(scopes.last?.parameters.keys ?? [:].keys)
            + Array(names.declared.keys)
            + UserAttribute.allCases.map(\.rawValue)
            + Function.allCases.map(\.rawValue)
        bag.error(
            "unknown-name",
            "unknown name '\(name)'",
            at: range,
            ForeignWord.label(for: name, in: .expression)
                ?? Suggestion.nearest(to: name, in: known).map { "did you mean \($0)?" }
                ?? "no variable, parameter or secret has this name",
            help: "to write a text, put it in double quotes"
        )
    }

    private func checkAssigned(_ variable: Int, _ name: String, _ range: TextRange) {
        guard state.isReachable, !state.definite.contains(variable) else { return }
        if let gap = state.gaps[variable] {
            let line = bag.source.place(at: gap.branch.start).line
            bag.error(
                "maybe-unset",
                "'\(name)' may have no value here",
                at: range,
                "it is not set when "
                    + (gap.words ?? "the condition in line \(line) \(gap.holds ? "holds" : "does not hold")"),
                help: "test it first: if \(name) is set { … }"
            )
        } else {
            let line = variables[name].map { bag.source.place(at: $0.start).line } ?? 0
            let isLater = line > bag.source.place(at: range.start).line
            bag.error(
                "used-before-set",
                "'\(name)' is used before it is set",
                at: range,
                "it gets its value in line \(line)",
                help: isLater ? nil : "checks are made before captures are taken; look into the answer itself"
            )
        }
    }

    /// What `is` asks about: a variable may be asked for even where it is not set on every way.
    func tested(_ syntax: ExpressionSyntax, _ context: Context) -> Expression {
        if case .name(let name) = syntax.kind, scopes.last?.parameters[name] == nil,
            let value = names.sharedValues.firstIndex(where: { $0.name == name })
        {
            names.sharedValues[value].isUsed = true
            return .shared(value)
        }
        guard case .name(let name) = syntax.kind, scopes.last?.parameters[name] == nil, variables[name] != nil,
            names.declared[name] == nil
        else {
            return expression(syntax, context).0
        }
        readVariables.insert(name)
        let variable = builder.variable(name)
        if !state.possible.contains(variable) { checkAssigned(variable, name, syntax.range) }
        return .variable(variable)
    }
}
