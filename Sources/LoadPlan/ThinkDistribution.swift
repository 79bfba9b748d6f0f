public import Groundwork

/// How think times are spread where they are not even: real ones are many short and a few long.
public struct ThinkDistribution: Sendable, Hashable {
    /// Which family.
    public enum Shape: String, Sendable, Hashable, CaseIterable {
        /// Without memory, as between independent events; its deviation equals its mean.
        case exponential
        /// The bell curve; what falls below nothing is nothing.
        case normal
        /// Its logarithm is normal: never below nothing, with a long tail.
        case lognormal
    }

    /// Which family.
    public var shape: Shape
    /// The mean of the time itself, before it is cut.
    public var mean: Nanoseconds
    /// The standard deviation of the time itself, before it is cut.
    public var deviation: Nanoseconds
    /// What is drawn beyond this becomes this.
    public var most: Nanoseconds

    /// A distribution.
    public init(shape: Shape, mean: Nanoseconds, deviation: Nanoseconds, most: Nanoseconds) {
        self.shape = shape
        self.mean = mean
        self.deviation = deviation
        self.most = most
    }
}
