import Foundation
import Groundwork

/// Maps values to positions on a drawing.
struct Scale: Sendable {
    /// How values are spread.
    enum Kind: Sendable {
        /// In proportion.
        case linear
        /// By their logarithm; values below the domain are drawn at its start.
        case logarithmic
    }

    let kind: Kind
    let domain: ClosedRange<Double>
    let range: (start: Double, end: Double)

    /// A scale from `domain` (widened when it is empty) to positions from `start` to `end`.
    init(_ kind: Kind = .linear, domain: ClosedRange<Double>, to start: Double, _ end: Double) {
        self.kind = kind
        var low = domain.lowerBound.isFinite ? domain.lowerBound : 0
        var high = domain.upperBound.isFinite ? domain.upperBound : low + 1
        if kind == .logarithmic { low = max(low, 1e-12) }
        if high <= low { high = kind == .logarithmic ? low * 10 : low + 1 }
        self.domain = low...high
        range = (start, end)
    }

    /// The position of `value`, held within the drawing.
    func position(_ value: Double) -> Double {
        guard value.isFinite else { return value > 0 ? range.end : range.start }
        let held = min(max(value, domain.lowerBound), domain.upperBound)
        let share: Double
        switch kind {
        case .linear: share = (held - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
        case .logarithmic: share = log(held / domain.lowerBound) / log(domain.upperBound / domain.lowerBound)
        }
        return range.start + (range.end - range.start) * share
    }

    /// About `count` round values of the domain: 1, 2 or 5 times a power of ten; on a logarithmic scale of few
    /// decades 1, 2, 5 of each, of many only the powers.
    func ticks(_ count: Int) -> [Double] {
        switch kind {
        case .linear:
            let step = Self.niceStep((domain.upperBound - domain.lowerBound) / Double(max(1, count)))
            var ticks: [Double] = []
            var index = (domain.lowerBound / step).rounded(.up)
            while index * step <= domain.upperBound + step * 1e-9, ticks.count < 64 {
                ticks.append(index * step)
                index += 1
            }
            return ticks
        case .logarithmic:
            let low = Int(log10(domain.lowerBound).rounded(.down))
            let high = Int(log10(domain.upperBound).rounded(.up))
            let factors: [Double] = high - low <= 3 ? [1, 2, 5] : [1]
            let least = domain.lowerBound * (1 - 1e-9)
            let most = domain.upperBound * (1 + 1e-9)
            var ticks: [Double] = []
            for decade in low...max(low, min(high, low + 24)) {
                let power = pow(10, Double(decade))
                ticks += factors.map { $0 * power }.filter { $0 >= least && $0 <= most }
            }
            return ticks
        }
    }

    /// The smallest of 1, 2, 5 × 10ⁿ that is at least `raw`.
    static func niceStep(_ raw: Double) -> Double {
        guard raw > 0, raw.isFinite else { return 1 }
        let power = pow(10, log10(raw).rounded(.down))
        for factor in [1.0, 2, 5] where factor * power >= raw * (1 - 1e-9) { return factor * power }
        return 10 * power
    }

    /// A coordinate as text: one decimal is a tenth of a pixel.
    static func text(_ position: Double) -> String {
        let text = Figures.fixed(position, 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
