public import Groundwork
public import LoadPlan

/// Says that a service is overloaded beyond doubt, so that a level that keeps hurting it can end before its time.
///
/// Either over half of the answers are errors, or so many requests are unanswered that by Little's law they must take
/// three times as long as the loosest latency objective allows. Each must be so for three updates in a row, and for a
/// tenth of the level: one stall is not overload.
public struct OverloadRule: Sendable {
    /// Updates in a row.
    static let updates = 3
    /// Unanswered requests below which nothing is said.
    static let fewestInFlight = 20.0
    /// Answers below which nothing is said of errors.
    static let fewestAnswers = 30.0

    private let limit: Double?
    private let isOpen: Bool
    private let lasting: Int
    private var answers: [(requests: UInt64, errors: UInt64)] = [(0, 0)]
    private var sendings: [(sent: UInt64, seconds: Double)] = []
    private var highest = 0.0
    private var crowded = 0
    private var failing = 0

    /// A rule.
    /// - Parameters:
    ///   - objectives: what the service promises.
    ///   - isOpen: arrivals do not wait for answers, so the rate that was reached is the rate that is wanted.
    ///   - length: of the level.
    public init(_ objectives: [Objective], isOpen: Bool, length: Nanoseconds = 0) {
        self.isOpen = isOpen
        lasting = max(Self.updates, Int(clamping: length / (10 * .second)))
        limit = objectives.flatMap { objective -> [Double] in
            if case .mean(let limit, _) = objective.requirement { return [limit.inSeconds] }
            return objective.requirement.latencyLimits.map(\.limit.inSeconds)
        }.max()
    }

    /// Takes note of about one more second.
    /// - Parameters:
    ///   - inFlight: requests unanswered now.
    ///   - sent: requests sent since the last update.
    ///   - seconds: the time since then.
    ///   - requests: requests answered since the start.
    ///   - errors: of them, failed.
    /// - Returns: why the level should end, or nil.
    public mutating func update(inFlight: Int, sent: UInt64, seconds: Double, requests: UInt64, errors: UInt64)
        -> String?
    {
        sendings = sendings.suffix(Self.updates - 1) + [(sent, seconds)]
        let time = sendings.reduce(0) { $0 + $1.seconds }
        let recent = time > 0 ? sendings.reduce(0) { $0 + Double($1.sent) } / time : 0
        if sendings.count == Self.updates { highest = max(highest, recent) }
        let rate = isOpen ? highest : recent
        if let limit, sendings.count == Self.updates {
            let most = max(Self.fewestInFlight, 3 * rate * limit)
            crowded = Double(inFlight) > most ? crowded + 1 : 0
            if crowded >= lasting {
                return "\(inFlight) requests were unanswered, more than three times what "
                    + "\(Figures.rate(rate)) leave unanswered at \(Figures.latency(limit * 1e9))"
            }
        }
        answers = answers.suffix(Self.updates) + [(requests, errors)]
        let seen = requests >= answers[0].requests ? Double(requests - answers[0].requests) : 0
        let failed = errors >= answers[0].errors ? Double(errors - answers[0].errors) : 0
        failing = seen >= Self.fewestAnswers && failed > seen / 2 ? failing + 1 : 0
        if failing >= lasting { return "\(Figures.percent(failed / seen)) of the answers were errors" }
        return nil
    }
}
