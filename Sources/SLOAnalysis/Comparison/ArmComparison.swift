/// Several runs of one thing against several of another, taken in turns: the surest way to see a change, since the
/// machine's own mood meets both alike (measurement.md 3.5, mode A).
///
/// A value without rendering; unlike the comparison of two runs it decides.
public struct ArmComparison: Sendable, Codable, Hashable {
    /// Runs that either arm needs before a difference is decided.
    public static let fewestRuns = 4

    /// PASS: no series is slower by more than is allowed. FAIL: one is. INVALID: the runs cannot be compared.
    public var outcome: Verdict.Outcome
    /// Why, in a sentence.
    public var reason: String
    /// The runs that are compared with, oldest first.
    public var base: [RunShift.Side]
    /// The runs that are compared, oldest first.
    public var new: [RunShift.Side]
    /// The quantile of response time that is compared.
    public let quantile: Double
    /// How much more is allowed: 0.05 is 5 %.
    public var within: Double
    /// Why runs cannot be compared, in words.
    public let unlike: [String]
    /// What is said of each series.
    public var series: [SeriesFinding]

    /// One series of both arms.
    public struct SeriesFinding: Sendable, Codable, Hashable {
        /// Its name; "all" for all steps together.
        public var name: String
        /// What is decided about it.
        public var outcome: Verdict.Outcome
        /// The quantile in each run of the base, nanoseconds; infinite where it falls among failed requests.
        public var base: [Double]
        /// The same in each new run.
        public var new: [Double]
        /// What a base run shows in the middle; nil where it is not finite.
        public var typicalBase: Double?
        /// What a new run shows in the middle.
        public var typicalNew: Double?
        /// The change of the mean of the logarithms: 0.05 is 5 % more.
        public var change: Double?
        /// Lower end of the change's interval, wrong with 5 %.
        public var low: Double?
        /// Upper end.
        public var high: Double?
        /// Of all pairs of a new and a base run the share in which the new one is slower; equal ones count half.
        public var slowerPairs: Double?
        /// The middle of the changes of all pairs: one odd run does not move it.
        public var rankChange: Double?
        /// The probability of as many slower pairs although nothing changed, by ranks alone.
        public var rankEvidence: Double?
        /// The same where the arms may also differ in spread (Brunner and Munzel); nil with fewer than ten runs of a kind,
        /// for which it is too rough, and where the arms do not overlap.
        public var unequalEvidence: Double?
        /// Why, in words.
        public var reason: String
        /// What would decide it, where it is not decided.
        public var needed: String?
    }
}
