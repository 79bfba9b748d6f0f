/// Header lines that say something about the message itself.
extension ResponseParser {
    /// Reads a header line of `count` bytes with its line break; one that means nothing here costs a comparison of eight
    /// bytes. The caller has seen to it that there are not too many.
    /// - Returns: false where ``failure`` says why not.
    @inline(__always)
    mutating func takeField(_ line: UnsafeRawPointer, _ count: Int) -> Bool {
        if count > FieldName.shortest {
            let start = FieldName.start(line)
            if start == FieldName.content {
                guard takeContent(line, count) else { return false }
            } else if start == FieldName.connection {
                if FieldName.isConnection(line, count) { takeConnection(line, count) }
            } else if start == FieldName.setCookie {
                if FieldName.isSetCookie(line, count) { head.setsCookies = true }
            } else if start == FieldName.location {
                if FieldName.byte(line, 8) == .colon { head.hasLocation = true }
            } else if start == FieldName.transfer {
                guard takeTransfer(line, count) else { return false }
            }
        } else if count > 8, FieldName.start(line) == FieldName.location, FieldName.byte(line, 8) == .colon {
            head.hasLocation = true
        }
        head.fields += 1
        return true
    }

    /// `Content-Length` or `Content-Encoding`.
    @inline(__always)
    private mutating func takeContent(_ line: UnsafeRawPointer, _ count: Int) -> Bool {
        if FieldName.isLength(line, count) { return takeLength(line, count) }
        if FieldName.isCoding(line, count) { takeCoding(Self.value(line, 17, count)) }
        if count > 15, FieldName.byte(line, 14).isBlank { return noBlank(line, count, "content-length") }
        return true
    }

    /// What follows a name of `start` bytes with its colon, without blanks around it.
    private static func value(_ line: UnsafeRawPointer, _ start: Int, _ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: line + start, count: count - start).trimmed()
    }

    /// A number, or a list of the same number (RFC 9110 section 8.6).
    @inline(__always)
    private mutating func takeLength(_ line: UnsafeRawPointer, _ count: Int) -> Bool {
        var at = 15
        if FieldName.byte(line, at) == .space { at += 1 }
        // The usual case: one number of few digits, and the line's end. The line feed ends the loop at the latest.
        let first = at
        var number = 0
        while true {
            let digit = FieldName.byte(line, at) &- UInt8(ascii: "0")
            if digit > 9 { break }
            number = number &* 10 &+ Int(digit)
            at += 1
        }
        let isPlain = at > first && at - first < 18 && FieldName.byte(line, at) == .carriageReturn
        guard isPlain, at + 2 == count, head.contentLength < 0 else { return takeLengths(Self.value(line, 15, count)) }
        head.contentLength = number
        return true
    }

    @inline(never)
    private mutating func takeLengths(_ value: UnsafeRawBufferPointer) -> Bool {
        var length = head.contentLength
        var items = FieldItems(value)
        while let item = items.next() {
            var number = 0
            guard item.count > 0 else { return refuse(.contentLength, value) }
            for byte in item {
                guard byte.isDigit else { return refuse(.contentLength, value) }
                let (tenfold, over) = number.multipliedReportingOverflow(by: 10)
                let (sum, above) = tenfold.addingReportingOverflow(Int(byte &- UInt8(ascii: "0")))
                if over || above { return refuse(.contentLengthTooLarge, value) }
                number = sum
            }
            if length >= 0, length != number { return refuse(.contentLengthsDiffer, item, number: length) }
            length = number
        }
        head.contentLength = length
        return true
    }

    /// Only chunked was offered (RFC 9112 section 7.4 says that it always is); `identity` was a coding in RFC 2616.
    @inline(never)
    private mutating func takeTransfer(_ line: UnsafeRawPointer, _ count: Int) -> Bool {
        guard FieldName.isTransfer(line, count) else {
            return count > 18 && FieldName.byte(line, 17).isBlank ? noBlank(line, count, "transfer-encoding") : true
        }
        let value = Self.value(line, 18, count)
        var items = FieldItems(value)
        var isChunked = head.isChunked
        while let item = items.next() {
            if item.count == 0 || item.isEqual(ignoringCase: "identity") { continue }
            guard item.isEqual(ignoringCase: "chunked") else { return refuse(.transferCoding, value) }
            if isChunked { return refuse(.chunkedTwice, value) }
            isChunked = true
        }
        head.isChunked = isChunked
        return true
    }

    @inline(__always)
    private mutating func takeConnection(_ line: UnsafeRawPointer, _ count: Int) {
        // "Connection: keep-alive" and its line break, as most services write it.
        if count == 24, FieldName.word(line, 12) == FieldName.text("keep-ali"),
            FieldName.word(line, 14) == FieldName.text("ep-alive")
        {
            head.saysKeepAlive = true
        } else {
            takeOptions(Self.value(line, 11, count))
        }
    }

    @inline(never)
    private mutating func takeOptions(_ value: UnsafeRawBufferPointer) {
        var items = FieldItems(value)
        while let item = items.next() {
            if item.isEqual(ignoringCase: "close") { head.saysClose = true }
            if item.isEqual(ignoringCase: "keep-alive") { head.saysKeepAlive = true }
        }
    }

    @inline(never)
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

    /// Refuses a framing name with blanks before its colon: services and proxies differ in what it means.
    @inline(never)
    private mutating func noBlank(_ line: UnsafeRawPointer, _ count: Int, _ name: StaticString) -> Bool {
        let text = UnsafeRawBufferPointer(start: line, count: count)
        guard text.hasPrefix(ignoringCase: name) else { return true }
        let rest = text.slice(name.utf8CodeUnitCount, count).first { !$0.isBlank }
        return rest == .colon ? refuse(.blankBeforeColon, text) : true
    }

    /// Notes why the bytes are not an answer.
    @inline(never)
    mutating func refuse(
        _ kind: ResponseFailure.Kind,
        _ found: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0),
        number: Int = 0
    ) -> Bool {
        failure = ResponseFailure(kind, number: number, found: found)
        return false
    }
}
