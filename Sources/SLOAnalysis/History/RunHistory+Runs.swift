import Glibc
import Groundwork
public import LoadMetrics

extension RunHistory {
    /// Changes smaller than 5 % are not told.
    static let smallest = 0.05

    /// A run for the history: what was read of it.
    public struct Source: Sendable {
        /// Response times of good requests and numbers of failed ones, by step; of all steps under "all".
        var steps: [String: AnsweredDistribution]
        var order: [String]
        var provenance: Baseline.Provenance
        var verdict: Verdict.Outcome?
        var isAccepted: Bool
        var fault: String?

        /// A stored run and its verdict, if it has one. Its course in time is not kept.
        public init(_ run: StoredRun, verdict: Verdict.Outcome?) {
            self.init(run, Baseline.Provenance(run, verdict: verdict ?? .inconclusive), verdict)
            if run.record.state != .complete {
                fault = "it did not come to its end (\(run.record.state.rawValue))"
            } else if let problem = run.problems.first {
                fault = problem
            } else if verdict == .invalid {
                fault = "its measurement is INVALID"
            }
        }

        /// An accepted run.
        public init(_ baseline: Baseline) {
            self.init(baseline.asRun, baseline.provenance, baseline.provenance.verdict)
            isAccepted = true
        }

        private init(_ run: StoredRun, _ provenance: Baseline.Provenance, _ verdict: Verdict.Outcome?) {
            self.provenance = provenance
            self.verdict = verdict
            isAccepted = false
            var good: [String: Histogram] = [:]
            var failed: [String: UInt64] = [:]
            var order = ["all"]
            for (index, key) in run.record.series.enumerated() where key.kind == .step {
                guard let histogram = run.total(index, .response) else { continue }
                if !order.contains(key.name) { order.append(key.name) }
                for name in ["all", key.name] {
                    if key.outcome.isGood {
                        good[name, default: Histogram(layout: .latency)].add(histogram)
                    } else {
                        failed[name] = (failed[name] ?? 0) &+ histogram.totalCount
                    }
                }
            }
            self.order = order
            steps = [:]
            for name in order {
                steps[name] = AnsweredDistribution(
                    answered: good[name] ?? Histogram(layout: .latency),
                    failed: failed[name] ?? 0
                )
            }
        }
    }

    /// The history of a scenario's runs. Only like is compared with like: runs whose scenario, load or machine differs
    /// from the latest one's are listed, but their figures are not followed.
    /// - Parameters:
    ///   - scenario: its name.
    ///   - sources: its runs in any order; an accepted one and the stored one of the same name are one run.
    ///   - quantile: what is followed, 0 to 1.
    ///   - unreadable: runs that could not be read, with the reason in words.
    public init(scenario: String, _ sources: [Source], quantile: Double = 0.95, unreadable: [String] = []) {
        let sources = Self.merged(sources)
        let latest = sources.last { $0.fault == nil }
        let leftOut = sources.map { Self.leftOut($0, latest) }
        self.init(
            scenario: scenario,
            runs: zip(sources, leftOut).map { Self.run($0, leftOut: $1) },
            series: [],
            unreadable: unreadable
        )
        var names: [String] = []
        for source in sources { for name in source.order where !names.contains(name) { names.append(name) } }
        series = names.map { name in
            let points = sources.indices.compactMap { number -> Point? in
                guard leftOut[number] == nil, let value = sources[number].steps[name]?.quantile(quantile),
                    value.isFinite, value > 0
                else { return nil }
                return Point(run: number, value: value)
            }
            return Line(name: name, quantile: quantile, points: points, changes: Self.changes(points))
        }
    }

    private static func merged(_ sources: [Source]) -> [Source] {
        var runs: [String: Source] = [:]
        for source in sources {
            let id = source.provenance.id
            guard var known = runs[id] else {
                runs[id] = source
                continue
            }
            known.isAccepted = known.isAccepted || source.isAccepted
            runs[id] = known
        }
        return runs.values.sorted {
            ($0.provenance.startedAt, $0.provenance.id) < ($1.provenance.startedAt, $1.provenance.id)
        }
    }

    private static func leftOut(_ source: Source, _ latest: Source?) -> String? {
        if let fault = source.fault { return fault }
        guard let latest else { return nil }
        let has = "the latest run has"
        let differences =
            Likeness.differences(source.provenance, latest.provenance, other: has)
            + Likeness.differences(source.provenance.host, latest.provenance.host, other: has)
        return differences.isEmpty ? nil : differences.joined(separator: "; ")
    }

    private static func run(_ source: Source, leftOut: String?) -> Run {
        let all = source.steps["all"]
        func figure(_ quantile: Double) -> UInt64? {
            all?.quantile(quantile).flatMap { $0.isFinite ? UInt64($0) : nil }
        }
        let seconds = Double(source.provenance.measured) / 1e9
        let count = all?.total ?? 0
        return Run(
            id: source.provenance.id,
            startedAt: source.provenance.startedAt,
            verdict: source.verdict,
            isAccepted: source.isAccepted,
            leftOut: leftOut,
            count: count,
            errors: all?.failed ?? 0,
            rate: seconds > 0 ? Double(count) / seconds : 0,
            p50: figure(0.5),
            p95: figure(0.95),
            p99: figure(0.99)
        )
    }

    /// On logarithms, so that a change is a ratio wherever it happens.
    private static func changes(_ points: [Point]) -> [Change] {
        let finder = ChangePoints(smallest: smallest, isLogarithmic: true)
        return finder.find(in: points.map { log($0.value) }).map { point in
            Change(
                run: points[point.index].run,
                before: exp(point.before),
                after: exp(point.after),
                chance: point.chance
            )
        }
    }
}
