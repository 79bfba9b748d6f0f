/// Why no sizes are computed.
public enum SizingError: Error, Sendable, Hashable {
    /// The evidence does not allow it: a search without a confirmed answer, or one that the generator ended.
    case refused(String)
    /// What was asked makes no sense with these searches.
    case input(String)

    /// One line for the person at the terminal.
    public var message: String {
        switch self {
        case .refused(let message), .input(let message): message
        }
    }
}
