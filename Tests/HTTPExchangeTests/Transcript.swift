import HTTPExchange

/// Everything that a parser says of an answer, with pieces of the same kind put together: what must not depend on where
/// the bytes are cut.
struct Transcript: Equatable {
    var lines: [UInt8] = []
    var body: [UInt8] = []
    var trailers: [UInt8] = []
    var heads: [Int] = []
    var head = ResponseHead()
    var interim = 0
    var keepsAlive = false
    var surplus = 0
    var isWhole = false
    var failure = ResponseFailure.Kind.none

    /// Reads pieces, each from memory of its own, and the end of the connection where there is one.
    init(_ pieces: [[UInt8]], method: String, closes: Bool, maySwitch: Bool = false) {
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
