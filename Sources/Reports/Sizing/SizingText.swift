import Groundwork
public import SLOAnalysis

/// A sizing on a terminal.
public enum SizingText {
    /// Columns of a number's name.
    private static let labels = 40

    /// Numbers, each with its reason, then what is not known.
    public static func lines(_ sizing: Sizing, columns: Int) -> [StyledLine] {
        var lines = [StyledLine()]
        for text in SizingFigureText.sizes(sizing) {
            lines += TerminalSummary.wrapped(StyledLine.cleaned(text), indent: 2, columns: columns, tone: .normal)
        }
        lines.append(StyledLine())
        for figure in sizing.figures {
            var line = StyledLine("  ")
            line.append(SizingFigureText.label(figure.name), columns: labels)
            line.append(SizingFigureText.value(figure), .strong)
            lines.append(line)
            lines += TerminalSummary.wrapped(StyledLine.cleaned(figure.why), indent: 6, columns: columns)
        }
        for (title, notes, tone) in [
            ("not known:", sizing.missing, TerminalStyle.Tone.quiet), ("beware:", sizing.warnings, .warning),
        ] where !notes.isEmpty {
            lines += [StyledLine(), StyledLine("  \(title)", tone)]
            for note in notes {
                lines += TerminalSummary.wrapped(StyledLine.cleaned(note), indent: 4, columns: columns, tone: tone)
            }
        }
        return lines
    }
}
