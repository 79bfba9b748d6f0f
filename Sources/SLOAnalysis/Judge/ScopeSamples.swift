import Groundwork
import LoadMetrics
import LoadPlan

/// The samples that an objective is about.
struct ScopeSamples {
    let run: StoredRun
    /// Whether a series is in the scope, by its index.
    let isSelected: [Bool]
    /// Series of good outcomes in the scope.
    let good: [Int]
    /// Series of failed and throttled outcomes in the scope.
    let failed: [Int]
    /// The time that the scope's samples lie in: the measured part, or what its phases cover of it.
    let range: Range<UInt64>
    /// Samples of a series, by its index, as the timeline counts them.
    private let counts: [UInt64]

    init(_ scope: Scope, of run: StoredRun) {
        self.run = run
        let series = run.record.series
        isSelected = series.map { scope.covers($0) }
        good = series.indices.filter { [isSelected] in isSelected[$0] && series[$0].outcome.isGood }
        failed = series.indices.filter { [isSelected] in isSelected[$0] && !series[$0].outcome.isGood }
        var counts = [UInt64](repeating: 0, count: series.count)
        for tick in run.timeline {
            for count in tick.series { counts[count.series] = counts[count.series] &+ count.count }
        }
        self.counts = counts
        range = Self.range(scope, run, isSelected)
    }

    private static func range(_ scope: Scope, _ run: StoredRun, _ isSelected: [Bool]) -> Range<UInt64> {
        let record = run.record
        let whole = min(record.measuredFrom, record.measuredTo)..<record.measuredTo
        guard !scope.phase.isEmpty else { return whole }
        let ticks = run.timeline.filter { $0.series.contains { isSelected[$0.series] && $0.count > 0 } }
        guard let first = ticks.first, let last = ticks.last else { return whole }
        let start = max(first.start, whole.lowerBound)
        return start..<max(start, min(last.start &+ last.length, whole.upperBound))
    }

    /// Good samples.
    var goodCount: UInt64 { good.reduce(0) { $0 &+ counts[$1] } }
    /// Failed and throttled samples.
    var failedCount: UInt64 { failed.reduce(0) { $0 &+ counts[$1] } }
    /// All samples.
    var count: UInt64 { goodCount &+ failedCount }
    /// Whether any sample failed by the service's doing.
    var hasServiceFailures: Bool {
        failed.contains { counts[$0] > 0 && run.record.series[$0].outcome.isServiceFailure }
    }

    /// What the samples are called.
    var noun: String {
        switch Set((good + failed).map { run.record.series[$0].kind }) {
        case [.step]: "requests"
        case [.group]: "groups"
        case [.poll]: "polls"
        case [.flow]: "iterations"
        default: "samples"
        }
    }

    /// Latencies by one clock, failed samples as endless.
    func distribution(_ clock: SampleClock) -> AnsweredDistribution {
        var answered = Histogram(layout: .latency)
        for series in good {
            if let histogram = run.total(series, clock) { answered.add(histogram) }
        }
        let failures = failed.reduce(UInt64(0)) { $0 &+ (run.total($1, clock)?.totalCount ?? 0) }
        return AnsweredDistribution(answered: answered, failed: failures)
    }

    /// Whether the scope has a clock besides the response time: groups, polls and flows have none.
    var hasServiceTime: Bool { good.contains { run.total($0, .service) != nil } }
}

extension Scope {
    /// Whether a series of a stored run falls under the scope.
    func covers(_ key: SeriesKey) -> Bool {
        covers(name: key.name, kind: key.kind, flow: key.flow) && covers(region: key.region, tenant: key.tenant)
            && covers(phase: key.phase) && covers(outcome: key.outcome.name, kind: key.outcome.kind)
    }
}
