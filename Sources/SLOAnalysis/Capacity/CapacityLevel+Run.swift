import Groundwork
public import LoadMetrics

extension CapacityLevel {
    /// What a run at a level showed.
    /// - Parameters:
    ///   - trial: what was asked for.
    ///   - name: the run's folder beside the report.
    ///   - run: the run.
    ///   - verdict: what the judge said.
    ///   - overload: why it was ended as overload beyond doubt, if it was.
    public init(_ trial: CapacityTrial, name: String, run: StoredRun, verdict: Verdict, overload: String?) {
        let summary = RunSummary(run)
        var (count, time) = (0.0, 0.0)
        for (index, key) in run.record.series.enumerated()
        where key.kind == .step && key.outcome.name != ErrorClass.dropped.rawValue {
            guard let histogram = run.total(index, .service), !histogram.isEmpty else { continue }
            count += Double(histogram.totalCount)
            time += histogram.mean * Double(histogram.totalCount) / 1e9
        }
        let seconds = Double(run.measured) / 1e9
        let result = Self.result(run, verdict, overload: overload)
        self.init(
            trial: trial,
            run: name,
            outcome: verdict.outcome,
            result: result,
            reason: overload.flatMap { result == .invalid ? nil : "The level was given up: \($0)." } ?? verdict.reason,
            endedEarly: run.record.state == .complete ? nil : run.record.endReason ?? run.record.state.rawValue,
            seconds: seconds,
            requests: summary.total.count,
            throughput: seconds > 0 ? count / seconds : 0,
            inFlight: seconds > 0 ? time / seconds : 0,
            p95: summary.total.response.map { Double($0.p95) },
            objectives: verdict.findings.map(Figures.init),
            longer: result == .tooFew ? verdict.findings.compactMap(\.missingEvidence).max() : nil
        )
    }

    /// What the search makes of a verdict.
    static func result(_ run: StoredRun, _ verdict: Verdict, overload: String?) -> CapacityResult {
        switch verdict.outcome {
        case .pass: return .holds
        case .fail: return .misses
        case .inconclusive:
            if overload != nil { return .misses }
            let open = verdict.findings.filter { $0.outcome != .pass }
            return !open.isEmpty && open.allSatisfy(\.isShortOfSamples) ? .tooFew : .undecided
        case .invalid:
            let broken = verdict.audit.filter { $0.outcome == .invalid }
            // Arrivals that found no free user until the end: the service kept all that are allowed busy.
            if !broken.isEmpty, broken.allSatisfy({ $0.check == "drops" }) { return .misses }
            // An overloaded service on the same machine makes the generator late too. Where a limit is missed from the
            // actual send on as well, and no shard was at its own end, lateness is not why. A level that was given up
            // within its warm-up has no figures: that so many requests were sent and not answered is all there is.
            let isGeneratorAtItsEnd =
                run.record.audit.busiestShard >= AuditLimits().busyLimit || run.record.audit.ownErrors > 0
            let isServiceToo = verdict.findings.contains { finding in
                guard finding.unit == .nanoseconds, let target = finding.target else { return false }
                return finding.serviceObserved ?? 0 > target
            }
            let isWithinWarmup = verdict.findings.allSatisfy { $0.samples == 0 } && broken.isEmpty
            return overload != nil && !isGeneratorAtItsEnd && (isServiceToo || isWithinWarmup) ? .misses : .invalid
        }
    }
}

extension Finding {
    /// Not decided for want of requests alone: nothing speaks against the objective.
    ///
    /// Where too few events would be allowed among the requests themselves, as many bad ones as are allowed say nothing.
    /// Where there are enough requests and they only stick together too much, next to none may be bad: near its limit
    /// a service's latency wanders too, and that is no want of requests.
    public var isShortOfSamples: Bool { missingEvidence != nil }

    /// How many times as many requests of the same kind would be enough, where ``isShortOfSamples``.
    var missingEvidence: Double? {
        guard outcome == .inconclusive, let allowed, let bad, let effectiveSamples, samples > 0 else { return nil }
        let events = effectiveSamples * allowed / Double(samples)
        guard events < BlockProportion.fewestEffectiveEvents else { return nil }
        guard Double(bad) <= (allowed < BlockProportion.fewestEffectiveEvents ? allowed : allowed / 10) else {
            return nil
        }
        return events > 0 ? BlockProportion.fewestEffectiveEvents / events : .infinity
    }
}
