import SLOAnalysis

/// Points in a frame of characters, for a terminal or a code block.
struct TextPlot {
    /// A point: x from 0 (left) to 1 (right).
    struct Point {
        var x: Double
        var y: Double
        var tone: TerminalStyle.Tone = .accent
        var mark: Character = "•"
    }

    /// What is drawn; later points cover earlier ones.
    var points: [Point]
    /// A value of y that a line is drawn at: no change.
    var base: Double?
    /// Lines from top to bottom, by x.
    var bars: [Double] = []
    /// Words below the frame, by x.
    var labels: [(x: Double, text: String)] = []
    /// A value of y as text.
    var format: (Double) -> String
    /// Rows and columns of the frame, its axis not counted.
    var rows = 9
    var columns = 60

    /// The lines from top to bottom; none without points.
    func lines(indent: Int = 2) -> [StyledLine] {
        let drawn = points.filter { $0.x.isFinite && $0.y.isFinite }
        let values = drawn.map(\.y) + (base.map { [$0] } ?? [])
        guard !drawn.isEmpty, let low = values.min(), let high = values.max(), rows > 1, columns > 1 else { return [] }
        let ticks = Self.ticks(low, high, rows: rows)
        guard let bottom = ticks.first, let top = ticks.last, top > bottom else { return [] }
        func row(_ y: Double) -> Int { Int(((top - y) / (top - bottom) * Double(rows - 1)).rounded()) }
        func column(_ x: Double) -> Int { Int((min(max(x, 0), 1) * Double(columns - 1)).rounded()) }
        var cells = [[(Character, TerminalStyle.Tone)]](
            repeating: [(Character, TerminalStyle.Tone)](repeating: (" ", .normal), count: columns),
            count: rows
        )
        if let base { for x in 0..<columns { cells[row(base)][x] = ("─", .quiet) } }
        for bar in bars { for y in 0..<rows { cells[y][column(bar)] = ("┊", .quiet) } }
        for point in drawn { cells[min(max(row(point.y), 0), rows - 1)][column(point.x)] = (point.mark, point.tone) }
        let names = Dictionary(ticks.map { (row($0), format($0)) }, uniquingKeysWith: { first, _ in first })
        let margin = names.values.map { StyledLine.width(of: $0) }.max() ?? 0
        var lines = cells.enumerated().map { number, cells in
            var line = StyledLine(String(repeating: " ", count: indent))
            line.append(names[number] ?? "", .quiet, columns: margin, right: true)
            line.append(names[number] == nil ? " │" : " ┤", .quiet)
            var text = ""
            var tone = TerminalStyle.Tone.normal
            for (character, next) in cells {
                if next != tone, !text.isEmpty {
                    line.append(text, tone)
                    text = ""
                }
                tone = next
                text.append(character)
            }
            line.append(text, tone)
            return line
        }
        if !labels.isEmpty { lines.append(axis(indent + margin + 2)) }
        return lines
    }

    private func axis(_ margin: Int) -> StyledLine {
        var line = StyledLine(String(repeating: " ", count: margin))
        for label in labels {
            let width = StyledLine.width(of: label.text)
            let middle = margin + Int((label.x * Double(columns - 1)).rounded())
            let start = max(line.width, min(middle - width / 2, margin + columns - width))
            if start > line.width { line.append(String(repeating: " ", count: start - line.width)) }
            line.append(label.text, .quiet)
        }
        return line
    }

    /// Round values around a range, at most as many as every second row has.
    private static func ticks(_ low: Double, _ high: Double, rows: Int) -> [Double] {
        let span = high > low ? high - low : max(abs(high), 1) * 0.1
        var step = Scale.niceStep(span / Double(max(1, rows / 2)))
        for _ in 0..<8 {
            let first = (low / step).rounded(.down)
            let last = max((high / step).rounded(.up), first + 1)
            if last - first <= Double(max(1, (rows - 1) / 2)) {
                return stride(from: first, through: last, by: 1).map { $0 * step }
            }
            step = Scale.niceStep(step * 1.5)
        }
        return [low, low + span]
    }
}
