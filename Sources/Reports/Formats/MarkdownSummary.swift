import Groundwork
import LoadMetrics
import LoadPlan
import SLOAnalysis

/// `summary.md`: fit for `$GITHUB_STEP_SUMMARY`, of which GitHub takes 1 MiB a step, and for a comment on a pull request,
/// of which it takes 65,536 characters.
struct MarkdownSummary {
    /// Most bytes of the document: below both limits, with room for a line that somebody puts before it.
    static let mostBytes = 65_000
    /// Most rows of a table; the rest is counted.
    private var mostRows = 250
    private let input: ReportInput

    init(_ input: ReportInput) {
        self.input = input
    }

    /// The document. Tables give way row by row where it would grow too large, those that are met first.
    func text() -> String {
        var lines: [String] = []
        for rows in [250, 120, 60, 30, 15, 6] {
            var attempt = self
            attempt.mostRows = rows
            lines = attempt.lines()
            if Self.size(lines) <= Self.mostBytes { return lines.joined(separator: "\n") + "\n" }
        }
        let note = ["", "The rest is in the report."]
        while !lines.isEmpty, Self.size(lines + note) > Self.mostBytes { lines.removeLast() }
        return (lines + note).joined(separator: "\n") + "\n"
    }

    private func lines() -> [String] {
        heading() + objectives() + failures() + outcomes() + events() + audit() + network() + latency() + provenance()
    }

    private static func size(_ lines: [String]) -> Int { lines.reduce(0) { $0 + $1.utf8.count + 1 } }

    private func heading() -> [String] {
        let record = input.run.record
        let verdict = input.verdict
        let total = input.summary.total
        let share = total.count == 0 ? 0 : Double(total.errors) / Double(total.count)
        return [
            "## \(Self.symbol(verdict.outcome)) \(verdict.outcome.word): \(Self.escape(record.scenario.title))", "",
            Self.escape(verdict.reason), "",
            "\(Noun.counted(Figures.count(total.count), "request")) in \(Figures.duration(input.measured)) "
                + "(\(Figures.rate(total.rate))), \(Noun.counted(Figures.count(total.errors), "error")) (\(Figures.percent(share))), "
                + "against \(Self.code(record.target))",
        ]
    }

