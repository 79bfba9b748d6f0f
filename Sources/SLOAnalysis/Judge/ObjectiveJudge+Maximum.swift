import Groundwork
import LoadMetrics

extension ObjectiveJudge {
    /// `max < 5s`: a count, not an estimate. It says what was seen, and nothing about what was not; a failed sample is
    /// longer than any limit, as it is for percentiles.
    func maximum(_ limit: LatencyLimit) -> Decision {
        let bad = samples.badBlocks(beyond: limit)
        let beyond = bad.response.reduce(0) { $0 + $1.counted }
        let certain = bad.certain.reduce(0) { $0 + $1.counted }
        let failed = samples.failedCount
        // Without exact counters a sample in the limit's own bucket may be on either side of it.
        let outcome: Verdict.Outcome = beyond == 0 ? .pass : certain > 0 ? .fail : .inconclusive
        var finding = self.finding(outcome, "", target: Double(limit.limit), unit: .nanoseconds)
        let text = Figures.latency(Double(limit.limit))
        switch outcome {
        case .pass: finding.reason = "none of the \(Figures.count(samples.count)) \(samples.noun) was beyond \(text)"
        case .fail:
            finding.reason =
                "\(Figures.count(certain)) of the \(Figures.count(samples.count)) \(samples.noun) were beyond \(text)"
            if failed > 0 { finding.reason += ", \(Figures.count(failed)) of them because they failed" }
        default:
            finding.reason = "a sample is so close to \(text) that its histogram bucket holds the limit"
            finding.needed = "a run that is started with this limit, which then is counted exactly"
        }
        let values = samples.distribution(.response)
        finding.observed = failed > 0 ? .infinity : Double(values.answered.max)
        if outcome == .pass, let observed = finding.observed {
            finding.observed = min(observed, Double(limit.firstBad) - 1)
        }
        finding.bad = UInt64(clampingCount: beyond)
        finding.allowed = 0
        if samples.hasServiceTime {
            finding.serviceObserved = failed > 0 ? .infinity : Double(samples.distribution(.service).answered.max)
        }
        let service = bad.service?.reduce(0) { $0 + $1.counted }
        return Decision(finding, serviceOutcome: service.map { $0 == 0 ? .pass : .fail })
    }
}
