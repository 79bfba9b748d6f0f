/// What arrives of one answer: bytes are counted always and kept only where something asks for them.
public struct ResponseSink {
    /// Keep the body.
    public var wantsBody = false
    /// Keep the header lines.
    public var wantsHeaders = false
    /// The body so far.
    public var body = ByteBuffer()
    /// Header lines with their line breaks; after a redirect those of every answer.
    public var headers = ByteBuffer()
    /// Body bytes received, kept or not.
    public var bodyBytes = 0
    /// The body was longer than ``limit`` and the rest was not kept.
    public var truncated = false

    /// Most body bytes kept of one answer.
    public static let limit = 16 << 20

    /// Nothing has arrived.
    public init() {}

    /// Adds body bytes.
    public mutating func receive(_ bytes: UnsafeRawBufferPointer) {
        bodyBytes += bytes.count
        // Once something is left out, nothing that follows may be taken for what was to be there.
        guard wantsBody, !truncated else { return }
        if body.count + bytes.count > Self.limit {
            truncated = true
        } else {
            body.append(bytes)
        }
    }

    /// Forgets the answer, keeps the memory unless it grew out of proportion.
    public mutating func clear() {
        clearBody()
        headers.clear()
    }

    /// Forgets the answer's body: a redirect is followed.
    public mutating func clearBody() {
        bodyBytes = 0
        truncated = false
        if body.capacity > 1 << 18 { body.free() } else { body.clear() }
    }
}
