/// A response time that an objective names: samples beyond it are counted exactly while the run is made, since a
/// histogram's bucket may lie on both sides of it.
public struct LatencyLimit: Sendable, Codable, Hashable {
    /// Nanoseconds.
    public var limit: UInt64
    /// `<=` rather than `<`: a sample equal to the limit is still good.
    public var orEqual: Bool

    /// A latency limit in nanoseconds.
    public init(limit: UInt64, orEqual: Bool) {
        self.limit = limit
        self.orEqual = orEqual
    }

    /// The smallest sample that is beyond it.
    public var firstBad: UInt64 { orEqual ? (limit == .max ? .max : limit + 1) : limit }
}
