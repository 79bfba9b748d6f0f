/// A log that is read piece by piece.
public struct LogInput {
    /// Gives the next piece, empty at the end.
    let next: () throws(ImportError) -> [UInt8]

    /// A log; `next` gives its next piece, empty at the end.
    public init(next: @escaping () throws(ImportError) -> [UInt8]) {
        self.next = next
    }
}
