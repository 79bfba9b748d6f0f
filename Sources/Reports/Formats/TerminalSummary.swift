import Groundwork
import LoadMetrics
import SLOAnalysis

/// The last words of a run on a terminal: the verdict and its evidence on one screen.
public enum TerminalSummary {
    private static let mostFailures = 6

    /// How much is said.
    enum Detail: CaseIterable {
        /// All of it.
        case full
        /// Explanations in one line each.
        case brief
        /// One line for whatever is not the verdict.
        case terse
    }

    /// The lines; `folder` is where the reports are. Where they would be more than `rows`, the table of endpoints gives
    /// way first and then long explanations, which the report has: the whole is meant to be seen at one glance, with a
    /// row for the shell's next line.
    public static func lines(_ input: ReportInput, folder: String, columns: Int, rows: Int = 48) -> [StyledLine] {
        var result: [StyledLine] = []
        for detail in Detail.allCases {
            result = lines(input, folder, columns, rows, detail)
            if result.count < rows { break }
        }
        return result
    }

    private static func lines(
        _ input: ReportInput,
        _ folder: String,
        _ columns: Int,
        _ rows: Int,
        _ detail: Detail
    ) -> [StyledLine] {
        let findings = input.verdict.findings
        let record = input.run.record
        let before =
            heading(input, columns)
            + (detail == .full ? objectives(findings, columns) : briefObjectives(findings, columns))
        var after = network(input, columns, detail)
        after += failures(record.failures, columns, detail)
        after += detail == .terse ? eventsInOneLine(record, columns) : events(record, columns)
        if let resent = ResentText.words(record.audit) {
            after += wrapped("resent  " + resent, indent: 2, columns: columns, tone: .warning)
        }
        after += audit(input, columns, detail)
        if detail != .terse { after.append(StyledLine()) }
        after.append(label("report", "\(folder)/\(ReportFormat.html.fileName)"))
        if detail != .terse {
            let others = ReportFormat.allCases.filter { $0 != .html }.map(\.fileName) + ["run.json"]
            after.append(StyledLine("  beside it: \(others.joined(separator: ", "))", .quiet))
        }
        // One row is left for the shell.
        let room = rows - before.count - after.count - 1
        return before + latency(input, columns, room: room, detail) + after
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
                "  \(Noun.counted(Figures.count(total.count), "request")) in \(Figures.duration(input.measured)), "
                    + "\(Figures.rate(total.rate)), \(Noun.counted(Figures.count(total.errors), "error")) (\(Figures.percent(share))), "
                    + "\(Noun.counted(Figures.count(UInt64(max(0, record.audit.peakUsers))), "user")) at peak",
                .quiet
            )
        ]
    }

    private static func failures(_ failures: [FailureCount], _ columns: Int, _ detail: Detail) -> [StyledLine] {
        guard !failures.isEmpty else { return [] }
        var lines = detail == .terse ? [] : [StyledLine()]
        let most = detail == .full ? mostFailures : detail == .brief ? 3 : 2
        for failure in failures.sorted(by: FailureText.order).prefix(most) {
            let place = failure.place.fileAndLine
            let indent = 4 + StyledLine.width(of: place)
            let text = FailureText.words(failure)
            let words =
                detail == .full
                ? wrapped(text, indent: indent, columns: columns) : [cut(text, indent: indent, columns)]
            var line = StyledLine("  \(place)", .accent)
            line.append("  " + (words.first?.text.drop { $0 == " " } ?? ""))
            lines.append(line)
            lines += words.dropFirst()
        }
        if failures.count > most {
            lines.append(StyledLine("  and \(failures.count - most) more kinds of failure", .quiet))
        }
        return lines
    }

    private static func audit(_ input: ReportInput, _ columns: Int, _ detail: Detail) -> [StyledLine] {
        let audit = input.verdict.audit
        let notable = audit.filter { $0.outcome != .ok }
        var lines = detail == .terse ? [] : [StyledLine()]
        var line = StyledLine("  self-audit  ", .quiet)
        if notable.isEmpty {
            line.append("all \(audit.count) checks hold", .good)
        } else {
            line.append("\(audit.count - notable.count) of \(audit.count) checks hold", .warning)
            if detail == .terse {
                line.append("; not: " + notable.map(\.check).joined(separator: ", "))
            }
        }
        lines.append(line)
        // What makes the run INVALID is always explained.
        for finding in notable where detail != .terse || finding.outcome == .invalid {
            var line = StyledLine("    \(finding.outcome.mark) \(finding.check)", finding.outcome.tone)
            let words = wrapped(finding.words, indent: 8, columns: columns)
            if words.count == 1, line.width + words[0].width - 6 <= columns {
                line.append("  " + words[0].text.drop { $0 == " " })
                lines.append(line)
            } else {
                lines.append(line)
                lines += detail != .full && finding.outcome != .invalid ? [] : words
            }
        }
        for problem in input.verdict.problems { lines.append(StyledLine("    ! \(problem)", .warning)) }
        for sentence in input.verdict.baselineSentences.prefix(4) {
            if detail == .full { lines += wrapped(sentence, indent: 2, columns: columns) }
        }
        return lines
    }

    /// As many words as fit into one line behind an indent.
    static func cut(_ text: String, indent: Int, _ columns: Int) -> StyledLine {
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
