/// A mean over blocks of time with Student's interval: for figures that are no share of samples, such as throughput.
struct BlockMean {
    /// Blocks that have weight.
    let blocks: Int
    /// Σ value / Σ weight.
    let mean: Double
    /// Its standard error.
    let standardError: Double

    /// The ratio Σ values / Σ weights over blocks, with the ratio estimator's variance (Cochran, Sampling Techniques, 6.4).
    init(values: [Double], weights: [Double]) {
        let pairs = zip(values, weights).filter { $0.1 > 0 }
        let weight = pairs.reduce(0) { $0 + $1.1 }
        let mean = weight > 0 ? pairs.reduce(0) { $0 + $1.0 } / weight : 0
        let squares = pairs.reduce(0) { sum, pair in
            let deviation = pair.0 - mean * pair.1
            return sum + deviation * deviation
        }
        let count = Double(pairs.count)
        blocks = pairs.count
        self.mean = mean
        standardError =
            pairs.count > 1 && weight > 0 ? (count / (count - 1) * squares).squareRoot() / weight : .infinity
    }

    /// The interval's half width, wrong with probability `alpha` on either side.
    func halfWidth(alpha: Double = BlockProportion.alpha) -> Double {
        guard blocks > 1 else { return .infinity }
        return StudentDistribution.quantile(1 - alpha, degrees: Double(blocks - 1)) * standardError
    }
}
