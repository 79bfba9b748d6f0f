import Glibc

/// Where a series of figures, one a run, changed for good: E-divisive splits tested by Student's t (measurement.md 3.6).
///
/// Windows slide over the series and are split while a test at a lax level holds; then the weakest splits are dropped
/// one by one until every one that is left holds at the strict level and is large enough.
///
/// Source: M. Fleming et al., "Hunter: Using Change Point Detection to Hunt for Performance Regressions", ICPE 2023.
/// Its implementation (Apache Otava) has two defects that are not repeated here. The test is given deviations of the
/// population where it expects those of a sample, which finds changes in noise several times as often as meant; and when
/// a change is dropped, the change before it is not tested anew although the stretch behind it has grown.
struct ChangePoints {
    /// Values that are looked at together.
    var window = 50
    /// The level at which a change is believed.
    var level = 0.001
    /// Changes that are smaller, relative to the smaller of the two means, are left out.
    var smallest = 0.0
    /// The values are logarithms, so that a difference is a ratio.
    var isLogarithmic = false
    /// Do as the reference does, its two defects included: for its vectors only.
    var isReference = false

    /// A change.
    struct Point: Hashable {
        /// The first value of the new stretch.
        var index: Int
        /// Means of the stretches before and after it.
        var before: Double
        var after: Double
        /// The probability to see two stretches so different although they are alike.
        var chance: Double
    }

    /// The relative change, taken the way in which it is larger.
    private func magnitude(_ point: Point) -> Double {
        let (before, after) = (point.before, point.after)
        if isLogarithmic { return expm1(abs(after - before)) }
        return max(before == 0 ? 0 : abs(after / before - 1), after == 0 ? 0 : abs(before / after - 1))
    }

    /// The changes of a series, in order.
    func find(in values: [Double]) -> [Point] {
        guard values.count > 2, window > 1, values.allSatisfy(\.isFinite) else { return [] }
        let lax = level < 0.05 ? level * 10 : level < 0.5 ? level * 2 : level
        var found: Set<Int> = []
        var start = 0
        while start < values.count {
            let end = min(start + window, values.count)
            let splits = splits(values, start..<end, lax)
            found.formUnion(splits)
            start = max(splits.last ?? 0, start + window / 2)
        }
        var points = found.sorted().map { Point(index: $0, before: 0, after: 0, chance: 1) }
        for number in points.indices { test(&points, number, values) }
        return strongest(points, values)
    }

    /// Splits of one window, each of which holds at a level, in order.
    private func splits(_ values: [Double], _ range: Range<Int>, _ level: Double) -> [Int] {
        let distances = EnergyDistance(values[range])
        var splits: [Int] = []
        while true {
            let edges = [0] + splits + [range.count]
            let parts = zip(edges, edges.dropFirst()).map { $0..<$1 }
            var best: (part: Range<Int>, index: Int, distance: Double)?
            for part in parts {
                guard let split = distances.split(part), split.distance > (best?.distance ?? -.infinity) else {
                    continue
                }
                best = (part, split.index, split.distance)
            }
            guard let best else { break }
            let offset = range.lowerBound
            let chance = chance(
                values[(offset + best.part.lowerBound)..<(offset + best.index)],
                values[(offset + best.index)..<(offset + best.part.upperBound)]
            )
            guard chance.value <= level else { break }
            splits.append(best.index)
            splits.sort()
        }
        return splits.map { $0 + range.lowerBound }
    }

    /// Drops the weakest change until all that are left hold and are large enough.
    private func strongest(_ points: [Point], _ values: [Double]) -> [Point] {
        var points = points
        while !points.isEmpty {
            var weakest = points.indices.reduce(0) { points[$1].chance > points[$0].chance ? $1 : $0 }
            if points[weakest].chance < level {
                weakest = points.indices.reduce(0) { magnitude(points[$1]) < magnitude(points[$0]) ? $1 : $0 }
                if magnitude(points[weakest]) > smallest { break }
            }
            points.remove(at: weakest)
            // The stretches on either side of it are one now. The reference tests the second of them and the one behind.
            let changed = isReference ? [weakest, weakest + 1] : [weakest - 1, weakest]
            for number in changed where points.indices.contains(number) { test(&points, number, values) }
        }
        return points
    }

    /// Tests a change by the stretches up to its neighbours.
    private func test(_ points: inout [Point], _ number: Int, _ values: [Double]) {
        let start = number > 0 ? points[number - 1].index : 0
        let end = number + 1 < points.count ? points[number + 1].index : values.count
        let index = points[number].index
        guard start < index, index < end else { return }
        let result = chance(values[start..<index], values[index..<end])
        points[number] = Point(index: index, before: result.before, after: result.after, chance: result.value)
    }

    /// The means of two stretches and the probability of such a difference, by Student's t with one variance for both.
    private func chance(
        _ left: ArraySlice<Double>,
        _ right: ArraySlice<Double>
    ) -> (value: Double, before: Double, after: Double) {
        let (n, m) = (Double(left.count), Double(right.count))
        let (a, b) = (left.reduce(0, +) / n, right.reduce(0, +) / m)
        let degrees = n + m - 2
        guard degrees > 0 else { return (1, a, b) }
        func squares(_ values: ArraySlice<Double>, _ mean: Double) -> Double {
            let sum = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let count = Double(values.count)
            return isReference ? sum * (count - 1) / count : sum
        }
        let variance = (squares(left, a) + squares(right, b)) / degrees
        let error = (variance * (1 / n + 1 / m)).squareRoot()
        guard error > 0 else { return (a == b ? 1 : 0, a, b) }
        return (2 * StudentDistribution.cdf(-abs(a - b) / error, degrees: degrees), a, b)
    }
}
