/// Why accepted runs could not be read, or a run not be accepted.
public enum BaselineError: Error, Sendable, Hashable {
    /// A run that must not become a baseline; why, in words.
    case refused(String)
    /// It is not like those that are there; the differences in words.
    case unlike([String])
    /// Files that cannot be read or written; why, in words.
    case files(String)

    /// One line for the person at the terminal.
    public var message: String {
        switch self {
        case .refused(let reason): "the run is not accepted: \(reason)"
        case .unlike(let differences):
            "the run is not accepted, it differs from the accepted ones: \(differences.joined(separator: "; "))"
        case .files(let reason): reason
        }
    }
}

extension BaselineError: CustomStringConvertible {
    /// ``message``.
    public var description: String { message }
}
