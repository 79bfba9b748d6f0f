import Groundwork
import LoadMetrics
import LoadPlan

extension ObjectiveJudge {
    /// `p95 < 300ms for 99% of 10s windows`: each window of the measured part meets the requirement by its own count or
    /// it does not; the windows are the samples of a share. Neighbours have the same weather, so the share's interval is
    /// that of blocks of windows, as it is for requests. Windows are few: what cannot be told from them is not told, and
    /// 99 % takes 299 windows without a bad one.
    ///
    /// A window in which requests were in flight and none was answered does not meet it; one in which nothing was asked is
    /// no window.
    func windows(of requirement: Requirement, share wanted: Double, length: Nanoseconds) -> Decision {
        var finding = self.finding(.invalid, "", target: wanted, unit: .ratio, direction: .atLeast)
        guard requirement.canBeWindowed, length > 0 else {
            finding.reason = "this measure cannot be asked of windows of time"
            return Decision(finding)
        }
        guard let windows = samples.windows(of: requirement, length: length) else {
            finding.outcome = .inconclusive
            finding.reason =
                "the run was recorded in pieces longer than a window of \(Figures.latency(Double(length)))"
            finding.needed = "windows of at least \(Figures.duration(seconds: samples.longestTick))"
            return Decision(finding)
        }
        let bad = windows.count { !$0 }
        let allowed = 1 - wanted
        finding.samples = UInt64(windows.count)
        (finding.bad, finding.allowed) = (UInt64(bad), allowed * Double(windows.count))
        guard !windows.isEmpty else {
            finding.outcome = .inconclusive
            finding.reason =
                "the measured part is shorter than one window of \(Figures.duration(seconds: length.inSeconds))"
            finding.needed = needed(more: Self.fewestWindows(allowed), length)
            return Decision(finding)
        }
        finding.observed = 1 - Double(bad) / Double(windows.count)
        if allowed <= 0 { return everyWindow(finding, bad, windows.count) }
        let ruling = WindowRuling(windows, allowed: allowed)
        finding.outcome = ruling.outcome
        finding.low = 1 - ruling.upper
        finding.high = 1 - ruling.lower
        finding.effectiveSamples = ruling.share.effectiveSamples
        finding.designEffect = ruling.share.designEffect
        finding.reason = reason(ruling, bad, windows.count, allowed)
        if ruling.outcome == .inconclusive {
            finding.needed =
                ruling.moreWindows.map { needed(more: $0, length) }
                ?? "the observed share is so close to what is allowed that no length of run would decide it"
        }
        return Decision(finding, evidence: ruling.evidence)
    }

    /// All windows must meet it: a count, not an estimate, as it is for the maximum.
    private func everyWindow(_ finding: Finding, _ bad: Int, _ count: Int) -> Decision {
        var finding = finding
        finding.outcome = bad == 0 ? .pass : .fail
        finding.reason =
            bad == 0 ? "all \(count) windows meet it" : "\(bad) of \(count) windows do not meet it, none may"
        return Decision(finding)
    }

    private func reason(_ ruling: WindowRuling, _ bad: Int, _ count: Int, _ allowed: Double) -> String {
        let seen = "\(bad) of \(count) windows do not meet it"
        let limits =
            "between \(Figures.percent(ruling.lower)) and \(Figures.percent(ruling.upper)) with 95 % confidence"
        return switch ruling.outcome {
        case .pass: "\(seen): at most \(Figures.percent(ruling.upper)), and \(Figures.percent(allowed)) are allowed"
        case .fail: "\(seen): at least \(Figures.percent(ruling.lower)), and \(Figures.percent(allowed)) are allowed"
        default: "\(seen), which is \(limits), and \(Figures.percent(allowed)) are allowed"
        }
    }

    private func needed(more windows: Int, _ length: Nanoseconds) -> String {
        "about \(Figures.roughly(Double(windows))) more windows "
            + "(\(Figures.roughDuration(seconds: Double(windows) * length.inSeconds)) more) would decide it if none is bad"
    }

    /// Windows without a bad one that show that fewer than `allowed` are bad.
    static func fewestWindows(_ allowed: Double) -> Int {
        OrderStatistics.fewestSamples(toPass: 1 - allowed, bad: 0, alpha: BlockProportion.alpha)
    }
}
