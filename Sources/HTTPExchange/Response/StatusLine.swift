/// A status line (RFC 9112 section 4).
struct StatusLine {
    private(set) var status = 0
    private(set) var isVersion11 = true
    private(set) var failure: ResponseFailure?

    /// Reads a whole line with its line break.
    init(_ line: UnsafeRawBufferPointer) {
        if let mismatch = Self.mismatch(line) {
            failure = mismatch
            return
        }
        // "HTTP/1.1 200" and at least a line feed.
        guard line.count > 8, line[5] == UInt8(ascii: "1"), line[6] == UInt8(ascii: "."), line[7].isDigit else {
            failure = ResponseFailure(.version, found: line)
            return
        }
        isVersion11 = line[7] != UInt8(ascii: "0")
        var at = 8
        while at < line.count, line[at] == .space { at += 1 }
        guard at > 8, line.count > at + 3, line[at].isDigit, line[at + 1].isDigit, line[at + 2].isDigit,
            line[at + 3].isWhitespace, line[at] != UInt8(ascii: "0")
        else {
            failure = ResponseFailure(.statusCode, found: line)
            return
        }
        status = Int(line[at]) * 100 + Int(line[at + 1]) * 10 + Int(line[at + 2]) - 111 * Int(UInt8(ascii: "0"))
    }

    /// Why the first bytes of a line, whole or not, are not those of HTTP.
    @inline(__always)
    static func mismatch(_ line: UnsafeRawBufferPointer) -> ResponseFailure? {
        let name: StaticString = "HTTP/"
        for index in 0..<min(5, line.count) where line[index] != name.utf8Start[index] { return unlike(line) }
        return nil
    }

    private static func unlike(_ line: UnsafeRawBufferPointer) -> ResponseFailure? {
        // A TLS record: alert or handshake of any version 3.x (RFC 8446 section 5.1).
        if line[0] == 0x15 || line[0] == 0x16, line.count < 2 || line[1] == 3 {
            return line.count < 2 ? nil : ResponseFailure(.isTLS)
        }
        // An HTTP/2 frame begins with a length below 65,536 and its type: SETTINGS or GOAWAY (RFC 9113 section 4.1).
        if line[0] == 0 {
            if line.count < 4 { return nil }
            if line[3] == 4 || line[3] == 7 { return ResponseFailure(.isHTTP2) }
        }
        return ResponseFailure(.notHTTP, found: line)
    }
}
