import LoadPlan

/// Which variables are made from secrets: those whose text holds one as it is, where it can be found again, and those
/// that hide it, made by a function.
struct SecretTaint {
    /// Variables whose text may hold a secret as it is.
    private(set) var plain: Set<Int> = []
    /// Variables that hold something made from a secret.
    private(set) var hidden: Set<Int> = []

    init(_ steps: [Step]) {
        // Until nothing is added: a variable may be made from another that stands further down in a loop.
        var size = -1
        while plain.count + hidden.count > size {
            size = plain.count + hidden.count
            visit(steps)
        }
    }

    private mutating func visit(_ steps: [Step]) {
        for step in steps {
            switch step {
            case .assign(let variable, let expression, _): visit(expression, into: variable, hides: false)
            case .branch(_, let then, let otherwise):
                visit(then)
                visit(otherwise)
            case .group(_, let inner), .repeats(_, let inner, _), .loop(_, let inner, _): visit(inner)
            case .each(let each):
                for case .value(let expression) in each.sources {
                    visit(expression, into: each.variable, hides: false)
                }
                visit(each.steps)
            case .choose(let ways): for way in ways { visit(way.steps) }
            default: break
            }
        }
    }

    private mutating func visit(_ expression: Expression, into variable: Int, hides: Bool) {
        switch expression {
        case .secret: note(variable, hides)
        case .variable(let other):
            if hidden.contains(other) { hidden.insert(variable) }
            if plain.contains(other) { note(variable, hides) }
        case .call(_, let arguments):
            for argument in arguments { visit(argument, into: variable, hides: true) }
        case .template(let template), .json(let template, _):
            for case .place(let inner, let encoding) in template.segments {
                visit(inner, into: variable, hides: hides || encoding != .raw)
            }
        case .unary(_, let operand), .format(let operand, _), .item(let operand, _):
            visit(operand, into: variable, hides: hides)
        case .binary(_, let left, let right):
            visit(left, into: variable, hides: hides)
            visit(right, into: variable, hides: hides)
        default: break
        }
    }

    private mutating func note(_ variable: Int, _ hides: Bool) {
        if hides { hidden.insert(variable) } else { plain.insert(variable) }
    }
}
