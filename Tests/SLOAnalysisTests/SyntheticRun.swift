import Groundwork
import LoadMetrics
import LoadPlan

/// Makes stored runs from samples, as the generator would: ticks of a second, slices of two, exact counters.
///
/// The measured part begins at second 10.
struct SyntheticRun {
    static let step = "schedule.slots"
    static let warmup: UInt64 = 10

    var record: RunRecord
    let seconds: UInt64
    private var ticks: [TimelineTick]
    private var slices: [[SampleClock: [Int: Histogram]]]
    /// Series by name.
    private let numbers: [String: Int]

    /// An empty run of so many measured seconds, with counters for some limits in nanoseconds.
    init(seconds: UInt64 = 60, limits: [UInt64] = [], regions: [String] = ["ar"], steps: [String] = [step]) {
        self.seconds = seconds
        let outcomes = [
            Outcome.ok, Outcome(name: "status", kind: .error), Outcome(name: "dropped", kind: .error),
            Outcome(name: "timeout", kind: .error), Outcome(name: "sold_out", kind: .business),
        ]
        let thresholds = limits.map { LatencyLimit(limit: $0, orEqual: false) }
        var series: [SeriesKey] = []
        for step in steps {
            for region in regions {
                for outcome in outcomes {
                    series.append(
                        SeriesKey(
                            kind: step.hasPrefix("(") ? .group : .step,
                            name: step,
                            flow: "book",
                            region: region,
                            outcome: outcome,
                            place: Place("a.zonda:1:1"),
                            thresholds: Array(thresholds.indices)
                        )
                    )
                }
            }
        }
        record = Self.record(seconds: seconds, series: series, thresholds: thresholds, regions: regions)
        ticks = (0..<seconds).map {
            TimelineTick(start: (Self.warmup + $0) * 1_000_000_000, length: 1_000_000_000, users: 100, wanted: 100)
        }
        numbers = Dictionary(
            series.enumerated().map { ("\($1.name)@\($1.region)#\($1.outcome.name)", $0) },
            uniquingKeysWith: { first, _ in first }
        )
        slices = Array(repeating: [:], count: Int(seconds + 1) / 2)
    }

    private static func record(
        seconds: UInt64,
        series: [SeriesKey],
        thresholds: [LatencyLimit],
        regions: [String]
    ) -> RunRecord {
        let duration = (warmup + seconds) * 1_000_000_000
        var record = RunRecord(
            id: "20261121T060800Z-0001",
            state: .complete,
            tool: "zonda test",
            scenario: .init(title: "T", name: "t", path: "t.zonda", hash: "abc", parameters: ["n": "1"]),
            target: "http://127.0.0.1:1",
            seed: 1,
            load: .init(
                model: .users,
                arrivals: nil,
                peak: 100,
                warmup: warmup * 1_000_000_000,
                duration: duration,
                curve: "100 for \(seconds)s"
            ),
            startedAt: 1_795_241_280,
            measuredFrom: warmup * 1_000_000_000,
            measuredTo: duration,
            objectives: [],
            thresholds: thresholds,
            regions: regions.map { .init(name: $0, share: 1, vantage: "here") },
            series: series,
            host: .init(
                kernel: "Linux 6.1",
                machine: "x86_64",
                cpu: "C",
                cores: 2,
                memoryMiB: 8000,
                curl: "7.88",
                name: "h"
            )
        )
        record.audit.peakUsers = 100
        record.audit.shards = 1
        return record
    }

    /// Adds a sample.
    /// - Parameters:
    ///   - second: of the measured part.
    ///   - response: nanoseconds.
    ///   - lateness: nanoseconds that it was sent late; the service time is the rest.
    ///   - network: nanoseconds of the rest that were a modelled distance and not the service.
    ///   - connect: nanoseconds of a TCP handshake, where one was made.
    mutating func add(
        at second: UInt64,
        response: UInt64,
        lateness: UInt64 = 20_000,
        network: UInt64 = 0,
        connect: UInt64? = nil,
        outcome: String = "ok",
        step: String = step,
        region: String = "ar",
        count: UInt64 = 1
    ) {
        guard let series = numbers["\(step)@\(region)#\(outcome)"] else { return }
        let key = record.series[series]
        let service = response > lateness + network ? response - lateness - network : 0
        let limits = key.thresholds.map { record.thresholds[$0].firstBad }
        let index = Int(min(second, seconds - 1))
        let fresh = TimelineTick.SeriesCount(
            series: series,
            count: count,
            beyond: limits.map { response >= $0 ? count : 0 },
            serviceBeyond: limits.map { service >= $0 ? count : 0 }
        )
        if let old = ticks[index].series.firstIndex(where: { $0.series == series }) {
            ticks[index].series[old].count += fresh.count
            for limit in limits.indices {
                ticks[index].series[old].beyond[limit] += fresh.beyond[limit]
                ticks[index].series[old].serviceBeyond[limit] += fresh.serviceBeyond[limit]
            }
        } else {
            ticks[index].series.append(fresh)
        }
        record.audit.scheduled += count
        record.audit.started += count
        var values: [(SampleClock, UInt64)] = [(.response, response)]
        if key.kind == .step { values += [(.service, service), (.lateness, lateness)] }
        if let connect { values.append((.connect, connect)) }
        for (clock, value) in values {
            slices[index / 2][clock, default: [:]][
                series,
                default: Histogram(layout: clock.isPrecise ? .latency : .phase)
            ].record(value, count: count)
        }
    }

