/// Where a curve begins to bend upwards: of its points the one furthest below the line from the first to the last, both
/// axes from 0 to 1. It describes, and decides nothing.
///
/// Source: V. Satopää et al., "Finding a 'Kneedle' in a Haystack" (ICDCS Workshops 2011), without its smoothing: a search
/// has few points.
public struct Knee: Sendable, Codable, Hashable {
    /// With fewer points there is none.
    public static let fewestPoints = 5
    /// How far below the line the point must be.
    static let leastBend = 0.15

    /// The level.
    public var level: Double
    /// The value there.
    public var value: Double

    /// The knee of a curve that bends upwards; nil where it does not.
    public init?(_ points: [(level: Double, value: Double)]) {
        // A level that was tried several times is one point: otherwise chance at the lowest one looks like a bend.
        let points = Dictionary(grouping: points.filter { $0.level.isFinite && $0.value.isFinite }, by: \.level)
            .map { level, same in (level: level, value: same.reduce(0) { $0 + $1.value } / Double(same.count)) }
            .sorted { $0.level < $1.level }
        guard points.count >= Self.fewestPoints, let first = points.first, let last = points.last,
            last.level > first.level, last.value > first.value
        else { return nil }
        let bends = points.map { point in
            (point.level - first.level) / (last.level - first.level)
                - (point.value - first.value) / (last.value - first.value)
        }
        guard let most = bends.indices.max(by: { bends[$0] < bends[$1] }), bends[most] >= Self.leastBend else {
            return nil
        }
        level = points[most].level
        value = points[most].value
    }
}
