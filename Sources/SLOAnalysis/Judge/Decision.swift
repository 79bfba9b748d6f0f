/// A finding and what the whole verdict needs of it.
struct Decision {
    /// What is said of the objective.
    var finding: Finding
    /// The probability to see as much although the objective is met; nil where nothing was left to chance.
    var evidence: Double?
    /// What the finding would be by the service's clock, where that can be told.
    var serviceOutcome: Verdict.Outcome?
    /// Samples that are beyond the limit only because they were sent late, as a share of those that are allowed.
    var lateShare: Double?

    init(
        _ finding: Finding,
        evidence: Double? = nil,
        serviceOutcome: Verdict.Outcome? = nil,
        lateShare: Double? = nil
    ) {
        self.finding = finding
        self.evidence = evidence
        self.serviceOutcome = serviceOutcome
        self.lateShare = lateShare
    }
}
