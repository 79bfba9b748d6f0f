public import Groundwork

/// What arrives of one answer: bytes are counted always and kept only where something asks for them.
public struct ResponseSink {
    /// Keep the body.
    public var wantsBody = false
    /// Keep the header lines.
    public var wantsHeaders = false
    /// The body so far.
    public var body = GrowingBytes()
    /// Header lines with their line breaks; after a redirect those of every answer.
    public var headers = GrowingBytes()
    /// Body bytes received, kept or not.
    public var bodyBytes = 0
    /// The body was longer than ``limit`` and the rest was not kept.
    public var truncated = false
    /// The header lines that come are those of an interim answer.
    private var isInterim = false

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

    /// Adds a header line. One that goes on with the line before is part of its value, with blanks in the place of the line
    /// break (RFC 9112 section 5.2). Those of interim answers (1xx) are not kept.
    mutating func receive(header line: UnsafeRawBufferPointer) {
        if line.starts(with: "HTTP/".utf8) { isInterim = Self.isInterim(line) }
        guard !isInterim else { return }
        if let first = line.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t"), let base = headers.base {
            var end = headers.count
            while end > 0, base[end - 1] == UInt8(ascii: "\n") || base[end - 1] == UInt8(ascii: "\r") {
                end -= 1
                base[end] = UInt8(ascii: " ")
            }
        }
        headers.append(line)
    }

    /// Whether a status line, in which a status follows the first blank (RFC 9112 section 4), is that of an interim answer.
    private static func isInterim(_ line: UnsafeRawBufferPointer) -> Bool {
        line.firstIndex(of: UInt8(ascii: " ")).map { $0 + 1 < line.count && line[$0 + 1] == UInt8(ascii: "1") } ?? false
    }

    /// Forgets the answer, keeps the memory unless it grew out of proportion.
    public mutating func clear() {
        clearBody()
        headers.clear()
    }

    /// Forgets the answer's body: a redirect is followed.
    public mutating func clearBody() {
        isInterim = false
        bodyBytes = 0
        truncated = false
        if body.capacity > 1 << 18 { body.free() } else { body.clear() }
    }
}
