/// What ``ResponseParser/next(_:)`` found. Pointers are valid until the next call of the parser and as long as the input is.
public enum ResponseEvent {
    /// All of the input was used; more must arrive.
    case more
    /// Whole lines of the head, the status line among them, as they arrived; the head goes on.
    case fields(UnsafeRawBufferPointer)
    /// The last lines of an interim answer's head (1xx): another head follows.
    case interim(UnsafeRawBufferPointer)
    /// The last lines of the head with its empty line; ``ResponseParser/head`` is whole.
    case head(UnsafeRawBufferPointer)
    /// Bytes of the body.
    case body(UnsafeRawBufferPointer)
    /// Lines after the last chunk, with the empty line that ends them.
    case trailers(UnsafeRawBufferPointer)
    /// The answer is whole. What is left of the input belongs to no answer, or after a 101 to the other protocol.
    case end
    /// The bytes are not an answer; ``ResponseParser/failure`` says why.
    case failed
}
