/// Why a value could not be written as JSON or read from it.
public enum CanonicalJSONError: Error, Sendable, Hashable {
    /// A part of the value has no form in JSON; which one, in words.
    case unwritable(reason: String)
    /// The bytes are not JSON, or not what was asked for; what is wrong, in words.
    case malformed(reason: String)
    /// Written by a newer version of the tool: its shape is `schema`, this version reads up to `readable`.
    case newer(schema: Int, readable: Int)

    /// What is wrong, to follow the file's name and a colon.
    public var message: String {
        switch self {
        case .unwritable(let reason), .malformed(let reason): reason
        case .newer(let schema, let readable):
            "it has schema \(schema), this version reads up to \(readable): use a newer zonda"
        }
    }
}

extension CanonicalJSONError: CustomStringConvertible {
    /// ``message``.
    public var description: String { message }
}
