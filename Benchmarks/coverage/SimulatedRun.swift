import Groundwork
import LoadMetrics
import LoadPlan

/// A stored run of simulated latencies, as the generator would have written it: ticks of a second, or a twentieth of a
/// short run, with exact counters; slices of a fortieth of the run, in whole ticks.
struct SimulatedRun {
    /// Requests a second.
    static let rate = 100
    let steps: Int
    let limit: Double?

    /// A run of so many steps, whose samples beyond a limit in milliseconds are counted.
    init(steps: Int = 1, limit: Double? = nil) {
        self.steps = steps
        self.limit = limit
    }

    /// The run of these latencies in milliseconds, by step and in order of time.
    func stored(_ latencies: [[Double]], id: String = "run") -> StoredRun {
        let most = latencies.map(\.count).max() ?? 0
        let seconds = UInt64((most + Self.rate - 1) / Self.rate)
        let perTick = seconds >= 20 ? Self.rate : max(1, most / 20)
        let tick = UInt64(perTick) * .second / UInt64(Self.rate)
        let count = UInt64((most + perTick - 1) / perTick)
        let perSlice = Int(max(1, count / 40))
        var run = StoredRun(record: record(seconds, id), timeline: [])
        var slices: [UInt64: [Int: Histogram]] = [:]
        var ticks = (0..<count).map { TimelineTick(start: $0 * tick, length: tick) }
        let first = limit.map { UInt64($0 * 1e6) }
        for (step, values) in latencies.enumerated() {
            var total = Histogram(layout: .latency)
            for (second, start) in stride(from: 0, to: values.count, by: perTick).enumerated() {
                let part = values[start..<min(values.count, start + perTick)]
                var beyond: UInt64 = 0
                for value in part {
                    let time = UInt64(max(value, 0.001) * 1e6)
                    total.record(time)
                    slices[UInt64(second / perSlice), default: [:]][step, default: Histogram(layout: .latency)].record(
                        time
                    )
                    if let first, time >= first { beyond += 1 }
                }
                ticks[second].series.append(
                    .init(
                        series: step,
                        count: UInt64(part.count),
                        beyond: first == nil ? [] : [beyond],
                        serviceBeyond: first == nil ? [] : [beyond]
                    )
                )
            }
            run.totals[step] = [.response: total, .service: total]
        }
        run.timeline = ticks
        run.slices = slices.sorted { $0.key < $1.key }.map { number, series in
            StoredRun.Slice(
                start: number * UInt64(perSlice) * tick,
                length: UInt64(perSlice) * tick,
                series: series.sorted { $0.key < $1.key }.map { .init(series: $0, response: SparseHistogram($1)) }
            )
        }
        return run
    }

    private func record(_ seconds: UInt64, _ id: String) -> RunRecord {
        RunRecord(
            id: id,
            state: .complete,
            tool: "coverage",
            scenario: .init(title: "", name: "coverage", path: "", hash: "", parameters: [:]),
            target: "",
            seed: 0,
            load: .init(model: .rate, arrivals: nil, peak: 100, warmup: 0, duration: seconds * .second, curve: ""),
            startedAt: 0,
            measuredFrom: 0,
            measuredTo: seconds * .second,
            objectives: [],
            thresholds: limit.map { [.init(limit: UInt64($0 * 1e6), orEqual: false)] } ?? [],
            regions: [.init(name: "r", share: 1, vantage: "here")],
            series: (0..<steps).map {
                SeriesKey(
                    kind: .step,
                    name: "s\($0)",
                    flow: "f",
                    region: "r",
                    outcome: .ok,
                    place: Place(""),
                    thresholds: limit == nil ? [] : [0]
                )
            },
            host: .init(kernel: "", machine: "", cpu: "", cores: 1, memoryMiB: 1, curl: "", name: "")
        )
    }
}
