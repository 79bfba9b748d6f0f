internal import LoadPlan

/// What a round trip over one leg takes, ready for arithmetic. Milliseconds.
enum LegDistribution: Sendable {
    case spread(LogNormalSpread)
    /// Evenly spaced quantiles, never falling.
    case quantiles([Double])

    init(_ roundTrip: NetworkProfile.RoundTrip) {
        switch roundTrip {
        case .constant(let value): self = .spread(LogNormalSpread(floor: 0, median: value.value, p95: value.value))
        case .spread(let floor, let median, let p95):
            self = .spread(LogNormalSpread(floor: floor.value, median: median.value, p95: p95.value))
        case .quantiles(let values, _):
            let sorted = values.filter { $0.isFinite && $0 >= 0 }.sorted()
            if sorted.count > 1 {
                self = .quantiles(sorted)
            } else {
                self = .spread(LogNormalSpread(floor: 0, median: sorted.first ?? 0, p95: 0))
            }
        }
    }

    func cdf(_ x: Double) -> Double {
        switch self {
        case .spread(let spread): return spread.cdf(x)
        case .quantiles(let values):
            guard let first = values.first, let last = values.last, x >= first else { return 0 }
            guard x < last else { return 1 }
            // The last quantile that is not above x.
            var low = 0
            var high = values.count - 1
            while high - low > 1 {
                let middle = (low + high) / 2
                if values[middle] <= x { low = middle } else { high = middle }
            }
            let width = values[high] - values[low]
            let part = width > 0 ? (x - values[low]) / width : 0
            return (Double(low) + part) / Double(values.count - 1)
        }
    }

    func quantile(_ p: Double) -> Double {
        switch self {
        case .spread(let spread): return spread.quantile(p)
        case .quantiles(let values):
            let place = min(max(p, 0), 1) * Double(values.count - 1)
            let index = min(Int(place), values.count - 2)
            return values[index] + (values[index + 1] - values[index]) * (place - Double(index))
        }
    }

    var mean: Double {
        switch self {
        case .spread(let spread): return spread.mean
        case .quantiles(let values):
            var sum = 0.0
            for index in 1..<values.count { sum += (values[index] + values[index - 1]) / 2 }
            return sum / Double(values.count - 1)
        }
    }

    var variance: Double {
        switch self {
        case .spread(let spread): return spread.variance
        case .quantiles(let values):
            var sum = 0.0
            for index in 1..<values.count {
                let (a, b) = (values[index - 1], values[index])
                sum += (a * a + a * b + b * b) / 3
            }
            let mean = mean
            return max(0, sum / Double(values.count - 1) - mean * mean)
        }
    }

    var isConstant: Bool { variance == 0 }
}
