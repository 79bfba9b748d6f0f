import Groundwork
import LoadMetrics
import SLOAnalysis

/// What a message about a run can say.
enum NotificationValue: String, CaseIterable, Sendable {
    /// `PASS`, `FAIL`, `INCONCLUSIVE` or `INVALID`.
    case verdict
    /// A picture for it.
    case symbol
    /// A colour for it: six hexadecimal digits.
    case colour
    /// Why, in a sentence.
    case reason
    /// The scenario's title.
    case title
    /// The scenario's file.
    case scenario
    /// The base URL that was loaded.
    case target
    /// The run's name.
    case run
    /// Requests.
    case requests
    /// Requests a second.
    case rate
    /// Failed requests with their share.
    case errors
    /// p95 of response time.
    case p95
    /// Users at peak.
    case users
    /// Length of the measured part.
    case duration
    /// Objectives that are not met, one a line.
    case missed
    /// Where people find the report.
    case link

    /// Its text for a run.
    func text(_ input: ReportInput, link: String) -> String {
        let record = input.run.record
        let total = input.summary.total
        switch self {
        case .verdict: return input.verdict.outcome.word
        case .symbol: return symbol(input.verdict.outcome)
        case .colour: return colour(input.verdict.outcome)
        case .reason: return input.verdict.reason
        case .title: return record.scenario.title
        case .scenario: return record.scenario.path
        case .target: return record.target
        case .run: return record.id
        case .requests: return Figures.count(total.count)
        case .rate: return Figures.rate(total.rate)
        case .errors:
            let share = total.count == 0 ? 0 : Double(total.errors) / Double(total.count)
            return "\(Figures.count(total.errors)) (\(Figures.percent(share)))"
        case .p95: return total.response.map { Figures.latency($0.p95) } ?? Figures.missing
        case .users: return Figures.count(UInt64(max(0, record.audit.peakUsers)))
        case .duration: return Figures.duration(input.measured)
        case .missed: return missed(input.verdict.findings)
        case .link: return link
        }
    }

    private func missed(_ findings: [Finding]) -> String {
        let unmet = findings.filter { $0.outcome != .pass }
        guard !unmet.isEmpty else { return "all objectives are met" }
        var lines = unmet.prefix(10).map { finding in
            let text = FindingText(finding)
            return "\(finding.outcome.mark) \(finding.outcome.word)  \(finding.text): \(text.observed)"
                + (text.interval.map { " \($0)" } ?? "")
        }
        if unmet.count > 10 { lines.append("and \(unmet.count - 10) more") }
        return lines.joined(separator: "\n")
    }

    private func symbol(_ outcome: Verdict.Outcome) -> String {
        switch outcome {
        case .pass: "✅"
        case .fail: "❌"
        case .inconclusive: "❔"
        case .invalid: "⛔"
        }
    }

    private func colour(_ outcome: Verdict.Outcome) -> String {
        switch outcome {
        case .pass: "10703c"
        case .fail: "b3261e"
        case .inconclusive: "7d5200"
        case .invalid: "5b3a8e"
        }
    }
}
