import Groundwork
import SLOAnalysis

/// A finding's figures as text: one place that knows its units.
struct FindingText {
    private let finding: Finding

    /// The figures of `finding`.
    init(_ finding: Finding) {
        self.finding = finding
    }

    /// The observed value.
    var observed: String { value(finding.observed) }

    /// The target.
    var target: String { value(finding.target) }

    /// The interval: `[179.0 ms, 188.1 ms]`, or nothing where none could be computed.
    var interval: String? {
        guard let low = finding.low, let high = finding.high else { return nil }
        return "[\(value(low)), \(value(high))]"
    }

    /// How many samples: `48,211`.
    var samples: String { Figures.count(finding.samples) }

    /// How many independent samples they are worth, where that is less.
    var effectiveSamples: String? {
        guard let effective = finding.effectiveSamples, effective.isFinite, effective >= 0,
            effective < 0.995 * Double(finding.samples)
        else { return nil }
        return Figures.number(effective, 0)
    }

    /// ``effectiveSamples`` behind the number of samples: ` worth 5,225`, or nothing.
    var worth: String { effectiveSamples.map { " worth \($0)" } ?? "" }

    /// The same value by the service's clock.
    var service: String? { finding.serviceObserved.map(value) }

    /// Good values lie below the target.
    var isUpperLimit: Bool { finding.direction == .atMost }

    /// The interval beside the target as a drawing.
    var bar: IntervalBar {
        let interval = finding.low.flatMap { low in finding.high.map { (low: low, high: $0) } }
        return IntervalBar(
            observed: finding.observed,
            interval: interval,
            target: finding.target ?? .nan,
            isUpperLimit: isUpperLimit,
            ceiling: finding.unit == .ratio ? 1 : nil,
            label: "observed \(observed) \(self.interval ?? ""), target \(target)"
        )
    }

    private func value(_ value: Double?) -> String { finding.unit.text(value) }
}
