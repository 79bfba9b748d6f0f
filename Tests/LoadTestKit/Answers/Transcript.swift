public import HTTPExchange

/// Everything that `ResponseParser` says of an answer, with pieces of the same kind put together: what must not depend on
/// where the bytes are cut.
public struct Transcript: Equatable {
    /// The lines of all heads.
    public private(set) var lines: [UInt8] = []
    /// The body.
    public private(set) var body: [UInt8] = []
    /// The lines after the last chunk.
    public private(set) var trailers: [UInt8] = []
    /// Where in ``lines`` each head ends.
    public private(set) var heads: [Int] = []
    /// What the last head says.
    public private(set) var head = ResponseHead()
    /// Interim answers (1xx).
    public private(set) var interim = 0
    /// The connection may carry another request.
    public private(set) var keepsAlive = false
    /// Bytes after the answer.
    public private(set) var surplus = 0
    /// The answer is whole.
    public private(set) var isWhole = false
    /// Why it is not an answer.
    public private(set) var failure = ResponseFailure.Kind.none

    /// Reads pieces, each from memory of its own, and the end of the connection where there is one.
    public init(_ pieces: [[UInt8]], method: String, closes: Bool, maySwitch: Bool = false) {
        var parser = ResponseParser()
        defer { parser.free() }
        parser.begin(isHead: method == "HEAD", maySwitch: maySwitch)
        for piece in pieces where !piece.isEmpty {
            // A copy of just this length, so that reading past the end is seen by the address sanitizer.
            let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: piece.count, alignment: 1)
            memory.copyBytes(from: piece)
            var input = UnsafeRawBufferPointer(memory)
            read(&parser, &input)
            memory.deallocate()
        }
        if closes, !isWhole, failure == .none {
            switch parser.endOfInput() {
            case .end: end(parser)
            default: failure = parser.failure.kind
            }
        }
    }

    private mutating func end(_ parser: ResponseParser) {
        isWhole = true
        head = parser.head
        interim = parser.interim
        keepsAlive = parser.keepsAlive
    }

    private mutating func read(_ parser: inout ResponseParser, _ input: inout UnsafeRawBufferPointer) {
        guard failure == .none else { return }
        while true {
            if isWhole {
                surplus += input.count
                return
            }
            switch parser.next(&input) {
            case .more: return
            case .fields(let bytes): lines += bytes
            case .interim(let bytes), .head(let bytes):
                lines += bytes
                heads.append(lines.count)
            case .body(let bytes): body += bytes
            case .trailers(let bytes): trailers += bytes
            case .end: end(parser)
            case .failed:
                failure = parser.failure.kind
                return
            }
        }
    }
}
