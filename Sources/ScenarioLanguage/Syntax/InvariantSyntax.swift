import LoadPlan

/// `race N users { … }` and the expectations behind it.
struct RaceSyntax: Sendable {
    var users: QuantitySyntax
    var body: [StatementSyntax]
    /// `expect across race: …`.
    var expectations: [ComparisonSyntax]
    /// From the word to the number of users.
    var head: TextRange
}

/// `invariant …`.
struct InvariantSyntax: Sendable {
    enum Kind: Sendable {
        case comparison(ComparisonSyntax)
        /// `at most LIMIT CONDITION [of STEPS] per VARIABLE`.
        case atMost(QuantitySyntax, ExpressionSyntax, of: [NameSyntax], per: NameSyntax)
    }

    var kind: Kind
    var range: TextRange
}

/// Two amounts and how they must stand to each other.
struct ComparisonSyntax: Sendable {
    var left: AmountSyntax
    var comparison: Requirement.Comparison
    var right: AmountSyntax
    var range: TextRange
}

/// A number that is known at the end of a run.
indirect enum AmountSyntax: Sendable {
    case number(QuantitySyntax)
    /// `count(NAME)`, `count(NAME when CONDITION)`; across a race `count(CONDITION)`.
    case count(NameSyntax?, ExpressionSyntax?, TextRange)
    case binary(BinaryOperator, AmountSyntax, AmountSyntax)
}
