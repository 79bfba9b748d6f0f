public import Groundwork

/// At most so many requests of some steps, over the whole run and all shards: writes that somebody has to clean up, or
/// to pay for.
public struct Budget: Sendable, Hashable {
    /// How many are sent, warm-up and further tries included.
    public var limit: Int
    /// The steps, by their index in ``Plan/series``.
    public var series: Set<Int>
    /// The first request past it ends the run; otherwise each ends its iteration.
    public var endsRun: Bool
    /// Index in ``Plan/counters`` of requests that were left out.
    public var skipped: Int
    /// How it was written: `at most 500 of booking.create`.
    public var text: String
    /// Where it stands.
    public var place: Place

    /// A budget.
    public init(limit: Int, series: Set<Int>, endsRun: Bool, skipped: Int, text: String, place: Place) {
        self.limit = limit
        self.series = series
        self.endsRun = endsRun
        self.skipped = skipped
        self.text = text
        self.place = place
    }
}
