/// A status line (RFC 9112 section 4).
enum StatusLine {
    /// What is wrong with a line, and the status and version of one with which nothing is.
    struct Reading {
        var fault = ResponseFailure.Kind.none
        var status = 0
        var isVersion11 = true
    }

    /// The status of a line that begins with `HTTP/1.1`, a blank, three digits and a blank; 0 for any other. There are at
    /// least 13 bytes.
    @inline(__always)
    static func usualStatus(_ line: UnsafeRawPointer) -> Int {
        let version: StaticString = "HTTP/1.1"
        guard line.loadUnaligned(as: UInt64.self) == UnsafeRawPointer(version.utf8Start).loadUnaligned(as: UInt64.self)
        else { return 0 }
        // " 200 " as a little-endian number of four bytes and one.
        let word = line.loadUnaligned(fromByteOffset: 8, as: UInt32.self).littleEndian
        let digits = (word >> 8) &- 0x30_3030
        let (a, b, c) = (digits & 0xFF, digits >> 8 & 0xFF, digits >> 16 & 0xFF)
        guard word & 0xFF == 0x20, line.load(fromByteOffset: 12, as: UInt8.self) == .space, a < 10, b < 10, c < 10
        else {
            return 0
        }
        return Int(a &* 100 &+ b &* 10 &+ c)
    }

    /// Reads a whole line with its line break.
    static func read(_ line: UnsafeRawBufferPointer) -> Reading {
        let mismatch = mismatch(line)
        guard mismatch == .none else { return Reading(fault: mismatch) }
        // "HTTP/1.1 200" and at least a line feed.
        guard line.count > 8, line[5] == UInt8(ascii: "1"), line[6] == UInt8(ascii: "."), line[7].isDigit else {
            return Reading(fault: .version)
        }
        var at = 8
        while at < line.count, line[at] == .space { at += 1 }
        guard at > 8, line.count > at + 3, line[at].isDigit, line[at + 1].isDigit, line[at + 2].isDigit,
            line[at + 3].isWhitespace, line[at] != UInt8(ascii: "0")
        else { return Reading(fault: .statusCode) }
        let digits = Int(line[at]) * 100 + Int(line[at + 1]) * 10 + Int(line[at + 2])
        return Reading(status: digits - 111 * Int(UInt8(ascii: "0")), isVersion11: line[7] != UInt8(ascii: "0"))
    }

    /// Why the first bytes of a line, whole or not, are not those of HTTP.
    static func mismatch(_ line: UnsafeRawBufferPointer) -> ResponseFailure.Kind {
        let name: StaticString = "HTTP/"
        for index in 0..<min(5, line.count) where line[index] != name.utf8Start[index] { return unlike(line) }
        return .none
    }

    private static func unlike(_ line: UnsafeRawBufferPointer) -> ResponseFailure.Kind {
        // A TLS record: alert or handshake of any version 3.x (RFC 8446 section 5.1).
        if line[0] == 0x15 || line[0] == 0x16, line.count < 2 || line[1] == 3 { return line.count < 2 ? .none : .isTLS }
        // An HTTP/2 frame begins with a length below 65,536 and its type: SETTINGS or GOAWAY (RFC 9113 section 4.1).
        if line[0] == 0 {
            if line.count < 4 { return .none }
            if line[3] == 4 || line[3] == 7 { return .isHTTP2 }
        }
        return .notHTTP
    }
}
