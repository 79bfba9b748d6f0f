/// What a run showed: one word, what each objective says, and whether the measurement can be trusted.
///
/// A value without rendering: every report is made from it and from the stored run.
public struct Verdict: Sendable, Codable, Hashable {
    /// The four verdicts.
    public enum Outcome: String, Sendable, Codable, Hashable, CaseIterable {
        /// Every objective is shown to be met.
        case pass = "PASS"
        /// At least one objective is shown to be missed.
        case fail = "FAIL"
        /// The run is sound and cannot decide.
        case inconclusive = "INCONCLUSIVE"
        /// The measurement cannot be trusted or is not there.
        case invalid = "INVALID"
    }

    /// The word.
    public var outcome: Outcome
    /// Why, in a sentence.
    public var reason: String
    /// One for each objective, in their order.
    public var findings: [Finding]
    /// The checks of the measurement itself.
    public var audit: [AuditFinding]
    /// The accepted runs that the run was compared with, if any.
    public var baseline: BaselineFacts?
    /// What is wrong with the run's files, in words.
    public var problems: [String]
    /// What the network took, where there is one, and what the objectives leave to the service.
    public var network: [NetworkFloor]?
    /// How often steps ended as outcomes of the business, where any did; nil in older files.
    public var outcomes: [OutcomeFigures]?

    /// A verdict.
    public init(
        outcome: Outcome,
        reason: String,
        findings: [Finding],
        audit: [AuditFinding],
        baseline: BaselineFacts? = nil,
        problems: [String]
    ) {
        self.outcome = outcome
        self.reason = reason
        self.findings = findings
        self.audit = audit
        self.baseline = baseline
        self.problems = problems
    }

    /// The accepted runs that a run was compared with.
    public struct BaselineFacts: Sendable, Codable, Hashable {
        /// Their names, oldest first.
        public var runs: [String]
        /// Accepted runs that were left out, each with the reason in words.
        public var refused: [String]

        /// Facts of a comparison.
        public init(runs: [String], refused: [String]) {
            self.runs = runs
            self.refused = refused
        }
    }
}
