/// Names of header lines that are interpreted, recognised by eight bytes at a time. Letters are compared without their
/// case; the only other bytes that a word can be taken for are control characters, so a colon is compared by itself.
enum FieldName {
    /// A line is compared where it has at least this many bytes.
    static let shortest = 11

    @inline(__always)
    static func isLength(_ line: UnsafeRawPointer, _ count: Int) -> Bool {
        count > 15 && word(line, 7) == text("-length:") && byte(line, 14) == .colon
    }

    @inline(__always)
    static func isCoding(_ line: UnsafeRawPointer, _ count: Int) -> Bool {
        count > 17 && word(line, 8) == text("encoding") && byte(line, 16) == .colon
    }

    @inline(__always)
    static func isTransfer(_ line: UnsafeRawPointer, _ count: Int) -> Bool {
        count > 18 && word(line, 8) == text("-encodin") && word(line, 10) == text("ncoding:")
            && byte(line, 17) == .colon
    }

    @inline(__always)
    static func isConnection(_ line: UnsafeRawPointer, _ count: Int) -> Bool {
        word(line, 3) == text("nection:") && byte(line, 10) == .colon
    }

    @inline(__always)
    static func isSetCookie(_ line: UnsafeRawPointer, _ count: Int) -> Bool {
        word(line, 3) == text("-cookie:") && byte(line, 10) == .colon
    }

    /// The first eight bytes of a line, with letters in lower case.
    @inline(__always)
    static func start(_ line: UnsafeRawPointer) -> UInt64 { word(line, 0) }

    static var content: UInt64 { @inline(__always) get { text("content-") } }
    static var transfer: UInt64 { @inline(__always) get { text("transfer") } }
    static var connection: UInt64 { @inline(__always) get { text("connecti") } }
    static var setCookie: UInt64 { @inline(__always) get { text("set-cook") } }
    static var location: UInt64 { @inline(__always) get { text("location") } }

    @inline(__always)
    static func byte(_ line: UnsafeRawPointer, _ offset: Int) -> UInt8 {
        line.load(fromByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    static func word(_ line: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: line.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) | 0x2020_2020_2020_2020
    }

    /// Eight letters in lower case as a word; a constant once it is compiled.
    @inline(__always)
    static func text(_ text: StaticString) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt64.self)) | 0x2020_2020_2020_2020
    }
}
