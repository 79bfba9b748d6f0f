/// Why requests of a shape cannot be sent, in words.
public struct ShapeFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The words.
    public let description: String

    /// A reason.
    public init(_ description: String) {
        self.description = description
    }
}
