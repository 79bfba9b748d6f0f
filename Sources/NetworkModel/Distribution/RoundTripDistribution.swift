public import LoadPlan

/// The distribution of a profile's round trips: a mixture over its lines, each the sum of independent legs.
///
/// Quantiles and probabilities are computed from the legs by quadrature, not from draws, so that draws can be tested
/// against them.
public struct RoundTripDistribution: Sendable {
    private struct Line {
        var share: Double
        /// What always stands, milliseconds.
        var constant: Double
        /// The leg whose probabilities are known.
        var last: LegDistribution?
        /// The other legs' sums at evenly spaced probabilities.
        var others: [Double]
        var mean: Double
        var variance: Double
    }

    /// Points of the quadrature over a leg.
    static let points = 256

    private let lines: [Line]

    /// The distribution of a profile.
    public init(_ profile: NetworkProfile) {
        let weights = profile.lines.map { max(0, $0.share.value.isFinite ? $0.share.value : 0) }
        let total = weights.reduce(0, +)
        lines = zip(profile.lines, weights).map { line, weight in
            let legs = line.legs.map { LegDistribution($0.roundTrip) }
            var varying = legs.filter { !$0.isConstant }
            let constant = legs.filter(\.isConstant).reduce(0) { $0 + $1.mean }
            let last = varying.popLast()
            return Line(
                share: total > 0 ? weight / total : 1 / Double(profile.lines.count),
                constant: constant,
                last: last,
                others: Self.sums(varying),
                mean: legs.reduce(0) { $0 + $1.mean },
                variance: legs.reduce(0) { $0 + $1.variance }
            )
        }
    }

    /// Values of a sum of legs that are equally probable.
    private static func sums(_ legs: [LegDistribution]) -> [Double] {
        guard let first = legs.first else { return [0] }
        let values = (0..<points).map { first.quantile((Double($0) + 0.5) / Double(points)) }
        guard legs.count > 1 else { return values }
        // More than two varying legs do not occur in the catalogue; each further one takes fewer points.
        let rest = sums(Array(legs.dropFirst()))
        let step = max(1, rest.count / 64)
        let thin = stride(from: step / 2, to: rest.count, by: step).map { rest[$0] }
        let coarse = stride(from: 4, to: points, by: 8).map { values[$0] }
        return coarse.flatMap { value in thin.map { value + $0 } }
    }

    /// P(round trip ≤ x), x in milliseconds.
    public func cdf(_ x: Double) -> Double {
        lines.reduce(0) { $0 + $1.share * Self.cdf($1, x) }
    }

    private static func cdf(_ line: Line, _ x: Double) -> Double {
        let rest = x - line.constant
        guard let last = line.last else { return rest >= 0 ? 1 : 0 }
        var sum = 0.0
        for other in line.others { sum += last.cdf(rest - other) }
        return sum / Double(line.others.count)
    }

    /// The round trip, in milliseconds, that a share `p` of round trips does not exceed; `p` between 0 and 1.
    public func quantile(_ p: Double) -> Double {
        let p = min(max(p, 0), 1)
        var low = 0.0
        var high = 1.0
        while cdf(high) < min(p, 0.999_999), high < 1e9 { high *= 2 }
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if cdf(middle) < p { low = middle } else { high = middle }
        }
        return high
    }

    /// Milliseconds.
    public var mean: Double { lines.reduce(0) { $0 + $1.share * $1.mean } }

    /// Milliseconds; over users and round trips together.
    public var standardDeviation: Double {
        let mean = mean
        let squares = lines.reduce(0) { $0 + $1.share * ($1.variance + $1.mean * $1.mean) }
        return max(0, squares - mean * mean).squareRoot()
    }
}
