import Groundwork

/// Lines of the head and of the trailers, as long as they arrive whole.
extension ResponseParser {
    /// Reads lines until the head ends or the input does.
    mutating func readLines(_ input: inout UnsafeRawBufferPointer) -> ResponseEvent {
        if carried.count > 0 { return readCarried(&input) }
        guard let base = input.baseAddress, input.count > 0 else { return .more }
        let count = input.count
        var line = 0
        if state == .statusLine {
            line = readUsualStatusLine(base, count)
            if line == 0 {
                if let event = readStatusLine(&input, &line) { return event }
                if line == count { return handOver(&input, line) }
            }
        }
        if state == .fields {
            line = readFields(base, count, from: line)
            if count &- line >= 2, input[line] == .carriageReturn, input[line &+ 1] == .lineFeed, room >= 2 {
                let piece = input.slice(0, line &+ 2)
                input = input.slice(line &+ 2, count)
                return endHead(piece)
            }
        }
        // Lines up to here are whole and read. What stopped the usual way is looked at again, and named.
        while line < count {
            // A line goes on where the next begins with a blank, unless it is the empty one.
            var end = line
            var isEmpty = false
            repeat {
                if end > line { head.isFolded = true }
                let place = LineScan.stop(base, from: end, count)
                if place == LineScan.open { return keep(&input, from: line) }
                guard input[place] == .lineFeed else { return stop(&input, from: line, at: place) }
                end = place + 1
                isEmpty = end - line <= 2 && (end - line == 1 || input[line] == .carriageReturn)
                if isEmpty { break }
                if end == count { return keep(&input, from: line) }
            } while input[end].isBlank
            let length = end - line
            guard length <= room, isEmpty || take(base + line, length) else {
                if line > 0 { return handOver(&input, line) }
                return length <= room ? fail() : failTooLong(input.slice(line, end))
            }
            headBytes += length
            line = end
            if isEmpty {
                let piece = input.slice(0, line)
                input = input.slice(line, count)
                return endHead(piece)
            }
        }
        return handOver(&input, line)
    }

    /// The usual way through header lines: whole ones that end as they should, are not folded and within the limits.
    /// - Returns: the offset of the first line that is not one of those; neither is the empty line.
    @inline(__always)
    private mutating func readFields(_ base: UnsafeRawPointer, _ count: Int, from start: Int) -> Int {
        // No line has fewer than three bytes: one of these has not too many of them.
        guard count <= ResponseLimits.line, count &- start <= ResponseLimits.head &- headBytes,
            count &- start <= (ResponseLimits.fields &- head.fields) &* 3
        else { return start }
        var line = start
        var isLast = line < count && base.load(fromByteOffset: line, as: UInt8.self) <= .space
        while !isLast {
            let place = LineScan.low(base, from: line, count)
            // The line break and a byte of the next line.
            guard place < count &- 2, base.loadUnaligned(fromByteOffset: place, as: UInt16.self).littleEndian == 0x0A0D
            else { break }
            let end = place &+ 2
            let next = base.load(fromByteOffset: end, as: UInt8.self)
            isLast = next <= .space
            if isLast, next.isBlank { break }
            guard takeField(base + line, end &- line) else { break }
            line = end
        }
        headBytes &+= line &- start
        return line
    }

    /// Bytes that a line may have: its own limit, or what the head has left.
    @inline(__always)
    var room: Int { min(ResponseLimits.line, ResponseLimits.head - headBytes) }

    /// The usual status line, `HTTP/1.1 200 OK`, with its line break and something after it.
    /// - Returns: where it ends; 0 for any other.
    @inline(__always)
    private mutating func readUsualStatusLine(_ base: UnsafeRawPointer, _ count: Int) -> Int {
        guard count > 40, interim <= ResponseLimits.interim else { return 0 }
        let status = StatusLine.usualStatus(base)
        let place = LineScan.low(base, from: 12, 38)
        guard status >= 200, base.loadUnaligned(fromByteOffset: place, as: UInt16.self).littleEndian == 0x0A0D else {
            return 0
        }
        hasBegun = true
        head.status = status
        state = .fields
        headBytes = place &+ 2
        return place &+ 2
    }

    /// Reads a status line where it is; `line` is then where the next begins.
    /// - Returns: what ends the reading.
    @inline(never)
    private mutating func readStatusLine(_ input: inout UnsafeRawBufferPointer, _ line: inout Int) -> ResponseEvent? {
        if interim > ResponseLimits.interim {
            _ = refuse(.tooManyInterim)
            return fail()
        }
        hasBegun = true
        if input[0] == 0 { return readFrame(&input) }
        let place = LineScan.stop(in: input, from: 0)
        if place == LineScan.open { return keep(&input, from: 0) }
        guard input[place] == .lineFeed else { return stop(&input, from: 0, at: place) }
        let text = input.slice(0, place + 1)
        if text.count > room { return failTooLong(text) }
        if !takeStatus(text) { return fail() }
        headBytes += text.count
        line = text.count
        return nil
    }

    /// Hands over the whole lines at the input's beginning.
    func handOver(_ input: inout UnsafeRawBufferPointer, _ end: Int) -> ResponseEvent {
        let piece = input.slice(0, end)
        input = input.slice(end, input.count)
        return state == .trailers ? .trailers(piece) : .fields(piece)
    }

    /// Reads a whole line with its line break, which is not empty.
    @inline(__always)
    mutating func take(_ line: UnsafeRawPointer, _ count: Int) -> Bool {
        if state == .fields {
            return head.fields < ResponseLimits.fields ? takeField(line, count) : refuse(.tooManyFields)
        }
        guard head.trailers < ResponseLimits.fields else { return refuse(.tooManyTrailers) }
        head.trailers += 1
        return true
    }

    /// Reads a whole status line.
    @inline(__always)
    mutating func takeStatus(_ text: UnsafeRawBufferPointer) -> Bool {
        let line = StatusLine.read(text)
        guard line.fault == .none else { return refuse(line.fault, text) }
        if line.status == 101, !maySwitch { return refuse(.unaskedSwitch) }
        head.status = line.status
        head.isVersion11 = line.isVersion11
        state = .fields
        return true
    }

    /// The empty line: where the body ends is known now (RFC 9112 section 6.3).
    @inline(__always)
    mutating func endHead(_ piece: UnsafeRawBufferPointer) -> ResponseEvent {
        if state == .trailers {
            state = .finished
            return .trailers(piece)
        }
        headBytes = 0
        if head.status < 200, head.status != 101 {
            interim += 1
            head = ResponseHead()
            state = .statusLine
            return .interim(piece)
        }
        head.framing = framing()
        switch head.framing {
        case .none: state = .finished
        case .length:
            missing = head.contentLength
            state = missing > 0 ? .fixed : .finished
        case .chunked: beginChunk()
        case .close: state = .untilClose
        }
        return .head(piece)
    }

    private func framing() -> ResponseHead.Framing {
        if isHead || head.status == 101 || head.status == 204 || head.status == 304 { return .none }
        if head.isChunked { return .chunked }
        return head.contentLength >= 0 ? .length : .close
    }
}
