import LoadMetrics
import LoadPlan
import SLOAnalysis

/// `summary.md`: fit for a pull-request comment and for `$GITHUB_STEP_SUMMARY`, far below GitHub's limit of 1 MiB.
struct MarkdownSummary {
    /// Most rows of a table; the rest is counted.
    private static let mostRows = 250
    private let input: ReportInput

    init(_ input: ReportInput) {
        self.input = input
    }

    /// The document.
    func text() -> String {
        let parts =
            heading() + objectives() + failures() + events() + audit() + network() + latency() + provenance()
        return parts.joined(separator: "\n") + "\n"
    }

    private func heading() -> [String] {
        let record = input.run.record
        let verdict = input.verdict
        let total = input.summary.total
        let share = total.count == 0 ? 0 : Double(total.errors) / Double(total.count)
        return [
            "## \(Self.symbol(verdict.outcome)) \(verdict.outcome.word): \(Self.escape(record.scenario.title))", "",
            Self.escape(verdict.reason), "",
            "\(Figures.count(total.count)) requests in \(Figures.duration(input.measured)) "
                + "(\(Figures.rate(total.rate))), \(Figures.count(total.errors)) errors (\(Figures.percent(share))), "
                + "against \(Self.code(record.target))",
        ]
    }

    private func objectives() -> [String] {
        let findings = input.verdict.findings
        guard !findings.isEmpty else { return ["", "No objectives."] }
        var lines = [
            "", "| | Objective | Observed | Interval | Target | Samples |", "|---|---|---:|---|---:|---:|",
        ]
        for finding in findings.prefix(Self.mostRows) {
            let text = FindingText(finding)
            let cells = [
                "\(Self.symbol(finding.outcome)) \(finding.outcome.word)", Self.code(finding.text), text.observed,
                text.interval ?? Figures.missing, text.target, text.samples,
            ]
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        lines += Self.rest(findings.count)
        var sentences: [String] = []
        for finding in findings {
            guard let budget = finding.budget else { continue }
            let sentence = "- \(Self.code(finding.text)): \(Self.escape(budget.sentence))"
            if sentences.count < 20 { sentences.append(sentence) }
        }
        if !sentences.isEmpty { lines += ["", "Error budget:", ""] + sentences }
        let unmet = findings.filter { $0.outcome != .pass }
        guard !unmet.isEmpty else { return lines }
        lines.append("")
        for finding in unmet.prefix(Self.mostRows) {
            let needed = finding.needed.map { " \($0)" } ?? ""
            lines.append(
                "- \(Self.code(finding.text)): \(Self.escape(finding.reason))\(Self.escape(needed)) "
                    + "(\(Self.code("\(finding.place.file):\(finding.place.line)")))"
            )
        }
        return lines
    }

    private func failures() -> [String] {
        let failures = input.run.record.failures.sorted(by: FailureText.order)
        guard !failures.isEmpty else { return [] }
        var lines = ["", "<details><summary>Failed requests: \(failures.count) kinds</summary>", ""]
        for failure in failures.prefix(50) {
            lines.append("- \(Self.code(FailureText.place(failure))) \(Self.escape(FailureText.words(failure)))")
        }
        if failures.count > 50 { lines.append("- and \(failures.count - 50) more kinds") }
        return lines + ["", "</details>"]
    }

    private func events() -> [String] {
        let record = input.run.record
        let rows =
            EventText.counters(record).map { "- counter \(Self.code($0.name)): \($0.text)" }
            + EventText.gauges(record).map { "- gauge \(Self.code($0.name)): \($0.text)" }
        let remarks = (record.remarks ?? []).map { "- \(Self.escape($0))" }
        return rows.isEmpty && remarks.isEmpty ? [] : [""] + remarks + rows
    }

    private func audit() -> [String] {
        let audit = input.verdict.audit
        let notable = audit.filter { $0.outcome != .ok }
        var lines = [
            "",
            notable.isEmpty
                ? "Self-audit: all \(audit.count) checks hold."
                : "Self-audit: \(notable.count) of \(audit.count) checks do not hold.",
        ]
        if !notable.isEmpty { lines.append("") }
        lines += notable.map { "- \($0.outcome.mark) **\(Self.escape($0.check))**: \(Self.escape($0.words))" }
        lines += input.verdict.problems.map { "- \(Self.escape($0))" }
        let baseline = input.verdict.baselineSentences
        if !baseline.isEmpty { lines += ["", baseline.prefix(20).map(Self.escape).joined(separator: " ")] }
        return lines
    }

    private func network() -> [String] {
        let regions = input.run.record.regions
        let floors = input.verdict.network ?? []
        guard regions.contains(where: { $0.kind ?? "here" != "here" }) || !floors.isEmpty else { return [] }
        var lines = [
            "",
            "Measured from: "
                + regions.prefix(Self.mostRows).map { "\(Self.code($0.name)) \(Self.escape($0.vantage))" }
                .joined(separator: ", ") + ".",
        ]
        if !floors.isEmpty { lines.append("") }
        for floor in floors.prefix(Self.mostRows) {
            lines.append("- \(Self.escape(NetworkText.sentence(floor))); \(Self.escape(NetworkText.budget(floor)))")
        }
        return lines
    }

    private func latency() -> [String] {
        let rows = RowText.stepsFirst(input.summary.rows)
        guard !rows.isEmpty else { return [] }
        var lines = [
            "", "<details><summary>Latency by step and region</summary>", "",
            "| Step | Region | Requests | Errors | p50 | p95 | p99 | Service p95 |",
            "|---|---|---:|---:|---:|---:|---:|---:|",
        ]
        for row in rows.prefix(Self.mostRows) {
            let cells = [
                Self.code(RowText.name(row)), Self.escape(row.region ?? "all"), Figures.count(row.count),
                Figures.count(row.errors), row.response.map { Figures.latency($0.p50) } ?? Figures.missing,
                row.response.map { Figures.latency($0.p95) } ?? Figures.missing,
                row.response.map { Figures.latency($0.p99) } ?? Figures.missing,
                row.service.map { Figures.latency($0.p95) } ?? Figures.missing,
            ]
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        return lines + Self.rest(rows.count) + ["", "</details>"]
    }

    private func provenance() -> [String] {
        let record = input.run.record
        return [
            "",
            "<sub>run \(Self.code(record.id)) of \(Self.code(record.scenario.path)) "
                + "(\(Self.code(String(record.scenario.hash.prefix(12))))), seed \(record.seed), "
                + "\(Timestamp.readable(record.startedAt)), \(Self.escape(record.tool)), "
                + "\(Self.escape(record.host.cpu)) × \(record.host.cores)</sub>",
        ]
    }

    private static func rest(_ count: Int) -> [String] {
        count > mostRows ? ["", "and \(count - mostRows) more rows"] : []
    }

    private static func symbol(_ outcome: Verdict.Outcome) -> String {
        switch outcome {
        case .pass: "✅"
        case .fail: "❌"
        case .inconclusive: "❔"
        case .invalid: "⛔"
        }
    }

    /// Text of which Markdown makes nothing but text: no markup, no table cell, no mention of a person.
    static func escape(_ text: String) -> String {
        var result = ""
        for scalar in StyledLine.cleaned(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "@": result += "&#64;"
            case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!": result += "\\\(scalar)"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A code span that also holds inside a table; backticks in it become quotes.
    static func code(_ text: String) -> String {
        let clean = StyledLine.cleaned(text).map { $0 == "`" ? "'" : $0 == "|" ? "\\|" : String($0) }.joined()
        return clean.isEmpty ? "" : "`\(clean)`"
    }
}
