import Foundation
import Reports

/// The part of the terminal below the cursor that the panel is drawn on again and again.
struct PanelScreen {
    /// Widths of the lines drawn last, to find their beginning again after the terminal was resized.
    private var widths: [Int] = []
    private var hidden = false

    /// Draws a frame in the place of the last one.
    mutating func show(_ frame: LiveFrame, style: TerminalStyle) {
        let size = Console.size(of: STDERR_FILENO)
        // The last column stays free: some terminals wrap as soon as it is written.
        let columns = max(20, min(size.columns - 1, 120))
        let lines = LivePanel.lines(frame, columns: columns, rows: max(1, size.rows - 1))
        var output = hidden ? "" : "\u{1B}[?25l"
        hidden = true
        output += beginning(columns: size.columns)
        for line in lines { output += line.rendered(style, columns: columns) + "\n" }
        widths = lines.map { StyledLine.width(of: $0.rendered(.plain, columns: columns)) }
        Console.write(output, to: STDERR_FILENO)
    }

    /// Writes a line above the panel, where it stays.
    mutating func leaveLine(_ text: String) {
        let columns = Console.size(of: STDERR_FILENO).columns
        Console.write(beginning(columns: columns) + StyledLine.cleaned(text) + "\n", to: STDERR_FILENO)
        widths = []
    }

    /// Takes the panel away and shows the cursor again.
    mutating func clear() {
        let output = beginning(columns: Console.size(of: STDERR_FILENO).columns) + (hidden ? "\u{1B}[?25h" : "")
        widths = []
        hidden = false
        Console.write(output, to: STDERR_FILENO)
    }

    /// Moves to the first column of the first line drawn last and clears from there. A line wider than the terminal
    /// is by now has been wrapped by it and takes several rows.
    private func beginning(columns: Int) -> String {
        let rows = widths.reduce(0) { $0 + max(1, ($1 + columns - 1) / max(1, columns)) }
        return (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\r\u{1B}[J"
    }
}
