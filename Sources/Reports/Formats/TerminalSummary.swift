import LoadMetrics
import SLOAnalysis

/// The last words of a run on a terminal: the verdict and its evidence on one screen.
public enum TerminalSummary {
    private static let mostFailures = 6

    /// The lines; `folder` is where the reports are. Where they would be more than `rows`, the table of endpoints gives
    /// way first and then long explanations, which the report has: the whole is meant to be seen at one glance.
    public static func lines(_ input: ReportInput, folder: String, columns: Int, rows: Int = 48) -> [StyledLine] {
        let full = lines(input, folder, columns, rows, brief: false)
        return full.count < rows ? full : lines(input, folder, columns, rows, brief: true)
    }

    private static func lines(
        _ input: ReportInput,
        _ folder: String,
        _ columns: Int,
        _ rows: Int,
        brief: Bool
    ) -> [StyledLine] {
        let findings = input.verdict.findings
        let before =
            heading(input, columns) + (brief ? briefObjectives(findings, columns) : objectives(findings, columns))
        var after = network(input, columns, brief)
        after += failures(input.run.record.failures, columns, brief)
        after += events(input.run.record, columns) + audit(input, columns, brief)
        after.append(StyledLine())
        after.append(label("report", "\(folder)/\(ReportFormat.html.fileName)"))
        let others = ReportFormat.allCases.filter { $0 != .html }.map(\.fileName) + ["run.json"]
        after.append(StyledLine("  beside it: \(others.joined(separator: ", "))", .quiet))
        return before + latency(input, columns, room: rows - before.count - after.count - 1) + after
    }

    private static func heading(_ input: ReportInput, _ columns: Int) -> [StyledLine] {
        let record = input.run.record
        let verdict = input.verdict
        var first = StyledLine()
        first.append("\(verdict.outcome.mark) \(verdict.outcome.word)", verdict.outcome.tone)
        first.append("  \(record.scenario.title)", .strong)
        let total = input.summary.total
        let share = total.count == 0 ? 0 : Double(total.errors) / Double(total.count)
        return [StyledLine(), first] + wrapped(verdict.reason, indent: 2, columns: columns, tone: .normal) + [
            StyledLine(
                "  \(Figures.count(total.count)) requests in \(Figures.duration(input.measured)), "
                    + "\(Figures.rate(total.rate)), \(Figures.count(total.errors)) errors (\(Figures.percent(share))), "
                    + "\(Figures.count(UInt64(max(0, record.audit.peakUsers)))) users at peak",
                .quiet
            )
        ]
    }

    private static func objectives(_ findings: [Finding], _ columns: Int) -> [StyledLine] {
        guard !findings.isEmpty else { return [] }
        let texts = findings.map { FindingText($0) }
        let widest = { (text: (FindingText) -> String) in texts.map { StyledLine.width(of: text($0)) }.max() ?? 0 }
        let observed = widest { $0.observed }
        let interval = widest { $0.interval ?? "" }
        let target = widest { $0.target }
        let samples = widest { $0.samples }
        // On a narrow terminal the figures stand below the objective.
        let figures = 1 + observed + 1 + interval + 9 + target + 4 + samples
        let name = min(44, columns - 17 - figures)
        let isWide = name >= 24
        var lines = [StyledLine()]
        for (index, (finding, text)) in zip(findings, texts).enumerated() {
            var line = StyledLine("  ")
            line.append("\(finding.outcome.mark) \(finding.outcome.word)", finding.outcome.tone, columns: 14)
            line.append(" ")
            if isWide {
                line.append(finding.text, .strong, columns: name)
            } else {
                line.append(finding.text, .strong)
                lines.append(line)
                line = StyledLine(String(repeating: " ", count: 16))
            }
            line.append(" ")
            line.append(text.observed, finding.outcome.tone, columns: observed, right: true)
            line.append(" ")
            line.append(text.interval ?? "", .quiet, columns: interval)
            line.append("  target ", .quiet)
            line.append(text.target, columns: target, right: true)
            line.append("  n ", .quiet)
            line.append(text.samples, .quiet, columns: samples, right: true)
            lines.append(line)
            // Neighbours that say the same say it once.
            let next = index + 1 < findings.count ? findings[index + 1] : nil
            if finding.outcome != .pass, next?.reason != finding.reason || next?.needed != finding.needed {
                lines += wrapped(finding.reason, indent: 19, columns: columns)
                if let needed = finding.needed { lines += wrapped(needed, indent: 19, columns: columns) }
            }
            if let budget = finding.budget, next?.budget?.sentence != budget.sentence {
                lines += wrapped(budget.sentence, indent: 19, columns: columns)
            }
        }
        return lines
    }

