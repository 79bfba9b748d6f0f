/// One number of a sizing and where it comes from.
public struct SizingFigure: Sendable, Codable, Hashable {
    /// Which number.
    public enum Name: String, Sendable, Codable, Hashable, CaseIterable {
        /// Requests a second that a pod is shown to take, and that it is not.
        case perPod, perPodAbove
        /// The highest and the lowest load.
        case peak, night
        /// Requests under way at the peak.
        case inFlight
        /// Time until a new pod serves.
        case reaction
        /// What the load is multiplied by meanwhile.
        case growth
        /// Pods for the peak, and how many the upper end of the bracket would ask for.
        case podsAtPeak, podsAtPeakAbove
        /// Pods that are lost at once, at the peak.
        case lostAtOnce
        /// The autoscaler's lowest and highest number of pods.
        case fewestPods, mostPods
        /// The target that would do for the peak and for the lowest number of pods, and the one to set.
        case targetAtPeak, targetAtFewest, target
        /// Pods that the autoscaler asks for at the peak, by each target.
        case askedByPeakTarget, askedByTarget
        /// Looks until a jump is followed, and how long that takes.
        case looksToJump, secondsToJump
        /// Processor time of a pod at the target, and the target as a share of the request.
        case processor, utilisation
        /// Rounds until a jump is followed by the processor alone, and how long that takes.
        case processorRounds, processorSeconds
        /// Memory to request.
        case memory
        /// Cost of an hour at the peak and at the lowest load, and of 1,000 iterations at the peak.
        case costAtPeak, costAtNight, costPerThousand
        /// Pods beyond which more make it slower.
        case slowestPods
    }

    /// What a number counts.
    public enum Unit: String, Sendable, Codable, Hashable, CaseIterable {
        /// Pods.
        case pods
        /// Requests a second.
        case perSecond
        /// Seconds.
        case seconds
        /// A share or a factor.
        case ratio
        /// Cores.
        case cores
        /// Bytes.
        case bytes
        /// Whatever the price was given in.
        case money
        /// A number of something.
        case count
    }

    /// Which number.
    public let name: Name
    /// Its value.
    public let value: Double
    /// What it counts.
    public let unit: Unit
    /// How it follows.
    public let why: String
    /// The measured figure, or the option, that it comes from.
    public let source: String
}
