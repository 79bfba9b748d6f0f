import Groundwork

/// Lines that the end of the input cuts, and lines that are refused.
extension ResponseParser {
    /// Keeps the beginning of a line.
    @inline(never)
    mutating func keep(_ input: inout UnsafeRawBufferPointer, from line: Int) -> ResponseEvent {
        let text = input.slice(line, input.count)
        if !isBearable(text) { return line > 0 ? handOver(&input, line) : fail() }
        carried.append(text)
        let piece = input.slice(0, line)
        input = input.slice(input.count, input.count)
        if line == 0 { return .more }
        return state == .trailers ? .trailers(piece) : .fields(piece)
    }

    /// Stops at a byte that no line may hold.
    @inline(never)
    mutating func stop(_ input: inout UnsafeRawBufferPointer, from line: Int, at place: Int) -> ResponseEvent {
        if line > 0 { return handOver(&input, line) }
        let text = input.slice(line, place + 1)
        return isBearable(text) ? failBroken(text) : fail()
    }

    /// An answer that begins with a zero byte is not HTTP/1; four bytes tell whether it is a frame of HTTP/2.
    @inline(never)
    mutating func readFrame(_ input: inout UnsafeRawBufferPointer) -> ResponseEvent {
        let count = min(4 - carried.count, input.count)
        carried.append(input.slice(0, count))
        input = input.slice(count, input.count)
        if carried.count < 4 { return .more }
        _ = refuse(StatusLine.mismatch(carried.bytes), carried.bytes)
        return fail()
    }

    /// Goes on with a line whose beginning was kept.
    @inline(never)
    mutating func readCarried(_ input: inout UnsafeRawBufferPointer) -> ResponseEvent {
        if state == .statusLine, carried.bytes.first == 0 { return readFrame(&input) }
        var used = 0
        while used < input.count {
            // The line is whole unless the next one begins with a blank.
            if carried.last == .lineFeed {
                if !input[used].isBlank { return endCarried(&input, used) }
                head.isFolded = true
            }
            if carried.last == .carriageReturn, input[used] != .lineFeed { return failBroken(carried.bytes) }
            let place = LineScan.stop(in: input, from: used)
            let end = place == LineScan.open ? input.count : place + 1
            let isBroken = place != LineScan.open && input[place] != .lineFeed
            carried.append(input.slice(used, end))
            used = end
            if !isBearable(carried.bytes) { return fail() }
            if isBroken { return failBroken(carried.bytes) }
            if carried.last == .lineFeed, state == .statusLine || LineScan.isEmpty(carried.bytes) {
                return endCarried(&input, used)
            }
        }
        input = input.slice(input.count, input.count)
        return .more
    }

    /// The line that was kept is whole.
    private mutating func endCarried(_ input: inout UnsafeRawBufferPointer, _ used: Int) -> ResponseEvent {
        let text = carried.bytes
        guard let base = text.baseAddress else { return .more }
        let isEmpty = state != .statusLine && LineScan.isEmpty(text)
        if !isEmpty {
            guard state == .statusLine ? takeStatus(text) : take(base, text.count) else { return fail() }
        }
        input = input.slice(used, input.count)
        headBytes += text.count
        isCarriedDone = true
        if isEmpty { return endHead(text) }
        return state == .trailers ? .trailers(text) : .fields(text)
    }

    /// Whether the beginning of a line may go on: it is not too long, and if it is the first, that of HTTP.
    private mutating func isBearable(_ text: UnsafeRawBufferPointer) -> Bool {
        if state == .statusLine {
            let mismatch = StatusLine.mismatch(text)
            if mismatch != .none { return refuse(mismatch, text) }
        }
        if text.count <= room { return true }
        _ = failTooLong(text)
        return false
    }

    /// A line, whole or not, is too long; the limit that it reached first counts.
    @inline(never)
    mutating func failTooLong(_ text: UnsafeRawBufferPointer) -> ResponseEvent {
        let isLine = ResponseLimits.line <= ResponseLimits.head - headBytes
        switch state {
        case .statusLine: _ = refuse(.statusLineTooLong)
        case .trailers: _ = refuse(isLine ? .trailerTooLong : .trailersTooLong, text)
        default: _ = refuse(isLine ? .fieldTooLong : .headTooLong, text)
        }
        return fail()
    }

    /// A line ends with a byte that no line may hold.
    private mutating func failBroken(_ text: UnsafeRawBufferPointer) -> ResponseEvent {
        _ = refuse(text.last == 0 ? .zeroByte : .bareCarriageReturn, text)
        return fail()
    }

    /// Ends reading; ``failure`` says why.
    mutating func fail() -> ResponseEvent {
        state = .failed
        return .failed
    }
}
