/// What an autoscaler is told.
public struct ScalingSettings: Sendable, Codable, Hashable {
    /// The lowest number of pods.
    public let fewestPods: Int
    /// The highest.
    public let mostPods: Int
    /// Pods that carry the peak, for when the metric is not there.
    public let podsAtPeak: Int
    /// Requests a second of a pod.
    public let target: Double
    /// Seconds between two readings of the metric.
    public let scrape: Double
    /// The processor's target in percent of the request; nil where nothing is known of the processor.
    public let utilisation: Int?
    /// Cores of a pod at the target; nil where nothing is known of the processor.
    public let cores: Double?
    /// Bytes to request; nil where nothing is known of the memory.
    public let memory: Double?
}
