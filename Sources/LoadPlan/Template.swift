/// Text with places: literal bytes and expressions, rendered in place into a user's buffer.
public struct Template: Sendable, Hashable {
    /// One piece of a template.
    public enum Segment: Sendable, Hashable {
        /// Bytes as they are.
        case literal([UInt8])
        /// An expression's value, encoded for where it stands.
        case place(Expression, Encoding)
    }

    /// How a value is written for the context that it stands in.
    public enum Encoding: Sendable, Hashable {
        /// As it is.
        case raw
        /// Inside a JSON string: escaped as RFC 8259 section 7 says, without quotes.
        case jsonString
        /// A whole JSON value: text gets quotes and escapes, numbers and booleans stand bare, none becomes `null`.
        case jsonValue
        /// One segment of a URL's path or one part of its query: percent-encoded (RFC 3986).
        case url
        /// Inside a header: as it is, but a line break ends the value (RFC 9110 section 5.5), so none can be smuggled in.
        case header
    }

    /// The pieces in order.
    public var segments: [Segment]

    /// A template of these pieces.
    public init(segments: [Segment]) {
        self.segments = segments
    }

    /// A template that is the same text each time.
    public init(_ text: String) {
        segments = text.isEmpty ? [] : [.literal(Array(text.utf8))]
    }

    /// Its bytes where no piece depends on anything, otherwise `nil`.
    public var constant: [UInt8]? {
        var bytes: [UInt8] = []
        for segment in segments {
            guard case .literal(let literal) = segment else { return nil }
            bytes += literal
        }
        return bytes
    }
}
