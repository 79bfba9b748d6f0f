/// One check of the measurement itself: the generator is a suspect too.
public struct AuditFinding: Sendable, Codable, Hashable {
    /// What a check says.
    public enum Outcome: String, Sendable, Codable, Hashable {
        /// It holds.
        case ok
        /// It does not hold, and the verdict stands all the same; or it could not be made.
        case warning
        /// It does not hold: the figures are not the service's.
        case invalid
    }

    /// Its name: `send lateness`.
    public var check: String
    /// What was measured, with its unit.
    public var value: String
    /// What is allowed.
    public var limit: String
    /// What it says.
    public var outcome: Outcome
    /// The figure in a sentence, and where it does not hold, what helps.
    public var words: String

    /// A check.
    public init(check: String, value: String, limit: String, outcome: Outcome, words: String) {
        self.check = check
        self.value = value
        self.limit = limit
        self.outcome = outcome
        self.words = words
    }
}
