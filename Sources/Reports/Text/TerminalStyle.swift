/// Colour and weight on a terminal, or nothing at all where they are unwanted.
///
/// Only the eight basic colours without brightness are used, which a terminal's theme keeps readable. Where the
/// background is known to be light they are replaced by darker ones of the 256: the basic yellow and cyan of many themes
/// can hardly be read there.
public struct TerminalStyle: Sendable, Hashable {
    /// Whether escape sequences are written.
    public let isEnabled: Bool

    /// Whether the background is known to be light.
    public let isLight: Bool

    /// A style that writes escape sequences, or none.
    public init(isEnabled: Bool, isLight: Bool = false) {
        self.isEnabled = isEnabled
        self.isLight = isLight
    }

    /// Whether `COLORFGBG` ("0;15", "0;default;15"), which some terminals set, names a light background: white, or a
    /// bright colour.
    public static func isLight(colorFgBg value: String?) -> Bool {
        guard let back = value?.split(separator: ";").last, let number = Int(back) else { return false }
        return number == 7 || (9...15).contains(number)
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
        let code = isLight ? Self.light(tone) : Self.basic(tone)
        return code.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    private static func basic(_ tone: Tone) -> String {
        switch tone {
        case .normal: ""
        case .strong: "1"
        case .quiet: "2"
        case .good: "32"
        case .warning: "33"
        case .bad: "31;1"
        case .accent: "36"
        }
    }

    /// Each at least 4.5 to 1 against white (WCAG 2.2, 1.4.3).
    private static func light(_ tone: Tone) -> String {
        switch tone {
        case .normal: ""
        case .strong: "1"
        case .quiet: "38;5;240"
        case .good: "38;5;22"
        case .warning: "38;5;94"
        case .bad: "38;5;124;1"
        case .accent: "38;5;25"
        }
    }
}
