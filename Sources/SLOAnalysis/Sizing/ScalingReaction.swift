import Glibc

/// How long it takes from more load to more pods that serve it, and how many rounds.
///
/// Source: Kubernetes, "Horizontal Pod Autoscaling": desired = ⌈current · value / target⌉, no action within a tolerance
/// of 10 %, a look every 15 s; `behavior.scaleUp` as in the settings that are written out.
public struct ScalingReaction: Sendable, Hashable {
    /// Seconds between two looks of the autoscaler.
    public static let sync = 15.0
    /// The autoscaler does nothing below 110 % of the target.
    public static let tolerance = 0.1
    /// Most rounds that are counted: with more, the load has long passed.
    static let mostRounds = 100

    /// Seconds until a new pod serves requests.
    public var ready = 30.0
    /// Seconds over which the metric is averaged.
    public var window = 30.0
    /// Seconds between two readings of the metric.
    public var scrape = 15.0

    /// The usual settings.
    public init() {}

    /// Seconds from more load to a pod that serves it: half of the window, until the average shows it, and the rest.
    public var seconds: Double { window / 2 + scrape + Self.sync + ready }

    /// Rounds to follow a jump by a metric that cannot exceed 100 %, such as the processor: each multiplies the pods by
    /// 1 / utilisation at most (metrics-server, issue 763).
    func saturatedRounds(jump: Double, utilisation: Double) -> Int? {
        guard jump > 1, utilisation > 0, utilisation < 1 else { return nil }
        let rounds = (log(jump) / log(1 / utilisation) - 1e-9).rounded(.up)
        return rounds <= Double(Self.mostRounds) ? max(1, Int(rounds)) : nil
    }

    /// Seconds of those rounds: each waits for a look, for the new pods and for the average to show them.
    func saturatedSeconds(rounds: Int) -> Double { Double(rounds) * (Self.sync + ready + window) }

    /// Looks until the policies allow so many pods: twice as many or four more at each.
    static func looks(from pods: Int, to wanted: Int) -> Int {
        var (count, looks) = (max(1, pods), 0)
        while count < wanted, looks < mostRounds {
            count = max(2 * count, count + 4)
            looks += 1
        }
        return looks
    }
}
