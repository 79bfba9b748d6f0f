import Groundwork
import LoadMetrics

/// How failures are named: by the scenario's line and in words.
enum FailureText {
    /// `POST /api/bookings answered 500, expected 201 or 409 (214 times)`.
    static func words(_ failure: FailureCount) -> String {
        "\(failure.message) (\(failure.count == 1 ? "once" : "\(Figures.count(failure.count)) times"))"
    }

    /// The most frequent first, then by place, so that the order never changes between two reports.
    static func order(_ a: FailureCount, _ b: FailureCount) -> Bool {
        (b.count, a.place, a.kind, a.message) < (a.count, b.place, b.kind, b.message)
    }
}
