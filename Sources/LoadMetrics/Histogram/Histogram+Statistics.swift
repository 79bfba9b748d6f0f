extension Histogram {
    /// The smallest value of the first bucket; 0 if there is none.
    public var min: UInt64 {
        usedCounters.map { layout.lowestValue(at: $0.lowerBound) } ?? 0
    }

    /// The largest value of the last bucket; 0 if there is none.
    public var max: UInt64 {
        usedCounters.map { layout.highestValue(at: $0.upperBound) } ?? 0
    }

    /// The mean, every value taken as the middle of its bucket, as the Java library has it; 0 if there is none. The
    /// same before encoding and after reading back.
    public var mean: Double {
        guard totalCount > 0 else { return 0 }
        var total = 0.0
        for bucket in buckets {
            total += Double(layout.medianEquivalent(bucket.lowest)) * Double(bucket.count)
        }
        return total / Double(totalCount)
    }

    /// The mean of the values as recorded; 0 if there is none. After reading back from an encoding it is ``mean``.
    public var exactMean: Double {
        totalCount == 0 ? 0 : Double(sum) / Double(totalCount)
    }

    /// The population's standard deviation, every value taken as the middle of its bucket; 0 if there is none.
    public var standardDeviation: Double {
        guard totalCount > 0 else { return 0 }
        let mean = mean
        var squares = 0.0
        for bucket in buckets {
            let deviation = Double(layout.medianEquivalent(bucket.lowest)) - mean
            squares += deviation * deviation * Double(bucket.count)
        }
        return (squares / Double(totalCount)).squareRoot()
    }
}
