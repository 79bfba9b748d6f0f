/// One line for a terminal: pieces of text with a meaning, whose width is known before any escape sequence is added.
public struct StyledLine: Sendable, Hashable {
    /// A piece of one tone.
    public struct Piece: Sendable, Hashable {
        /// The text, without control characters.
        public var text: String
        /// What it means.
        public var tone: TerminalStyle.Tone
    }

    /// The pieces from left to right.
    public private(set) var pieces: [Piece] = []
    /// Columns that the line takes.
    public private(set) var width = 0

    /// The text of all pieces.
    public var text: String { pieces.map(\.text).joined() }

    /// An empty line.
    public init() {}

    /// A line of one piece.
    public init(_ text: String, _ tone: TerminalStyle.Tone = .normal) {
        append(text, tone)
    }

    /// Adds a piece at the right. Control characters, which could move the cursor or change the terminal, become
    /// U+FFFD: scenario titles and server messages come from outside.
    public mutating func append(_ text: String, _ tone: TerminalStyle.Tone = .normal) {
        let clean = Self.cleaned(text)
        pieces.append(Piece(text: clean, tone: tone))
        width += Self.width(of: clean)
    }

    /// Adds a piece padded to `columns`; text that is too long is cut.
    public mutating func append(
        _ text: String,
        _ tone: TerminalStyle.Tone = .normal,
        columns: Int,
        right: Bool = false
    ) {
        let cut = Self.cut(Self.cleaned(text), to: columns)
        let padding = String(repeating: " ", count: max(0, columns - Self.width(of: cut)))
        append(right ? padding + cut : cut + padding, tone)
    }

    /// Adds blanks up to column `column`, at least one.
    public mutating func advance(to column: Int) {
        append(String(repeating: " ", count: max(1, column - width)))
    }

    /// The line with escape sequences as `style` wants, without blanks at its end; where it is wider than `columns`
    /// it is cut and ends in `…`.
    public func rendered(_ style: TerminalStyle, columns: Int = .max) -> String {
        guard columns > 0 else { return "" }
        var result = ""
        var room = width > columns ? columns - 1 : columns
        var pending = ""
        for piece in pieces where room > 0 {
            let text = Self.prefix(piece.text, columns: room)
            // A wide character that does not fit leaves its first column empty.
            room = text.count < piece.text.count ? 0 : room - Self.width(of: text)
            let end = text.lastIndex { $0 != " " }.map(text.index(after:)) ?? text.startIndex
            if end > text.startIndex {
                result += pending + style.paint(String(text[..<end]), piece.tone)
                pending = ""
            }
            pending += text[end...]
        }
        return width > columns ? result + pending + "…" : result
    }

    /// Columns that `text` takes: two for East Asian wide characters and emoji, none for marks that combine.
    public static func width(of text: String) -> Int {
        text.reduce(0) { sum, character in
            guard let scalar = character.unicodeScalars.first else { return sum }
            return sum + (isWide(scalar) ? 2 : 1)
        }
    }

    /// `text` cut to `columns`, with `…` as its last column where something is missing.
    public static func cut(_ text: String, to columns: Int) -> String {
        guard columns > 0 else { return "" }
        return width(of: text) > columns ? prefix(text, columns: columns - 1) + "…" : text
    }

    /// As many characters of `text` as fit.
    private static func prefix(_ text: String, columns: Int) -> String {
        var used = 0
        let end = text.firstIndex { character in
            used += width(of: String(character))
            return used > columns
        }
        return String(text[..<(end ?? text.endIndex)])
    }

    /// `text` with every control character replaced.
    public static func cleaned(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(isControl(scalar) ? "\u{FFFD}" : scalar) }
        return String(result)
    }

    // C0, C1, and the marks that turn the direction of text around (which can hide what a line really says).
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
