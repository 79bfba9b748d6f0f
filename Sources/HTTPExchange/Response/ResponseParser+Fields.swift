/// Header lines that say something about the message itself.
extension ResponseParser {
    /// Reads a header line with its line break; lines that mean nothing here cost one comparison of eight bytes.
    @inline(__always)
    mutating func takeField(_ line: UnsafeRawBufferPointer) -> ResponseFailure? {
        guard head.fields < ResponseLimits.fields else { return ResponseFailure(.tooManyFields) }
        if line.count > 8, let base = line.baseAddress {
            let word = UInt64(littleEndian: base.loadUnaligned(as: UInt64.self)) | 0x2020_2020_2020_2020
            switch word {
            case FieldName.content, FieldName.transfer, FieldName.connection, FieldName.setCookie, FieldName.location:
                if let failure = interpret(line) { return failure }
            default: break
            }
        }
        head.fields += 1
        return nil
    }

    @inline(never)
    private mutating func interpret(_ line: UnsafeRawBufferPointer) -> ResponseFailure? {
        var end = 0
        while end < line.count, line[end] != .colon { end += 1 }
        guard end < line.count else { return nil }
        let name = line.slice(0, end)
        let value = line.slice(end + 1, line.count).trimmed()
        switch name[0].lowercased {
        case UInt8(ascii: "c"):
            if name.isEqual(ignoringCase: "content-length") { return takeLength(value) }
            if name.isEqual(ignoringCase: "content-encoding") { takeCoding(value) }
            if name.isEqual(ignoringCase: "connection") { takeConnection(value) }
        case UInt8(ascii: "t"):
            if name.isEqual(ignoringCase: "transfer-encoding") { return takeTransfer(value) }
        case UInt8(ascii: "s"): if name.isEqual(ignoringCase: "set-cookie") { head.setsCookies = true }
        default: if name.isEqual(ignoringCase: "location") { head.hasLocation = true }
        }
        let isFraming =
            name.trimmed().isEqual(ignoringCase: "content-length")
            || name.trimmed().isEqual(ignoringCase: "transfer-encoding")
        if name[end - 1].isBlank, isFraming { return ResponseFailure(.blankBeforeColon, found: line) }
        return nil
    }

    /// A number, or a list of the same number (RFC 9110 section 8.6).
    private mutating func takeLength(_ value: UnsafeRawBufferPointer) -> ResponseFailure? {
        var length = head.contentLength
        var items = FieldItems(value)
        var count = 0
        while let item = items.next() {
            count += 1
            var number = 0
            guard item.count > 0 else { return ResponseFailure(.contentLength, found: value) }
            for byte in item {
                guard byte.isDigit else { return ResponseFailure(.contentLength, found: value) }
                let (tenfold, over) = number.multipliedReportingOverflow(by: 10)
                let (sum, above) = tenfold.addingReportingOverflow(Int(byte &- UInt8(ascii: "0")))
                if over || above { return ResponseFailure(.contentLengthTooLarge, found: value) }
                number = sum
            }
            if length >= 0, length != number {
                return ResponseFailure(.contentLengthsDiffer, number: length, found: item)
            }
            length = number
        }
        guard count > 0 else { return ResponseFailure(.contentLength, found: value) }
        head.contentLength = length
        return nil
    }

    /// Only chunked was offered (RFC 9112 section 7.4 says that it always is); `identity` was a coding in RFC 2616.
    private mutating func takeTransfer(_ value: UnsafeRawBufferPointer) -> ResponseFailure? {
        var items = FieldItems(value)
        var isChunked = head.isChunked
        while let item = items.next() {
            if item.count == 0 || item.isEqual(ignoringCase: "identity") { continue }
            guard item.isEqual(ignoringCase: "chunked") else { return ResponseFailure(.transferCoding, found: value) }
            if isChunked { return ResponseFailure(.chunkedTwice, found: value) }
            isChunked = true
        }
        head.isChunked = isChunked
        return nil
    }

    private mutating func takeConnection(_ value: UnsafeRawBufferPointer) {
        var items = FieldItems(value)
        while let item = items.next() {
            if item.isEqual(ignoringCase: "close") { head.saysClose = true }
            if item.isEqual(ignoringCase: "keep-alive") { head.saysKeepAlive = true }
        }
    }

    private mutating func takeCoding(_ value: UnsafeRawBufferPointer) {
        var items = FieldItems(value)
        while let item = items.next() {
            if item.count == 0 || item.isEqual(ignoringCase: "identity") { continue }
            guard head.coding == .identity else {
                head.coding = .other
                return
            }
            if item.isEqual(ignoringCase: "gzip") || item.isEqual(ignoringCase: "x-gzip") {
                head.coding = .gzip
            } else {
                head.coding = item.isEqual(ignoringCase: "deflate") ? .deflate : .other
            }
        }
    }
}

/// The first eight bytes of the names that are interpreted, in lower case.
enum FieldName {
    static let content = word("content-")
    static let transfer = word("transfer")
    static let connection = word("connecti")
    static let setCookie = word("set-cook")
    static let location = word("location")

    @inline(__always)
    private static func word(_ text: StaticString) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt64.self))
    }
}

/// The items of a comma-separated list without quotes (RFC 9110 section 5.6.1).
struct FieldItems {
    private let value: UnsafeRawBufferPointer
    private var at = 0

    init(_ value: UnsafeRawBufferPointer) {
        self.value = value
    }

    /// The next item without blanks around it; `nil` behind the last.
    mutating func next() -> UnsafeRawBufferPointer? {
        guard at <= value.count else { return nil }
        var end = at
        while end < value.count, value[end] != .comma { end += 1 }
        let item = value.slice(at, end).trimmed()
        at = end + 1
        return item
    }
}
