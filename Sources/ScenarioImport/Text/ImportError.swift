/// An input is not what it is said to be; nothing can be made of it.
public struct ImportError: Error, Equatable, Sendable {
    /// What is wrong, with the place where there is one.
    public var message: String

    /// A message.
    public init(_ message: String) {
        self.message = message
    }
}

extension ImportError {
    /// JSON that goes wrong; `what` is what was expected, such as `a HAR file`.
    init(_ failure: JSONFailure, what: String) {
        self.init("this is not \(what): JSON line \(failure.line): \(failure.reason)")
    }
}
