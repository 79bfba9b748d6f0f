/// A word, number or sign of a scenario's text.
struct Token: Sendable {
    enum Kind: Sendable, Hashable {
        /// A letter or `_`, then letters, digits and `_`.
        case word
        /// Digits, with a fraction or exponent.
        case number
        /// Digits with units of time behind them: `200ms`, `1m30s`.
        case duration
        /// The `"` that begins a string; the parser reads the string itself, since it may hold expressions.
        case quote
        case leftBrace, rightBrace, leftParen, rightParen, leftBracket, rightBracket
        case comma, semicolon, colon, dot, range, arrow, pipe, dollar, at, question
        case assign, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
        case plus, minus, star, slash, percent
        /// The end of the text.
        case end
        /// A byte that begins nothing.
        case unknown
    }

    var kind: Kind
    var range: TextRange
    /// A line break stands between it and the token before.
    var onNewLine: Bool
}
