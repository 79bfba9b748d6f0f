public import Groundwork

/// What a number of pods was measured to take: a bracket, never a point.
public struct MeasuredSize: Sendable, Codable, Hashable {
    /// The name of the search that it comes from.
    public let search: String
    /// Pods that shared the load.
    public let pods: Int
    /// Requests a second at the highest level that holds, as measured in its confirmation.
    public let holds: Double
    /// Requests a second that the lowest level which does not hold asks for; nil where nothing above was tried.
    public let doesNotHold: Double?
    /// Requests in an iteration, or requests a second of a user.
    public let perLevel: Double
    /// Mean time of a request in seconds, at the level that holds.
    public let serviceTime: Double
    /// What the search's levels are.
    public let model: LoadModel

    /// A size with given figures.
    public init(
        search: String,
        pods: Int,
        holds: Double,
        doesNotHold: Double?,
        perLevel: Double,
        serviceTime: Double,
        model: LoadModel = .rate
    ) {
        self.search = search
        self.pods = pods
        self.holds = holds
        self.doesNotHold = doesNotHold
        self.perLevel = perLevel
        self.serviceTime = serviceTime
        self.model = model
    }

    /// What a search found.
    /// - Parameters:
    ///   - report: the search.
    ///   - pods: how many pods shared its load.
    /// - Throws: ``SizingError/refused(_:)`` where its answer is not confirmed.
    public init(_ report: CapacityReport, pods: Int) throws(SizingError) {
        guard report.end != .invalid else {
            throw .refused(
                "search \(report.id) ended at the generator: what it holds is a lower bound, and pods computed from it "
                    + "are too many; repeat it with a larger generator"
            )
        }
        guard report.isConfirmed, let level = report.holds else {
            throw .refused("search \(report.id) has no confirmed answer: \(report.answer)")
        }
        let confirmation = report.levels.last {
            $0.trial.purpose == .confirmation && $0.result == .holds && $0.trial.level == level
        }
        guard let confirmation, level > 0, level < 1e12, confirmation.throughput > 0, confirmation.throughput < 1e12,
            confirmation.inFlight >= 0, confirmation.inFlight < 1e12, (report.doesNotHold ?? 2 * level) > level
        else {
            throw .input("search \(report.id) holds no confirmed level with figures that can be used")
        }
        let perLevel = confirmation.throughput / level
        self.init(
            search: report.id,
            pods: pods,
            holds: confirmation.throughput,
            doesNotHold: report.doesNotHold.map { $0 * perLevel },
            perLevel: perLevel,
            serviceTime: confirmation.inFlight / confirmation.throughput,
            model: report.model
        )
    }

    /// Requests a second of a pod that are shown to hold.
    public var lowPerPod: Double { holds / Double(pods) }

    /// Requests a second of a pod that are not; nil where nothing above was tried.
    public var highPerPod: Double? { doesNotHold.map { $0 / Double(pods) } }
}
