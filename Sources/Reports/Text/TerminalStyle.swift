/// Colour and weight on a terminal, or nothing at all where they are unwanted.
///
/// Only the eight basic colours without brightness are used, which terminal themes keep readable on light and on dark.
public struct TerminalStyle: Sendable, Hashable {
    /// Whether escape sequences are written.
    public var isEnabled: Bool

    /// A style that writes escape sequences, or none.
    public init(isEnabled: Bool) {
        self.isEnabled = isEnabled
    }

    /// Without any escape sequence.
    public static let plain = TerminalStyle(isEnabled: false)

    /// What a piece of text means; the style decides how that looks.
    public enum Tone: Sendable, Hashable {
        /// Ordinary.
        case normal
        /// A heading or a key figure.
        case strong
        /// Secondary.
        case quiet
        /// As it should be.
        case good
        /// Undecided, or worth a look.
        case warning
        /// Not as it should be.
        case bad
        /// A bar or a curve.
        case accent
    }

    /// `text` as `tone` looks.
    public func paint(_ text: String, _ tone: Tone) -> String {
        guard isEnabled, !text.isEmpty else { return text }
        let code =
            switch tone {
            case .normal: ""
            case .strong: "1"
            case .quiet: "2"
            case .good: "32"
            case .warning: "33"
            case .bad: "31;1"
            case .accent: "36"
            }
        return code.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
