import Foundation

/// How arrivals really came, against how they should have: measured on a sample of them.
///
/// All is said of rescaled time: the area under the load's curve up to a moment. In it arrivals of a Poisson process have
/// independent exponential gaps of mean 1 whatever the curve, and constant ones have gaps of 1.
public struct ArrivalGaps: Sendable, Codable, Hashable {
    /// Gaps between an arrival and the next.
    public var gaps: Int
    /// Poisson arrivals: the Anderson–Darling statistic A² of the gaps against the exponential distribution of mean 1
    /// (D'Agostino and Stephens, Goodness-of-Fit Techniques, 1986, section 4.2, case 0).
    public var andersonDarling: Double?
    /// Poisson arrivals: arrivals in the test of their places,
    public var places: Int
    /// and the greatest distance of their distribution from an even one (Kolmogorov–Smirnov).
    public var kolmogorov: Double?
    /// Constant arrivals: how much a gap was longer or shorter than it should have been, 99th percentile, nanoseconds.
    public var errorP99: UInt64?
    /// Constant arrivals: the mean gap, nanoseconds.
    public var meanGap: UInt64?

    /// What Poisson arrivals did.
    /// - Parameters:
    ///   - gaps: rescaled gaps.
    ///   - places: rescaled moments of arrivals chosen by chance, as shares of the whole area, 0 to 1.
    public init(poisson gaps: [Double], places: [Double]) {
        self.gaps = gaps.count
        self.places = places.count
        andersonDarling = Self.andersonDarling(gaps)
        kolmogorov = Self.kolmogorov(places)
    }

    /// What constant arrivals did.
    /// - Parameter errors: how much each gap was longer or shorter than it should have been, nanoseconds.
    public init(constant errors: [UInt64], meanGap: UInt64) {
        gaps = errors.count
        places = 0
        guard !errors.isEmpty else { return }
        let sorted = errors.sorted()
        errorP99 = sorted[min(sorted.count - 1, Int((0.99 * Double(sorted.count)).rounded(.up)) - 1)]
        self.meanGap = meanGap
    }

    /// A² of values against the exponential distribution of mean 1; `nil` below 8 values.
    static func andersonDarling(_ values: [Double]) -> Double? {
        guard values.count >= 8 else { return nil }
        let sorted = values.sorted()
        let count = sorted.count
        var sum = 0.0
        for index in 0..<count {
            // ln F(x) = ln(1 − e^−x) and ln(1 − F(x)) = −x; a gap of nothing is as if it were the shortest there is.
            let low = max(sorted[index], 1e-9)
            let high = max(sorted[count - 1 - index], 1e-9)
            sum += Double(2 * index + 1) * (log(-expm1(-low)) - high)
        }
        return -Double(count) - sum / Double(count)
    }

    /// The greatest distance between the distribution of values and the even one on 0…1; `nil` below 8 values.
    static func kolmogorov(_ values: [Double]) -> Double? {
        guard values.count >= 8 else { return nil }
        let count = Double(values.count)
        var greatest = 0.0
        for (index, value) in values.sorted().enumerated() {
            greatest = max(greatest, Double(index + 1) / count - value, value - Double(index) / count)
        }
        return greatest
    }
}