    /// One line an objective, and why it is missed.
    private static func briefObjectives(_ findings: [Finding], _ columns: Int) -> [StyledLine] {
        let texts = findings.map { FindingText($0) }
        let observed = texts.map { StyledLine.width(of: $0.observed) }.max() ?? 0
        let target = texts.map { StyledLine.width(of: $0.target) }.max() ?? 0
        let widest = texts.map { StyledLine.width(of: $0.interval ?? "") }.max() ?? 0
        let room = columns - 17 - 1 - observed - 9 - target
        let interval = room - widest - 1 >= 26 ? widest + 1 : 0
        let name = min(48, max(12, room - interval))
        var lines = [StyledLine()]
        for (finding, text) in zip(findings, texts) {
            var line = StyledLine("  ")
            line.append("\(finding.outcome.mark) \(finding.outcome.word)", finding.outcome.tone, columns: 14)
            line.append(" ")
            line.append(finding.text, .strong, columns: name)
            line.append(" ")
            line.append(text.observed, finding.outcome.tone, columns: observed, right: true)
            if interval > 0 { line.append(" " + (text.interval ?? ""), .quiet, columns: interval) }
            line.append("  target ", .quiet)
            line.append(text.target, columns: target, right: true)
            lines.append(line)
            if finding.outcome == .fail || finding.outcome == .invalid {
                lines.append(cut(finding.reason, indent: 19, columns))
            }
        }
        return findings.isEmpty ? [] : lines
    }

    private static func failures(_ failures: [FailureCount], _ columns: Int, _ brief: Bool) -> [StyledLine] {
        guard !failures.isEmpty else { return [] }
        var lines = [StyledLine()]
        let most = brief ? 3 : mostFailures
        for failure in failures.sorted(by: FailureText.order).prefix(most) {
            let place = FailureText.place(failure)
            let words = wrapped(FailureText.words(failure), indent: 4 + StyledLine.width(of: place), columns: columns)
            var line = StyledLine("  \(place)", .accent)
            line.append("  " + (words.first?.text.drop { $0 == " " } ?? ""))
            lines.append(line)
            if !brief { lines += words.dropFirst() }
        }
        if failures.count > most {
            lines.append(StyledLine("  and \(failures.count - most) more kinds of failure", .quiet))
        }
        return lines
    }

    private static func audit(_ input: ReportInput, _ columns: Int, _ brief: Bool) -> [StyledLine] {
        let audit = input.verdict.audit
        let notable = audit.filter { $0.outcome != .ok }
        var lines = [StyledLine()]
        var line = StyledLine("  self-audit  ", .quiet)
        if notable.isEmpty {
            line.append("all \(audit.count) checks hold", .good)
        } else {
            line.append("\(audit.count - notable.count) of \(audit.count) checks hold", .warning)
        }
        lines.append(line)
        for finding in notable {
            var line = StyledLine("    \(finding.outcome.mark) \(finding.check)", finding.outcome.tone)
            let words = wrapped(finding.words, indent: 8, columns: columns)
            if words.count == 1, line.width + words[0].width - 6 <= columns {
                line.append("  " + words[0].text.drop { $0 == " " })
                lines.append(line)
            } else {
                lines.append(line)
                lines += brief && finding.outcome != .invalid ? [] : words
            }
        }
        for problem in input.verdict.problems { lines.append(StyledLine("    ! \(problem)", .warning)) }
        for sentence in input.verdict.baselineSentences.prefix(4) {
            if !brief { lines += wrapped(sentence, indent: 2, columns: columns) }
        }
        return lines
    }

    /// As many words as fit into one line behind an indent.
    private static func cut(_ text: String, indent: Int, _ columns: Int) -> StyledLine {
        let clean = StyledLine.cut(StyledLine.cleaned(text), to: max(20, columns - indent))
        return StyledLine(String(repeating: " ", count: indent) + clean, .quiet)
    }

    private static func label(_ name: String, _ text: String) -> StyledLine {
        var line = StyledLine("  \(name)  ", .quiet)
        line.append(text, .strong)
        return line
    }

    /// Words broken into lines behind an indent.
    static func wrapped(_ text: String, indent: Int, columns: Int, tone: TerminalStyle.Tone = .quiet)
        -> [StyledLine]
    {
        let room = max(30, columns - indent)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, StyledLine.width(of: line) + 1 + StyledLine.width(of: String(word)) > room {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        if !line.isEmpty { lines.append(line) }
        return lines.map { StyledLine(String(repeating: " ", count: indent) + $0, tone) }
    }
}
