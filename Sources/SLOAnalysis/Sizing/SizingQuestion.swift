/// What pods and settings are computed for.
public struct SizingQuestion: Sendable, Hashable {
    /// The highest load.
    public var peak: PeakLoad
    /// The lowest, in requests a second.
    public var night: Double?
    /// How much room above the peak the highest number of pods has: 0.2 is 20 %.
    public var reserve = 0.0
    /// How the load grows while new pods start.
    public var growth: LoadGrowth?
    /// Zones that pods are spread over, one of which may be lost; nil where one pod is lost at once.
    public var zones: Int?
    /// The fewest pods wanted, whatever the night needs.
    public var fewestPods: Int?
    /// How long the autoscaler takes.
    public var reaction = ScalingReaction()
    /// By how much the load may jump at once: 5 is five times as much.
    public var jump = 3.0
    /// Processor time of a pod by its requests.
    public var processor: ProcessorUse?
    /// Cores that a pod's container requests.
    public var requestedCores: Double?
    /// The most memory that a pod had resident, in bytes.
    public var memory: Double?
    /// What a pod costs an hour, in any currency.
    public var price: Double?

    /// A question about a peak.
    public init(peak: PeakLoad) {
        self.peak = peak
    }
}
