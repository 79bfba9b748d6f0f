import LoadMetrics
import SLOAnalysis

/// The last words of a run on a terminal: the verdict and its evidence on one screen.
public enum TerminalSummary {
    private static let mostFailures = 6

    /// The lines; `folder` is where the reports are.
    public static func lines(_ input: ReportInput, folder: String, columns: Int) -> [StyledLine] {
        var lines = heading(input, columns)
        lines += objectives(input.verdict.findings, columns)
        lines += latency(input.summary, columns)
        lines += failures(input.run.record.failures, columns)
        lines += audit(input, columns)
        lines.append(StyledLine())
        lines.append(label("report", "\(folder)/\(ReportFormat.html.fileName)"))
        return lines
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
        }
        return lines
    }

    private static func failures(_ failures: [FailureCount], _ columns: Int) -> [StyledLine] {
        guard !failures.isEmpty else { return [] }
        var lines = [StyledLine()]
        for failure in failures.sorted(by: FailureText.order).prefix(mostFailures) {
            let place = FailureText.place(failure)
            let words = wrapped(FailureText.words(failure), indent: 4 + StyledLine.width(of: place), columns: columns)
            var line = StyledLine("  \(place)", .accent)
            line.append("  " + (words.first?.text.drop { $0 == " " } ?? ""))
            lines.append(line)
            lines += words.dropFirst()
        }
        if failures.count > mostFailures {
            lines.append(StyledLine("  and \(failures.count - mostFailures) more kinds of failure", .quiet))
        }
        return lines
    }

    private static func audit(_ input: ReportInput, _ columns: Int) -> [StyledLine] {
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
                lines += words
            }
        }
        for problem in input.verdict.problems { lines.append(StyledLine("    ! \(problem)", .warning)) }
        for sentence in input.verdict.baselineSentences.prefix(4) {
            lines += wrapped(sentence, indent: 2, columns: columns)
        }
        return lines
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
