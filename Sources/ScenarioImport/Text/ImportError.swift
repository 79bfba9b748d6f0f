import JSON

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
    /// A text that is not JSON; `what` is what was expected, such as `a HAR file`.
    init(_ error: JSONError, in text: [UInt8], what: String) {
        self.init("this is not \(what): JSON line \(error.line(in: text)): \(error.reason)")
    }
}
