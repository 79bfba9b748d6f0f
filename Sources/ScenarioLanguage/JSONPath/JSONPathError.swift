/// Why a text is no JSONPath query.
struct JSONPathError: Error, Sendable {
    /// What is wrong.
    var title: String
    /// Where, in bytes of the text that was parsed.
    var range: TextRange
    /// What would be right.
    var label: String
    /// More about it.
    var help: String?
}

/// A text that is no JSONPath query (RFC 9535).
public struct MalformedJSONPath: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    public var message: String
    /// Where, in UTF-8 bytes from the beginning.
    public var offset: Int

    /// The message with its place.
    public var description: String { "\(message) (at byte \(offset))" }
}
