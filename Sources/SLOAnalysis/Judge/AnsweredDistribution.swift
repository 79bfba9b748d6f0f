import LoadMetrics
import LoadPlan

/// Latencies of which some never ended: a failed request is slower than any limit, whatever time it took to fail.
struct AnsweredDistribution {
    /// Of good requests.
    let answered: Histogram
    /// Failed or throttled ones.
    let failed: UInt64

    /// All requests.
    var total: UInt64 { answered.totalCount &+ failed }

    /// The latency that a share of all requests does not exceed, in nanoseconds: the highest of its bucket; infinite if
    /// that request failed, nil if there is none.
    func quantile(_ share: Double) -> Double? {
        guard total > 0 else { return nil }
        let wanted = (min(max(share.nextDown, 0), 1) * Double(total)).rounded(.up)
        let rank = UInt64(max(1, min(wanted, Double(total))))
        guard rank <= answered.totalCount else { return .infinity }
        var below: UInt64 = 0
        for bucket in answered.buckets {
            below &+= bucket.count
            if below >= rank { return Double(bucket.highest) }
        }
        return .infinity
    }

    /// The Apdex score by buckets; nil if there is no request.
    func apdex(_ satisfied: UInt64) -> Double? {
        guard total > 0 else { return nil }
        let beyond = [satisfied, Requirement.frustrated(satisfied)].map { limit in
            answered.buckets.reduce(UInt64(0)) { $1.lowest > limit ? $0 &+ $1.count : $0 }
        }
        let lost = Double(beyond[0] &+ beyond[1]) / 2 + Double(failed)
        return max(0, 1 - lost / Double(total))
    }
}
