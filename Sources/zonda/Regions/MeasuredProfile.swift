import Groundwork
import LoadGenerator
import LoadPlan
import Reports
import SLOAnalysis

/// A profile made from measured handshakes, with the interval of its median.
struct MeasuredProfile {
    let profile: NetworkProfile
    /// What was measured, in words.
    let sentence: String

    init(name: String, host: String, result: ConnectProbe.Result) {
        let times = result.times.sorted()
        let interval = OrderStatistics(samples: times.count, quantile: 0.5).interval(alpha: 0.05)
        let low = times[max(0, min(interval.lower, times.count) - 1)]
        let high = times[max(0, min(interval.upper ?? times.count, times.count) - 1)]
        let median = times[times.count / 2]
        let words = { (value: UInt64) in Figures.latency(value) }
        let year = CivilTime(limiting: Double(SystemTime.wall()) / 1e9).date.year
        let source =
            "\(times.count) TCP handshakes with \(host), median \(words(median)), "
            + "95 % interval \(words(low)) to \(words(high))"
        // At most a hundred steps: more would only repeat the sample.
        let steps = min(100, times.count - 1)
        let quantiles = (0...steps).map { step in
            Double(times[step * (times.count - 1) / steps]) / 1e6
        }
        let fact = NetworkFact(Double(median) / 1e6, .measured, source, year)
        let leg = NetworkProfile.Leg(name: name, role: .whole, roundTrip: .quantiles(quantiles, fact))
        let share = NetworkFact(1, .derived, "the only one")
        profile = NetworkProfile(
            name: name,
            summary: "measured to \(host); loss and bandwidth were not measured",
            lines: [.init(name: name, share: share, legs: [leg])]
        )
        let failed = result.failures > 0 ? "; \(result.failures) handshakes failed" : ""
        sentence = "\(name): \(source), p95 \(words(times[min(times.count - 1, times.count * 95 / 100)]))\(failed)"
    }
}
