public import Groundwork

/// What one kind of user does, from start to end; an iteration is one pass through it.
public struct Flow: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its share among the flows, as a weight; 0 is never chosen.
    public var weight: Double
    /// When, after the start of the load, one user of its own goes through it once; `nil` for a flow of the load's users.
    public var startsAt: Nanoseconds?
    /// Index in ``Plan/series`` of the whole iteration's duration.
    public var series: Int
    /// What is done.
    public var steps: [Step]
    /// Where it stands.
    public var place: Place

    /// A flow.
    public init(name: String, weight: Double, series: Int, steps: [Step], place: Place, startsAt: Nanoseconds? = nil) {
        self.name = name
        self.weight = weight
        self.series = series
        self.steps = steps
        self.place = place
        self.startsAt = startsAt
    }
}