    /// The slices as the generator hands them to the journal.
    var histogramSlices: [HistogramSlice] {
        slices.enumerated().map { index, clocks in
            var histograms: [(series: Int, clock: SampleClock, histogram: Histogram)] = []
            for clock in SampleClock.allCases {
                for (series, histogram) in (clocks[clock] ?? [:]).sorted(by: { $0.key < $1.key }) {
                    histograms.append((series, clock, histogram))
                }
            }
            let start = (Self.warmup + UInt64(index) * 2) * 1_000_000_000
            return HistogramSlice(start: start, length: 2_000_000_000, histograms: histograms)
        }
    }

    var timeline: [TimelineTick] { ticks }

    /// Requests in flight at the end of each second of the measured part.
    mutating func setInFlight(_ number: (Int) -> Int) {
        for index in ticks.indices { ticks[index].inFlight = number(index) }
    }

    /// The last second goes on until the last request is answered.
    mutating func outlive(by more: UInt64) { ticks[ticks.count - 1].length += more }

    /// The process stands still: a second takes longer, and the rest of the seconds follow.
    mutating func stretch(second: Int, to length: UInt64) {
        let more = length - ticks[second].length
        ticks[second].length = length
        for index in ticks.indices where index > second { ticks[index].start += more }
        record.measuredTo += more
        record.load.duration += more
    }

    /// Processor seconds of the busiest shard, by second of the measured part.
    mutating func setBusiest(_ seconds: (Int) -> Double?) {
        for index in ticks.indices { ticks[index].busiest = seconds(index) }
    }

    /// The run as it would be read back.
    var stored: StoredRun {
        var totals = [[SampleClock: Histogram]](repeating: [:], count: record.series.count)
        var stored: [StoredRun.Slice] = []
        for slice in histogramSlices {
            var entries: [StoredRun.Entry] = []
            for (series, clock, histogram) in slice.histograms {
                totals[series][clock, default: Histogram(layout: histogram.layout)].add(histogram)
                if clock == .response {
                    entries.append(.init(series: series, response: SparseHistogram(histogram)))
                }
            }
            stored.append(.init(start: slice.start, length: slice.length, series: entries))
        }
        return StoredRun(record: record, timeline: ticks, slices: stored, totals: totals)
    }
}

extension SyntheticRun {
    /// A run in which a share of the requests is slow, spread evenly with a seeded jitter: `perSecond` requests between
    /// 20 and 60 ms, the slow ones at 300 ms.
    static func even(
        slow: Double,
        perSecond: UInt64 = 200,
        seconds: UInt64 = 60,
        limits: [UInt64] = [200_000_000],
        failed: Double = 0,
        seed: UInt64 = 1
    ) -> SyntheticRun {
        var run = SyntheticRun(seconds: seconds, limits: limits)
        var random = SeededRandom(seed: seed, 0, 0)
        for second in 0..<seconds {
            for _ in 0..<perSecond {
                let kind = random.unit()
                let fast = 20_000_000 + random.below(40_000_000)
                if kind < failed {
                    run.add(at: second, response: fast, outcome: "status")
                } else {
                    run.add(at: second, response: kind < failed + slow ? 300_000_000 : fast)
                }
            }
        }
        return run
    }
}

/// An objective at a made-up place.
func objective(_ requirement: Requirement, of scope: Scope = Scope(), text: String = "objective") -> Objective {
    Objective(text: text, requirement: requirement, scope: scope, place: Place(file: "t.zonda", line: 1, column: 1))
}

extension Requirement {
    /// `p95 < 200ms`.
    static let p95: Requirement = .percentile(quantile: 0.95, limit: 200_000_000, orEqual: false)
}
