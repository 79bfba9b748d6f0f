/// Where the response time went, of one request or of many on average: means add up, percentiles do not.
///
/// Queueing is lateness, by its own clock. It is not the response time less the service time: at a modelled distance the
/// response time contains the network and the service time does not, and the request's own parts contain it too.
public struct PhaseBreakdown: Sendable, Hashable {
    /// Requests.
    public let count: UInt64
    /// Mean response time in nanoseconds.
    public let total: Double
    /// Whether some of the requests came from a modelled distance: the request's own parts contain its network then.
    public let hasModelledNetwork: Bool
    private let means: [RequestPhase: Double]

    /// Requests on average.
    /// - Parameters:
    ///   - means: nanoseconds of each part over all requests, those without it included. The rest is what they leave.
    public init(count: UInt64, total: Double, hasModelledNetwork: Bool, means: [RequestPhase: Double]) {
        self.count = count
        self.total = total
        self.hasModelledNetwork = hasModelledNetwork
        var means = means
        means[.rest] = nil
        // Clocks are rounded one by one, so the rest can come out a little below nothing.
        means[.rest] = max(0, total - means.values.reduce(0, +))
        self.means = means
    }

    /// One request.
    /// - Parameters:
    ///   - total: from the intended start to the last byte.
    ///   - queueing: from the intended start to the send.
    public init(total: Nanoseconds, queueing: Nanoseconds, phases: PhaseTimes, hasModelledNetwork: Bool) {
        var means: [RequestPhase: Double] = [:]
        for phase in RequestPhase.allCases { means[phase] = Double(phases[phase]) }
        means[.queueing] = Double(queueing)
        self.init(count: 1, total: Double(total), hasModelledNetwork: hasModelledNetwork, means: means)
    }

    /// The mean of a part over all requests, those without it included, in nanoseconds.
    public subscript(phase: RequestPhase) -> Double { means[phase] ?? 0 }

    /// The parts that took any time, in the order in which they pass.
    public var parts: [RequestPhase] { RequestPhase.allCases.filter { self[$0] > 0 } }
}
