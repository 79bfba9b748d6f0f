import Glibc

/// Two samples compared by their ranks: nothing is assumed of their distribution, and one odd value cannot decide.
///
/// For figures of whole runs, which are independent of each other. Requests of one run are not: on identical queues the
/// test would call every second pair different (measurement.md 3.4).
///
/// Sources: H. B. Mann, D. R. Whitney, Ann. Math. Statist. 18 (1947); J. L. Hodges, E. L. Lehmann, Ann. Math. Statist.
/// 34 (1963).
struct RankComparison {
    /// Up to so many values together the distribution of the statistic is counted, if no two are equal.
    static let mostCounted = 100
    /// The same where some are equal.
    static let mostCountedTied = 40

    private let base: [Double]
    private let new: [Double]
    private let isCounted: Bool

    /// A comparison of at least one value with at least one other.
    init?(base: [Double], new: [Double]) {
        guard !base.isEmpty, !new.isEmpty, base.allSatisfy(\.isFinite), new.allSatisfy(\.isFinite) else { return nil }
        (self.base, self.new) = (base, new)
        isCounted = base.count + new.count <= Self.mostCounted && Set(base + new).count == base.count + new.count
    }

    private var pairs: Double { Double(base.count * new.count) }

    /// Pairs of a new value and a base value of which the new one is larger; equal ones count half (Mann and Whitney's U).
    var larger: Double { larger(by: 0) }

    private func larger(by shift: Double) -> Double {
        new.reduce(0) { sum, y in
            base.reduce(sum) { $0 + (y > $1 + shift ? 1 : y == $1 + shift ? 0.5 : 0) }
        }
    }

    /// The chance that a new value is larger than a base value.
    var superiority: Double { larger / pairs }

    /// The probability to see as many larger new values although both come from one distribution.
    var evidence: Double {
        if isCounted {
            let ways = Self.ways(base.count, new.count)
            return ways.suffix(from: min(Int(larger), ways.count)).reduce(0, +) / ways.reduce(0, +)
        }
        guard base.count + new.count <= Self.mostCountedTied else {
            return 1 - NormalDistribution.cdf(standardised(by: 0, correction: 0.5))
        }
        return tiedEvidence
    }

    /// Over all ways to call so many of the values new: the sum of the new ones' ranks is as large. Ranks are counted
    /// twice, so that those of equal values stay whole.
    private var tiedEvidence: Double {
        let all = (base + new).sorted()
        func rank(_ value: Double) -> Int {
            let below = all.count { $0 < value }
            return 2 * below + all.count { $0 == value } + 1
        }
        let seen = new.reduce(0) { $0 + rank($1) }
        let most = all.reduce(0) { $0 + rank($1) }
        var ways = [[Double]](repeating: [Double](repeating: 0, count: most + 1), count: new.count + 1)
        ways[0][0] = 1
        for value in all {
            let rank = rank(value)
            for chosen in stride(from: new.count, through: 1, by: -1) {
                for sum in stride(from: most, through: rank, by: -1) {
                    ways[chosen][sum] += ways[chosen - 1][sum - rank]
                }
            }
        }
        let sums = ways[new.count]
        return sums.suffix(from: seen).reduce(0, +) / sums.reduce(0, +)
    }

    /// How much larger new values are: the median of the differences of all pairs, with the interval that the rank test
    /// does not rule out, wrong with `alpha` on either side.
    func shift(alpha: Double = BlockProportion.alpha) -> (estimate: Double, lower: Double, upper: Double) {
        let differences = new.flatMap { y in base.map { y - $0 } }.sorted()
        let last = differences.count - 1
        let estimate = (differences[last / 2] + differences[differences.count / 2]) / 2
        guard !isCounted else {
            // Of the extreme differences so many are outside as the statistic exceeds with alpha.
            let ways = Self.ways(base.count, new.count)
            let all = ways.reduce(0, +)
            var (outside, tail) = (0, 0.0)
            for (count, number) in ways.enumerated() {
                tail += number / all
                outside = count
                if tail >= alpha { break }
            }
            outside = max(1, min(outside, differences.count))
            return (estimate, differences[outside - 1], differences[differences.count - outside])
        }
        let distinct = Set(differences).sorted()
        let z = NormalDistribution.quantile(1 - alpha)
        /// The first difference just beyond which the statistic falls to a level.
        func crossing(_ level: Double, _ correction: Double) -> Double {
            var (low, high) = (0, distinct.count - 1)
            while low < high {
                let middle = (low + high) / 2
                let beyond = (distinct[middle] + distinct[middle + 1]) / 2
                if standardised(by: beyond, correction: correction) <= level { high = middle } else { low = middle + 1 }
            }
            return distinct[low]
        }
        return (crossing(0, 0), crossing(z, 0.5), crossing(-z, -0.5))
    }

    /// The statistic less its mean over its standard deviation, which equal values make smaller.
    private func standardised(by shift: Double, correction: Double) -> Double {
        let count = Double(base.count + new.count)
        var repeats: [Double: Double] = [:]
        for value in base.map({ $0 + shift }) + new { repeats[value, default: 0] += 1 }
        let ties = repeats.values.reduce(0) { $0 + $1 * $1 * $1 - $1 }
        let variance = pairs / 12 * (count + 1 - ties / max(1, count * (count - 1)))
        guard variance > 0 else { return 0 }
        return (larger(by: shift) - pairs / 2 - correction) / variance.squareRoot()
    }

    /// In how many orders of so many values each number of larger pairs comes about.
    private static func ways(_ base: Int, _ new: Int) -> [Double] {
        // Rows: how many new values are placed; columns: base values below them, summed. One more base value stands
        // below all new ones that follow it.
        var table = [[Double]](repeating: [Double](repeating: 0, count: base * new + 1), count: new + 1)
        table[0][0] = 1
        for below in 0...base {
            for placed in stride(from: 1, through: new, by: 1) {
                for sum in stride(from: below, through: base * new, by: 1) {
                    table[placed][sum] += table[placed - 1][sum - below]
                }
            }
        }
        return table[new]
    }
}
