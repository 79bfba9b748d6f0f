/// Where a series falls apart into two stretches that differ most: the E-divisive statistic with α = 1.
///
/// Source: D. S. Matteson, N. A. James, "A Nonparametric Approach for Multiple Change Point Analysis of Multivariate
/// Data", JASA 109 (2014), arXiv 1306.4933.
struct EnergyDistance {
    private let count: Int
    /// Σ |x − y| over all pairs within a stretch, by its start and its end (which is not in it).
    private let within: [Double]

    /// Distances within every stretch of a series: n² numbers, so a series is a window of some fifty values.
    init(_ values: ArraySlice<Double>) {
        let values = Array(values)
        count = values.count
        let row = values.count + 1
        var within = [Double](repeating: 0, count: row * row)
        for start in values.indices.reversed() {
            for end in stride(from: start + 2, through: values.count, by: 1) {
                // Inclusion and exclusion: only the pair of both ends is new.
                within[start * row + end] =
                    within[start * row + end - 1] + within[(start + 1) * row + end]
                    - within[(start + 1) * row + end - 1] + abs(values[start] - values[end - 1])
            }
        }
        self.within = within
    }

    private func within(_ start: Int, _ end: Int) -> Double { within[start * (count + 1) + end] }

    /// The first value of the second stretch where a part of the series is best split, and how far the two are apart;
    /// nil if the part has fewer than two values. The second stretch may end before the part does.
    func split(_ part: Range<Int>) -> (index: Int, distance: Double)? {
        var best: (index: Int, distance: Double)?
        for tau in part.dropFirst() {
            for kappa in (tau + 1)...part.upperBound {
                let (n, m) = (Double(tau - part.lowerBound), Double(kappa - tau))
                let (left, right) = (within(part.lowerBound, tau), within(tau, kappa))
                let between = within(part.lowerBound, kappa) - left - right
                let distance =
                    2 / (n + m)
                    * (between - (n > 1 ? m / (n - 1) * left : 0) - (m > 1 ? n / (m - 1) * right : 0))
                if distance > (best?.distance ?? -.infinity) { best = (tau, distance) }
            }
        }
        return best
    }
}
