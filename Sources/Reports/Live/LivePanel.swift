import Groundwork

/// Draws a ``LiveFrame``: a panel for a terminal, or one plain line for a log.
public enum LivePanel {
    /// The panel's lines, none wider than `columns`, none more than `rows`; from 40 columns on all is there.
    public static func lines(_ frame: LiveFrame, columns: Int, rows: Int = .max) -> [StyledLine] {
        let width = max(20, columns)
        var lines = [title(frame, width), progress(frame, width)]
        lines += figures(frame, width)
        lines.append(latency(frame, width))
        lines += curves(frame, width)
        // Objectives come first where there is little room, then what is wrong, then what is slow.
        var room = max(0, rows - lines.count - 1)
        let objectives = objectives(frame, width, room: room)
        room -= objectives.count
        let failures = failures(frame, width, room: min(room, 5))
        room -= failures.count
        lines += objectives + (room > 0 ? slowest(frame, width) : []) + failures
        if case .stopping = frame.stage {
            lines.append(StyledLine("Ctrl-C again ends at once, without a verdict", .quiet))
        } else {
            lines.append(StyledLine("Ctrl-C ends the run and judges what was measured", .quiet))
        }
        return Array(lines.prefix(max(1, rows)))
    }

    /// One line for a log, without any escape sequence.
    public static func plainLine(_ frame: LiveFrame) -> String {
        var parts = [
            "[\(Figures.wholeSeconds(frame.elapsed))/\(Figures.wholeSeconds(frame.duration))]", stageName(frame.stage),
        ]
        parts.append(level(frame))
        parts.append("\(Figures.number(frame.rate, 0)) requests/s")
        if let latency = frame.latency {
            parts.append(
                "p50 \(Figures.latency(latency.p50)) p95 \(Figures.latency(latency.p95)) "
                    + "p99 \(Figures.latency(latency.p99))"
            )
        }
        parts.append("errors \(Figures.count(frame.errors))")
        let missed = frame.objectives.filter { $0.standing == .missed }
        if !missed.isEmpty {
            parts.append("missed: " + missed.map { "\($0.text) (\($0.observed))" }.joined(separator: "; "))
        }
        return StyledLine.cleaned(parts.joined(separator: "  "))
    }

    private static func title(_ frame: LiveFrame, _ width: Int) -> StyledLine {
        var line = StyledLine()
        let target = StyledLine.cleaned(frame.target)
        let room = width - StyledLine.width(of: target) - 2
        line.append(StyledLine.cut(StyledLine.cleaned(frame.title), to: room >= 12 ? room : width), .strong)
        if room >= 12 {
            line.append("  ")
            line.append(target, .quiet)
        }
        return line
    }

    private static func progress(_ frame: LiveFrame, _ width: Int) -> StyledLine {
        let share = frame.duration == 0 ? 1 : min(1, Double(frame.elapsed) / Double(frame.duration))
        let name = stageName(frame.stage)
        let time: String
        switch frame.stage {
        case .warmup, .measuring:
            time =
                "\(Figures.wholeSeconds(min(frame.elapsed, frame.duration))) of \(Figures.wholeSeconds(frame.duration))"
                + "  \(Figures.wholeSeconds(frame.left)) left"
        case .draining, .stopping:
            time = "\(Figures.count(UInt64(max(0, frame.inFlight)))) answers awaited"
        }
        var line = StyledLine()
        line.append(name, columns: max(10, StyledLine.width(of: name)))
        line.append(" ")
        let bar = min(40, width - line.width - StyledLine.width(of: time) - 2)
        if bar >= 6 {
            let full = Int((Double(bar) * share).rounded())
            line.append(String(repeating: "█", count: full), .accent)
            line.append(String(repeating: "░", count: bar - full), .quiet)
            line.append("  ")
        }
        line.append(time)
        return line
    }

    private static func figures(_ frame: LiveFrame, _ width: Int) -> [StyledLine] {
        let share = frame.requests == 0 ? 0 : Double(frame.errors) / Double(frame.requests)
        let tone: TerminalStyle.Tone = frame.errors == 0 ? .normal : .warning
        let left = level(frame)
        let middle = "\(Figures.count(UInt64(max(0, frame.inFlight)))) in flight"
        let right = "\(Figures.number(frame.rate, 0)) requests/s"
        let errors =
            frame.errors == 0 ? "no errors" : "errors \(Figures.count(frame.errors)) (\(Figures.percent(share)))"
        var line = StyledLine(left)
        var lines: [StyledLine] = []
        for (text, tone) in [(middle, TerminalStyle.Tone.quiet), (right, .strong), (errors, tone)] {
            if line.width + 3 + StyledLine.width(of: text) > width {
                lines.append(line)
                line = StyledLine(text, tone)
            } else {
                line.append("   ")
                line.append(text, tone)
            }
        }
        return lines + [line]
    }

    private static func latency(_ frame: LiveFrame, _ width: Int) -> StyledLine {
        guard let latency = frame.latency else { return StyledLine("latency   no answer in the last second", .quiet) }
        var line = StyledLine("latency", .quiet)
        for (name, value) in [("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99)] {
            line.append("   \(name) ", .quiet)
            line.append(Figures.latency(value), .strong)
        }
        let note = "   in the last second"
        if line.width + note.count <= width { line.append(note, .quiet) }
        return line
    }

    private static func level(_ frame: LiveFrame) -> String {
        if frame.isOpen {
            return "arrivals \(Figures.number(frame.reached, 0))/s of \(Figures.number(frame.wanted, 0))/s"
        }
        return "users \(Figures.number(frame.reached, 0)) of \(Figures.number(frame.wanted, 0))"
    }

    private static func stageName(_ stage: LiveFrame.Stage) -> String {
        switch stage {
        case .warmup: "warm-up"
        case .measuring(let phase): phase.map { $0.isEmpty ? "measuring" : $0 } ?? "measuring"
        case .draining: "finishing"
        case .stopping: "stopping"
        }
    }
}
