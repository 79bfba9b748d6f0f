import LoadMetrics

/// Mean nanoseconds of each phase in a good request: a phase that a request did not have (no new connection) counts
/// as 0, so that the phases add up to the mean response time.
struct PhaseMeans {
    private var means: [RunShift.Phase: Double] = [:]

    /// The means of a scope's good samples; nil where its series have no phases (groups, flows, older baselines).
    init?(_ samples: ScopeSamples) {
        var sums: [SampleClock: Double] = [:]
        var count: UInt64 = 0
        for series in samples.good {
            guard let service = samples.run.total(series, .service) else { continue }
            count = count &+ service.totalCount
            for clock in SampleClock.allCases {
                guard let histogram = samples.run.total(series, clock) else { continue }
                sums[clock, default: 0] += histogram.mean * Double(histogram.totalCount)
            }
        }
        guard count > 0, sums[.wait] != nil else { return nil }
        func mean(_ clock: SampleClock) -> Double { (sums[clock] ?? 0) / Double(count) }
        let parts: [(RunShift.Phase, SampleClock)] = [
            (.lookup, .lookup), (.connect, .connect), (.tls, .tls), (.wait, .wait), (.transfer, .transfer),
        ]
        var seen = 0.0
        for (phase, clock) in parts {
            means[phase] = mean(clock)
            seen += mean(clock)
        }
        means[.queueing] = max(0, mean(.response) - mean(.service))
        means[.rest] = max(0, mean(.service) - seen)
    }

    subscript(phase: RunShift.Phase) -> Double { means[phase] ?? 0 }
}
