import Groundwork

/// Why a run's folder could not be written or read.
public enum ArchiveError: Error, Sendable, Hashable {
    /// A file that must be there is not.
    case missing(path: String)
    /// The system refused to read; its reason in words.
    case unreadable(path: String, reason: String)
    /// The system refused to write; its reason in words. What was written before is still there.
    case unwritable(path: String, reason: String)
    /// Written by a newer version of the tool.
    case newer(path: String, schema: Int)
    /// A file whose content cannot be meant; what is wrong in words.
    case malformed(path: String, reason: String)

    /// One line for the person at the terminal.
    public var message: String {
        switch self {
        case .missing(let path): "there is no \(path)"
        case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
        case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
        case .newer(let path, let schema):
            "\(path) has schema \(schema), this version reads up to \(RunRecord.schemaVersion): use a newer zonda"
        case .malformed(let path, let reason): "\(path) cannot be used: \(reason)"
        }
    }
}

extension ArchiveError: CustomStringConvertible {
    /// ``message``.
    public var description: String { message }
}

extension ArchiveError {
    /// Says of which file an error about its JSON is.
    static func naming<Result>(
        _ path: String,
        _ body: () throws(CanonicalJSONError) -> Result
    ) throws(ArchiveError) -> Result {
        do {
            return try body()
        } catch {
            switch error {
            case .unwritable(let reason): throw .unwritable(path: path, reason: reason)
            case .malformed(let reason): throw .malformed(path: path, reason: reason)
            case .newer(let schema, _): throw .newer(path: path, schema: schema)
            }
        }
    }
}
