import Testing

@testable import Reports

@Suite("Lines for a terminal")
struct StyledLineTests {
    @Test("Colour wraps words, not the blanks around them, and none is left open")
    func rendering() {
        var line = StyledLine("a ", .good)
        line.append("b", .normal)
        line.append("  ", .bad)
        #expect(line.rendered(TerminalStyle(isEnabled: true)) == "\u{1B}[32ma\u{1B}[0m b")
        #expect(line.rendered(.plain) == "a b")
    }

    @Test("A line is cut to the columns there are", arguments: 1...12)
    func cutting(columns: Int) {
        var line = StyledLine("reservas", .strong)
        line.append(" de turnos")
        let text = line.rendered(.plain, columns: columns)
        #expect(StyledLine.width(of: text) <= columns)
        #expect(text.hasSuffix("…") || columns == 9)
    }

    @Test("Wide characters take two columns, combining marks none")
    func widths() {
        #expect(StyledLine.width(of: "turno") == 5)
        #expect(StyledLine.width(of: "予約") == 4)
        #expect(StyledLine.width(of: "e\u{301}") == 1)
        #expect(StyledLine.cut("予約予約", to: 4) == "予…")
    }

    @Test("What could steer the terminal is taken out")
    func controls() {
        let line = StyledLine("a\u{1B}[2Jb\u{9B}c\u{202E}d\ne")
        #expect(line.rendered(.plain) == "a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}d\u{FFFD}e")
    }

    @Test("Columns are padded and cut")
    func columns() {
        var line = StyledLine()
        line.append("ab", columns: 4)
        line.append("12", columns: 4, right: true)
        line.append("abcdef", columns: 4)
        #expect(line.rendered(.plain) == "ab    12abc…")
        #expect(line.width == 12)
    }

    @Test("A light background is known by what the terminal says of itself")
    func lightBackground() {
        for value in ["0;15", "0;default;15", "0;7"] { #expect(TerminalStyle.isLight(colorFgBg: value)) }
        for value in ["15;0", "7;8", "", "x", "15;default"] { #expect(!TerminalStyle.isLight(colorFgBg: value)) }
        #expect(!TerminalStyle.isLight(colorFgBg: nil))
        let light = TerminalStyle(isEnabled: true, isLight: true)
        #expect(light.paint("a", .warning) == "\u{1B}[38;5;94ma\u{1B}[0m")
        #expect(TerminalStyle(isEnabled: true).paint("a", .warning) == "\u{1B}[33ma\u{1B}[0m")
        #expect(TerminalStyle(isEnabled: false, isLight: true).paint("a", .warning) == "a")
    }
}
