import LoadPlan

/// Numbers that are known at the end of a run; who uses it says what `count(…)` counts.
struct AmountAnalysis {
    let bag: DiagnosticBag
    let names: Namespace
    let count: (NameSyntax?, ExpressionSyntax?, TextRange) -> Invariant.Amount?

    /// A comparison of two amounts, at least one of which is counted.
    func comparison(_ syntax: ComparisonSyntax) -> Invariant.Condition? {
        guard let left = amount(syntax.left), let right = amount(syntax.right) else { return nil }
        if Self.isConstant(left), Self.isConstant(right) {
            bag.error(
                "invariant-constant",
                "a comparison of two fixed numbers",
                at: syntax.range,
                "one side should count something, as in count(booking.create) == 1"
            )
        }
        return .comparison(left, syntax.comparison, right)
    }

    private func amount(_ syntax: AmountSyntax) -> Invariant.Amount? {
        switch syntax {
        case .number(let quantity):
            let quantities = QuantityAnalysis(bag: bag, names: names)
            return quantities.number(quantity, "a number", example: "1").map { .number($0) }
        case .count(let name, let condition, let range): return count(name, condition, range)
        case .binary(let op, let left, let right):
            guard let left = amount(left), let right = amount(right) else { return nil }
            switch op {
            case .plus: return .sum(left, right)
            case .minus: return .difference(left, right)
            default: return .product(left, right)
            }
        }
    }

    private static func isConstant(_ amount: Invariant.Amount) -> Bool {
        switch amount {
        case .number: true
        case .tally: false
        case .sum(let left, let right), .difference(let left, let right), .product(let left, let right):
            isConstant(left) && isConstant(right)
        }
    }
}
