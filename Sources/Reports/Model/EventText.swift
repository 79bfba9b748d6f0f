import Groundwork
import LoadMetrics

/// What flows counted and took note of, in words.
enum EventText {
    /// Counters by name: `no_free_slot 12`.
    static func counters(_ record: RunRecord) -> [(name: String, text: String)] {
        record.counters.sorted { $0.key < $1.key }.map { ($0.key, number($0.value)) }
    }

    /// Gauges by name: `mean 58, from 55 to 61, 55 at last (18 values)`.
    static func gauges(_ record: RunRecord) -> [(name: String, text: String)] {
        (record.gauges ?? [:]).sorted { $0.key < $1.key }.map { name, gauge in
            let values = Noun.counted(Figures.count(gauge.count), "value")
            let range = "from \(number(gauge.least)) to \(number(gauge.most))"
            return (name, "mean \(number(gauge.mean)), \(range), \(number(gauge.last)) at last (\(values))")
        }
    }

    /// Whole numbers bare, others to three digits.
    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return Figures.missing }
        if value == value.rounded(), abs(value) < 1e15 {
            return (value < 0 ? "-" : "") + Figures.count(UInt64(abs(value)))
        }
        return Figures.fixed(value, 3)
    }
}
