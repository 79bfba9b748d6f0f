import SLOAnalysis

extension TerminalSummary {
    /// Each objective with its figures, and why it is not met and what would decide it.
    static func objectives(_ findings: [Finding], _ columns: Int) -> [StyledLine] {
        guard !findings.isEmpty else { return [] }
        let texts = findings.map { FindingText($0) }
        let widest = { (text: (FindingText) -> String) in texts.map { StyledLine.width(of: text($0)) }.max() ?? 0 }
        let observed = widest { $0.observed }
        let interval = widest { $0.interval ?? "" }
        let target = widest { $0.target }
        let samples = widest { $0.samples }
        // On a narrow terminal the figures stand below the objective.
        let figures = 1 + observed + 1 + interval + 9 + target + 4 + samples
        let worth = widest { $0.worth }
        let isWide = columns - 17 - figures >= 24
        // What the samples are worth stands there where no objective's words are cut for it.
        let words = findings.map { StyledLine.width(of: $0.text) }.max() ?? 0
        let showsWorth = worth > 0 && columns - 17 - figures - worth >= (isWide ? min(44, words) : 0)
        let name = min(44, columns - 17 - figures - (showsWorth ? worth : 0))
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
            if showsWorth { line.append(text.worth, .quiet) }
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
    static func briefObjectives(_ findings: [Finding], _ columns: Int) -> [StyledLine] {
        let texts = findings.map { FindingText($0) }
        let observed = texts.map { StyledLine.width(of: $0.observed) }.max() ?? 0
        let target = texts.map { StyledLine.width(of: $0.target) }.max() ?? 0
        let widest = texts.map { StyledLine.width(of: $0.interval ?? "") }.max() ?? 0
        // The interval is the evidence; the target stands in the objective's own words too.
        let room = columns - 17 - 1 - observed
        let interval = widest > 0 && room - widest - 1 >= 24 ? widest + 1 : 0
        let showsTarget = room - interval - 9 - target >= 26
        let name = min(48, max(12, room - interval - (showsTarget ? 9 + target : 0)))
        var lines = [StyledLine()]
        for (finding, text) in zip(findings, texts) {
            var line = StyledLine("  ")
            line.append("\(finding.outcome.mark) \(finding.outcome.word)", finding.outcome.tone, columns: 14)
            line.append(" ")
            line.append(finding.text, .strong, columns: name)
            line.append(" ")
            line.append(text.observed, finding.outcome.tone, columns: observed, right: true)
            if interval > 0 { line.append(" " + (text.interval ?? ""), .quiet, columns: interval) }
            if showsTarget {
                line.append("  target ", .quiet)
                line.append(text.target, columns: target, right: true)
            }
            lines.append(line)
            if finding.outcome == .fail || finding.outcome == .invalid {
                lines.append(cut(finding.reason, indent: 19, columns))
            }
        }
        return findings.isEmpty ? [] : lines
    }
}