    private func objectives() -> [String] {
        let findings = input.verdict.findings
        guard !findings.isEmpty else { return ["", "No objectives."] }
        var lines = [
            "", "| | Objective | Observed | Interval | Target | Samples |", "|---|---|---:|---|---:|---:|",
        ]
        let unmet = findings.filter { $0.outcome != .pass }
        let ordered = findings.count > mostRows ? unmet + findings.filter { $0.outcome == .pass } : findings
        for finding in ordered.prefix(mostRows) {
            let text = FindingText(finding)
            let cells = [
                "\(Self.symbol(finding.outcome)) \(finding.outcome.word)", Self.code(finding.text), text.observed,
                text.interval ?? Figures.missing, text.target, text.samples + text.worth,
            ]
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        lines += rest(findings.count)
        var sentences: [String] = []
        for finding in findings {
            guard let budget = finding.budget else { continue }
            let sentence = "- \(Self.code(finding.text)): \(Self.escape(budget.sentence))"
            if sentences.count < min(20, mostRows) { sentences.append(sentence) }
        }
        if !sentences.isEmpty { lines += ["", "Error budget:", ""] + sentences }
        guard !unmet.isEmpty else { return lines }
        lines.append("")
        for finding in unmet.prefix(mostRows) {
            let needed = finding.needed.map { "; \($0)" } ?? ""
            lines.append(
                "- \(Self.code(finding.text)): \(Self.escape(finding.reason))\(Self.escape(needed)) "
                    + "(\(Self.code(finding.place.fileAndLine)))"
            )
        }
        if unmet.count > mostRows { lines.append("- and \(unmet.count - mostRows) more that are not met") }
        return lines
    }

    private func failures() -> [String] {
        let failures = input.run.record.failures.sorted(by: FailureText.order)
        guard !failures.isEmpty else { return [] }
        let most = min(50, mostRows)
        var lines = ["", "<details><summary>Failed requests: \(failures.count) kinds</summary>", ""]
        for failure in failures.prefix(most) {
            lines.append("- \(Self.code(failure.place.fileAndLine)) \(Self.escape(FailureText.words(failure)))")
        }
        if failures.count > most { lines.append("- and \(failures.count - most) more kinds") }
        return lines + ["", "</details>"]
    }

    private func outcomes() -> [String] {
        let rows = (input.verdict.outcomes ?? []).prefix(mostRows).map {
            "- \(Self.code($0.step)): \(Self.escape(OutcomeFiguresText.words($0)))"
        }
        return rows.isEmpty ? [] : ["", "Outcomes that are in no percentile:", ""] + rows
    }

    private func events() -> [String] {
        let record = input.run.record
        let rows =
            EventText.counters(record).map { "- counter \(Self.code($0.name)): \($0.text)" }
            + EventText.gauges(record).map { "- gauge \(Self.code($0.name)): \($0.text)" }
        let remarks = ((record.remarks ?? []) + [ResentText.words(record.audit)].compactMap(\.self))
            .map { "- \(Self.escape($0))" }
        return rows.isEmpty && remarks.isEmpty ? [] : [""] + remarks.prefix(mostRows) + rows.prefix(mostRows)
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
            "", "<details><summary>Where it was measured from, and what the network takes</summary>", "",
            regions.prefix(mostRows).map { "\(Self.code($0.name)) \(Self.escape($0.vantage))" }
                .joined(separator: ", ") + ".",
        ]
        if !floors.isEmpty {
            lines += [
                "", "| Objective | Region | Response | Network | Service | Left to the service |",
                "|---|---|---:|---:|---:|---:|",
            ]
        }
        for floor in floors.prefix(mostRows) {
            let cells = [
                Self.code(floor.objective), Self.escape(floor.region),
                "\(Figures.latency(floor.response)) (\(NetworkText.quantile(floor)))", Figures.latency(floor.network),
                Figures.latency(floor.service), floor.isInfeasible ? "nothing" : Figures.latency(floor.budget),
            ]
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        // What no service can meet is not folded away.
        // In an INVALID run it may be the generator's delay that looks like distance.
        let isValid = input.verdict.outcome != .invalid
        let impossible = floors.filter { $0.isInfeasible && isValid }.prefix(min(20, mostRows)).map {
            "- \(Self.escape("\(NetworkText.sentence($0)); \(NetworkText.budget($0))"))"
        }
        return (impossible.isEmpty ? [] : [""] + impossible) + lines + rest(floors.count) + ["", "</details>"]
    }

    private func latency() -> [String] {
        let rows = RowText.stepsFirst(input.summary.rows)
        guard !rows.isEmpty else { return [] }
        var lines = [
            "", "<details><summary>Latency by step and region</summary>", "",
            "| Step | Region | Requests | Errors | p50 | p95 | p99 | Service p95 |",
            "|---|---|---:|---:|---:|---:|---:|---:|",
        ]
        for row in rows.prefix(mostRows) {
            let cells = [
                Self.code(RowText.name(row)), Self.escape(row.region ?? "all"), Figures.count(row.count),
                Figures.count(row.errors), row.response.map { Figures.latency($0.p50) } ?? Figures.missing,
                row.response.map { Figures.latency($0.p95) } ?? Figures.missing,
                row.response.map { Figures.latency($0.p99) } ?? Figures.missing,
                row.service.map { Figures.latency($0.p95) } ?? Figures.missing,
            ]
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        return lines + rest(rows.count) + ["", "</details>"]
    }

    private func provenance() -> [String] {
        let record = input.run.record
        return [
            "",
            "<sub>run \(Self.code(record.id)) of \(Self.code(record.scenario.path)) "
                + "(\(Self.code(String(record.scenario.hash.prefix(12))))), seed \(record.seed), "
                + "\(CivilTime(limiting: record.startedAt).readable), \(Self.escape(record.tool)), "
                + "\(Self.escape(record.host.cpu)) × \(record.host.cores)</sub>",
        ]
    }

    private func rest(_ count: Int) -> [String] {
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

    /// Text of which Markdown makes nothing but text: no markup, no table cell, no mention of a person. Cut after 600
    /// characters.
    static func escape(_ text: String) -> String {
        var result = ""
        for scalar in StyledLine.cut(StyledLine.cleaned(text), to: 600).unicodeScalars {
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

    /// A code span that also holds inside a table; backticks in it become quotes. Cut after 200 characters.
    static func code(_ text: String) -> String {
        let clean = StyledLine.cut(StyledLine.cleaned(text), to: 200).map {
            $0 == "`" ? "'" : $0 == "|" ? "\\|" : String($0)
        }.joined()
        return clean.isEmpty ? "" : "`\(clean)`"
    }
}
