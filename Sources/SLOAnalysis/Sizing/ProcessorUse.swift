/// Processor time of a pod by the requests that it answers: cores = base + perRequest · requests a second, by least
/// squares over levels.
public struct ProcessorUse: Sendable, Codable, Hashable {
    /// Cores without a request.
    public let base: Double
    /// Core seconds of a request.
    public let perRequest: Double
    /// Levels that it was fitted to.
    public let levels: Int

    /// The best fit with a base of 0 or more.
    /// - Parameter points: requests a second and cores, of one pod each.
    /// - Returns: nil where there are fewer than two different levels, or more requests do not take more time.
    public init?(_ points: [(requests: Double, cores: Double)]) {
        let isUsable = points.allSatisfy { (0..<1e9).contains($0.requests) && (0..<1e6).contains($0.cores) }
        guard isUsable, Set(points.map(\.requests)).count >= 2 else { return nil }
        let count = Double(points.count)
        let x = points.reduce(0) { $0 + $1.requests } / count
        let y = points.reduce(0) { $0 + $1.cores } / count
        let xx = points.reduce(0) { $0 + ($1.requests - x) * ($1.requests - x) }
        let xy = points.reduce(0) { $0 + ($1.requests - x) * ($1.cores - y) }
        var (slope, start) = (xy / xx, y - xy / xx * x)
        if start < 0 {
            let products = points.reduce(0) { $0 + $1.requests * $1.cores }
            (slope, start) = (products / points.reduce(0) { $0 + $1.requests * $1.requests }, 0)
        }
        guard slope > 0, slope.isFinite, start.isFinite else { return nil }
        (base, perRequest, levels) = (start, slope, points.count)
    }

    /// Cores at so many requests a second.
    public func cores(at requests: Double) -> Double { base + perRequest * requests }
}
