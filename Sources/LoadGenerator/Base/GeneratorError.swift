/// Why a run could not be made, in words for the person who started it.
public enum GeneratorError: Error, Sendable {
    /// The target does not answer.
    case unreachable(String)
    /// What the scenario's setup asked for could not be done; nothing was measured.
    case setup(String)
    /// This machine cannot carry the plan; with the numbers.
    case limits(String)
    /// Results cannot be written.
    case journal(String)
    /// A fault of the tool.
    case internalError(String)

    /// One line.
    public var message: String {
        switch self {
        case .unreachable(let text), .setup(let text), .limits(let text), .journal(let text), .internalError(let text):
            text
        }
    }
}
