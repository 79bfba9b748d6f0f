/// Writes diagnostics for people: title, place, the line with a caret under it, and what would be right. Every message
/// of the language is printed by this one type.
public struct DiagnosticRenderer: Sendable {
    /// The texts that diagnostics point into; one whose file is missing is written without its line.
    public var sources: [SourceFile]
    /// Whether to colour with ANSI escapes.
    public var color: Bool
    /// Terminal width in cells; longer lines are cut around the caret.
    public var width: Int

    /// A renderer over these texts.
    public init(sources: [SourceFile], color: Bool = false, width: Int = 100) {
        self.sources = sources
        self.color = color
        self.width = max(40, width)
    }

    /// One diagnostic, several lines, without a line break at the end.
    public func render(_ diagnostic: Diagnostic) -> String {
        let span = diagnostic.span
        let tint = Style.of(diagnostic.severity)
        var lines = [
            paint("\(diagnostic.severity.rawValue)", tint) + paint(": \(Self.printable(diagnostic.title))", .bold)
        ]
        let number = String(span.line)
        let gutter = String(repeating: " ", count: number.count)
        lines.append("\(gutter)\(paint("-->", .blue)) \(Self.printable(span.file)):\(span.line):\(span.column)")
        let bar = paint("|", .blue)
        if let source = sources.first(where: { $0.path == span.file }), span.line <= source.lineCount {
            let excerpt = excerpt(source.line(span.line), span, room: width - number.count - 4)
            lines.append("\(gutter) \(bar)")
            lines.append("\(paint(number, .blue)) \(bar) \(excerpt.text)")
            let padding = String(repeating: " ", count: excerpt.indent)
            let caret = paint(String(repeating: "^", count: excerpt.carets), tint)
            let label = Self.printable(diagnostic.label)
            let used = number.count + 3 + excerpt.indent + excerpt.carets + 1
            if used + DisplayWidth.of(label) > width, DisplayWidth.of(label) > 0, excerpt.indent > 20 {
                // The label would run past the edge: it goes on lines of its own.
                lines.append("\(gutter) \(bar) \(padding)\(caret)")
                for line in wrap(label, to: width - number.count - 3) {
                    lines.append("\(gutter) \(bar) \(paint(line, tint))")
                }
            } else {
                lines.append("\(gutter) \(bar) \(padding)\(caret)" + (label.isEmpty ? "" : " " + paint(label, tint)))
            }
        } else if !diagnostic.label.isEmpty {
            lines.append("\(gutter) \(bar) \(Self.printable(diagnostic.label))")
        }
        if let help = diagnostic.help {
            for (index, line) in wrap(Self.printable(help), to: width - number.count - 9).enumerated() {
                lines.append("\(gutter) " + (index == 0 ? "\(paint("=", .blue)) help: " : "        ") + line)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Several, with an empty line between them.
    public func render(_ diagnostics: some Sequence<Diagnostic>) -> String {
        diagnostics.map { render($0) }.joined(separator: "\n\n")
    }

    // MARK: The line and its caret

    private func excerpt(_ line: String, _ span: Span, room: Int) -> (text: String, indent: Int, carets: Int) {
        let characters =
            line.utf8.count > SourceFile.longLine ? line.utf8.map { Character(UnicodeScalar($0)) } : Array(line)
        let start = min(max(0, span.column - 1), characters.count)
        let end = min(start + max(1, span.length), max(characters.count, start + 1))
        var first = 0
        var last = characters.count
        if DisplayWidth.of(Self.expanded(characters)) > room {
            first = max(0, start - room / 3)
            last = min(characters.count, first + room - 2)
        }
        let before = Self.expanded(characters[first..<start])
        let marked = Self.expanded(characters[start..<min(end, last)])
        let after = Self.expanded(characters[min(end, last)..<last])
        let ellipsis = first > 0 ? "…" : ""
        let text = ellipsis + before + marked + after + (last < characters.count ? "…" : "")
        let indent = ellipsis.count + DisplayWidth.of(before)
        return (text, indent, max(1, DisplayWidth.of(marked)))
    }

    private static func expanded(_ characters: some Sequence<Character>) -> String {
        var text = ""
        for character in characters {
            if character == "\t" { text += "    " } else { text += printable(String(character)) }
        }
        return text
    }

    /// Control characters, which could move the cursor or forge colours, become visible.
    private static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) else {
            return text
        }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? "�" : $0 }
            )
        )
    }

    private func wrap(_ text: String, to room: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(word) > room {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty ? lines : lines + [line]
    }

    // MARK: Colour

    private enum Style: String {
        case red = "\u{1B}[1;31m"
        case yellow = "\u{1B}[1;33m"
        case cyan = "\u{1B}[1;36m"
        case blue = "\u{1B}[34m"
        case bold = "\u{1B}[1m"

        static func of(_ severity: Diagnostic.Severity) -> Style {
            switch severity {
            case .error: .red
            case .warning: .yellow
            case .note: .cyan
            }
        }
    }

    private func paint(_ text: String, _ style: Style) -> String {
        color && !text.isEmpty ? style.rawValue + text + "\u{1B}[0m" : text
    }
}
