/// Why a request cannot be sent.
public enum RequestFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// A method that is not a token (RFC 9110 section 9.1).
    case method(String)
    /// A header name that is not a token (RFC 9110 section 5.1).
    case fieldName(String)
    /// A header that says where a message ends, which is written here: `Content-Length` or `Transfer-Encoding`.
    case framing(String)
    /// A line break or a zero byte in the value of a header, or in the host (RFC 9110 section 5.5).
    case fieldValue(UInt8)
    /// A blank or a control character in the path or query (RFC 9112 section 3.2).
    case target(UInt8)
    /// A path that does not begin with `/`.
    case path

    /// In words, for a failure message.
    public var description: String {
        switch self {
        case .method(let name): "the method '\(name)' holds a character that no method may have"
        case .fieldName(let name): "the header name '\(name)' holds a character that no header name may have"
        case .framing(let name): "the header \(name) is written by Zonda itself"
        case .fieldValue(let byte): "a header value holds \(Self.name(of: byte)), which no header value may have"
        case .target(let byte): "the path or query holds \(Self.name(of: byte)); write it as \(Self.encoded(byte))"
        case .path: "expected a path that begins with /"
        }
    }

    private static func name(of byte: UInt8) -> String {
        switch byte {
        case 0: "a zero byte"
        case .tab: "a tab"
        case .lineFeed, .carriageReturn: "a line break"
        case .space: "a blank"
        default: "the control character \(encoded(byte))"
        }
    }

    private static func encoded(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.count < 2 ? "0" : "") + digits
    }
}
