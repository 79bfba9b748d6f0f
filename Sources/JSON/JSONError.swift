/// Why bytes were not read as JSON (RFC 8259), and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Sendable, Hashable {
        /// The text ends where more is needed.
        case unexpectedEnd
        /// Something else where a value must begin.
        case expectedValue
        /// Something else where a member's name must begin.
        case expectedName
        /// Something else where the colon after a name belongs.
        case expectedColon
        /// Something else after an element or member.
        case expectedComma
        /// More text after the value.
        case unexpectedText
        /// A number that the grammar does not have, such as `01`, `1.` or `NaN` after a sign.
        case malformedNumber
        /// A word that is not `true`, `false` or `null`.
        case malformedLiteral
        /// A string without its closing quote.
        case unterminatedString
        /// A control character in a string that is not written as an escape.
        case controlCharacter
        /// A backslash before something that is not an escape.
        case invalidEscape
        /// Bytes that are not well-formed UTF-8.
        case invalidUTF8
        /// Arrays and objects nested deeper than ``JSONError/depthLimit``.
        case tooDeep
        /// More than 2 GiB.
        case tooLong
    }

    /// How deep arrays and objects may nest; RFC 8259 section 9 lets a reader set a limit.
    public static let depthLimit = 512

    /// What is wrong.
    public var problem: Problem
    /// The first byte that cannot be where it is, counted from 0; the length of a text that ends too early.
    public var offset: Int

    /// A problem at a byte of the text.
    public init(_ problem: Problem, at offset: Int) {
        self.problem = problem
        self.offset = offset
    }

    /// What is wrong, in a few words without the place.
    public var reason: String {
        switch problem {
        case .unexpectedEnd: "unexpected end of the text"
        case .expectedValue: "expected a value"
        case .expectedName: "expected a name in double quotes"
        case .expectedColon: "expected a colon"
        case .expectedComma: "expected a comma or a closing bracket"
        case .unexpectedText: "unexpected text after the value"
        case .malformedNumber: "malformed number"
        case .malformedLiteral: "expected true, false or null"
        case .unterminatedString: "unterminated string"
        case .controlCharacter: "unescaped control character in a string"
        case .invalidEscape: "invalid escape in a string"
        case .invalidUTF8: "invalid UTF-8"
        case .tooDeep: "nested deeper than \(Self.depthLimit) levels"
        case .tooLong: "longer than 2 GiB"
        }
    }

    /// The reason with its place.
    public var description: String { "\(reason) at byte \(offset)" }
}
