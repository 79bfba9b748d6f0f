import Groundwork
import LoadMetrics
import LoadPlan

/// Stretches of the measured part in which requests were in flight and not one was answered.
///
/// Users of a closed load wait meanwhile, so that half a minute without an answer is a few slow samples among thousands:
/// percentiles of requests do not show what everybody who came in that time would have met (Tene's coordinated omission).
/// The timeline shows it: its pieces have requests in flight at both ends and no answer in between.
struct ServiceFreezes {
    /// In order of time, nanoseconds since the start of the load.
    let stretches: [Range<UInt64>]
    /// Most requests that waited in one of them.
    let waiting: Int

    /// The freezes of a run: at least a second long, and twice as long as 95 % of the requests take, so that a slow
    /// service under a light load is not called frozen.
    init(_ run: StoredRun) {
        let record = run.record
        let usual = ScopeSamples(.init(), of: run).distribution(.response).quantile(0.95)
        let least = max(1_000_000_000, usual.map { $0.isFinite ? $0 * 2 : .infinity } ?? .infinity)
        var stretches: [Range<UInt64>] = []
        var waiting = 0
        var open: (range: Range<UInt64>, waiting: Int)?
        func close() {
            if let open, Double(open.range.upperBound - open.range.lowerBound) >= least {
                stretches.append(open.range)
                waiting = max(waiting, open.waiting)
            }
            open = nil
        }
        var before = 0
        for tick in run.timeline {
            defer { before = tick.inFlight }
            let start = max(tick.start, record.measuredFrom)
            let end = min(tick.start &+ tick.length, record.measuredTo)
            guard start < end else { continue }
            // The last piece of a run goes on until nothing is in flight any more.
            let isLast = tick.start &+ tick.length > record.measuredTo
            let isFrozen = before > 0 && (tick.inFlight > 0 || isLast) && !Self.hasAnswers(tick, record)
            guard isFrozen else {
                close()
                continue
            }
            open = (
                (open?.range.lowerBound ?? start)..<end, max(open?.waiting ?? 0, max(before, tick.inFlight))
            )
        }
        close()
        (self.stretches, self.waiting) = (stretches, waiting)
    }

    /// Time without an answer in all, nanoseconds.
    var time: UInt64 { stretches.reduce(0) { $0 &+ ($1.upperBound - $1.lowerBound) } }

    /// Whether a window lies in one of them.
    func covers(_ window: Range<UInt64>) -> Bool {
        stretches.contains { $0.lowerBound <= window.lowerBound && window.upperBound <= $0.upperBound }
    }

    /// Whether something came back: an answer, good or bad, or a refusal. A request whose time was up got nothing.
    private static func hasAnswers(_ tick: TimelineTick, _ record: RunRecord) -> Bool {
        tick.series.contains { count in
            let key = record.series[count.series]
            return count.count > 0 && key.kind == .step && !silent.contains(key.outcome.name)
        }
    }

    private static let silent: Set<String> = [
        ErrorClass.timeout.rawValue, ErrorClass.unfinished.rawValue, ErrorClass.dropped.rawValue,
    ]
}

extension ServiceFreezes {
    /// "for 30 s from 00:50 on nothing was answered while up to 20 requests waited".
    func words(_ record: RunRecord) -> String {
        let first = stretches.first?.lowerBound ?? 0
        let longest = stretches.map { $0.upperBound - $0.lowerBound }.max() ?? 0
        let more =
            stretches.count > 1
            ? " (\(stretches.count) times, \(Figures.duration(time)) in all, the first from \(Figures.duration(first)) on)"
            : " from \(Figures.duration(first)) on"
        return "for \(Figures.duration(longest))\(more) nothing was answered while up to "
            + "\(Noun.counted(Figures.count(Double(waiting)), "request")) waited"
    }

    /// A decision about requests, seen with what was never sent: where more of the time than an objective allows of the
    /// requests went by without an answer, an open load would have missed it, and so would the people who came then.
    func correct(_ decision: Decision, _ requirement: Requirement, _ run: StoredRun) -> Decision {
        let record = run.record
        guard record.load.model == .users, !stretches.isEmpty, decision.finding.outcome != .fail,
            decision.finding.outcome != .invalid, run.measured > 0
        else { return decision }
        let share = Double(time) / Double(run.measured)
        let allowed: Double
        switch requirement {
        case .percentile(let quantile, let limit, _):
            // A wait that is shorter than the limit misses nothing.
            let slow = stretches.filter { $0.upperBound - $0.lowerBound > limit }
            guard !slow.isEmpty else { return decision }
            allowed = 1 - quantile
        case .throughput: allowed = 1 / Double(BlockProportion.blocks)
        default: return decision
        }
        guard share > allowed else { return decision }
        var corrected = decision
        corrected.finding.outcome = .fail
        corrected.finding.needed = nil
        corrected.finding.reason =
            "\(words(record)): \(Figures.percent(share)) of the time, which the figure does not hold since waiting users "
            + "send nothing"
        corrected.evidence = 0
        corrected.serviceOutcome = .fail
        return corrected
    }
}
