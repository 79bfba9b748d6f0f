/// Lines of the head and of the trailers.
extension ResponseParser {
    /// Reads lines where they are, until the head ends or the input does.
    mutating func readLines(_ input: inout UnsafeRawBufferPointer) -> ResponseEvent {
        if interim > ResponseLimits.interim { return fail(ResponseFailure(.tooManyInterim)) }
        if state == .statusLine, (carried.count > 0 ? carried.bytes : input).first == 0 { return readFrame(&input) }
        if carried.count > 0 { return readCarried(&input) }
        var line = 0
        while line < input.count {
            hasBegun = true
            var end = line
            var isEmpty = false
            // A line goes on where the next begins with a blank, unless it is the status line or an empty one.
            repeat {
                let place = LineScan.stop(in: input, from: end)
                if place == LineScan.open { return keep(&input, from: line) }
                if input[place] != .lineFeed { return refuse(&input, from: line, at: place) }
                end = place + 1
                isEmpty = state != .statusLine && LineScan.isEmpty(input.slice(line, end))
                if state == .statusLine || isEmpty { break }
                if end == input.count { return keep(&input, from: line) }
            } while input[end].isBlank
            let text = input.slice(line, end)
            if let failed = overlong(text) ?? (isEmpty ? nil : take(text)) {
                return line > 0 ? handOver(&input, line) : fail(failed)
            }
            headBytes += text.count
            line = end
            if isEmpty {
                let piece = input.slice(0, line)
                input = input.slice(line, input.count)
                return endHead(piece)
            }
        }
        return line > 0 ? handOver(&input, line) : .more
    }

    /// Hands over the whole lines at the input's beginning.
    private func handOver(_ input: inout UnsafeRawBufferPointer, _ end: Int) -> ResponseEvent {
        let piece = input.slice(0, end)
        input = input.slice(end, input.count)
        return state == .trailers ? .trailers(piece) : .fields(piece)
    }

    /// Keeps a line that the end of the input cuts.
    private mutating func keep(_ input: inout UnsafeRawBufferPointer, from line: Int) -> ResponseEvent {
        let text = input.slice(line, input.count)
        if let failed = overlong(text) ?? notHTTP(text) { return line > 0 ? handOver(&input, line) : fail(failed) }
        carried.append(text)
        let piece = input.slice(0, line)
        input = input.slice(input.count, input.count)
        if line == 0 { return .more }
        return state == .trailers ? .trailers(piece) : .fields(piece)
    }

    /// Refuses a line that holds a byte no line may hold.
    private mutating func refuse(
        _ input: inout UnsafeRawBufferPointer,
        from line: Int,
        at place: Int
    ) -> ResponseEvent {
        let text = input.slice(line, place + 1)
        return line > 0 ? handOver(&input, line) : fail(notHTTP(text) ?? overlong(text) ?? LineScan.failure(text))
    }

    /// An answer that begins with a zero byte is no HTTP/1; four bytes tell whether it is a frame of HTTP/2.
    private mutating func readFrame(_ input: inout UnsafeRawBufferPointer) -> ResponseEvent {
        hasBegun = true
        let count = min(4 - carried.count, input.count)
        carried.append(input.slice(0, count))
        input = input.slice(count, input.count)
        return carried.count < 4 ? .more : fail(StatusLine.mismatch(carried.bytes) ?? ResponseFailure(.notHTTP))
    }

    /// Goes on with a line whose beginning was kept.
    private mutating func readCarried(_ input: inout UnsafeRawBufferPointer) -> ResponseEvent {
        var used = 0
        while used < input.count {
            // The line is whole unless the next one begins with a blank.
            if carried.last == .lineFeed, !input[used].isBlank { return endCarried(&input, used) }
            var place = LineScan.stop(in: input, from: used)
            if carried.last == .carriageReturn {
                place = used
            }
            let end = place == LineScan.open ? input.count : place + 1
            let isBroken = place != LineScan.open && input[place] != .lineFeed
            carried.append(input.slice(used, end))
            used = end
            if let failed = notHTTP(carried.bytes) ?? overlong(carried.bytes) { return fail(failed) }
            if isBroken { return fail(LineScan.failure(carried.bytes)) }
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
        let isEmpty = state != .statusLine && LineScan.isEmpty(text)
        if !isEmpty, let failed = take(text) { return fail(failed) }
        input = input.slice(used, input.count)
        headBytes += text.count
        isCarriedDone = true
        if isEmpty { return endHead(text) }
        return state == .trailers ? .trailers(text) : .fields(text)
    }

    /// Why a line, whole or not, is too long; what was reached first counts.
    private func overlong(_ text: UnsafeRawBufferPointer) -> ResponseFailure? {
        let rest = ResponseLimits.head - headBytes
        guard text.count > ResponseLimits.line || text.count > rest else { return nil }
        let isLine = ResponseLimits.line <= rest
        switch state {
        case .statusLine: return ResponseFailure(.statusLineTooLong)
        case .trailers: return ResponseFailure(isLine ? .trailerTooLong : .trailersTooLong, found: text)
        default: return ResponseFailure(isLine ? .fieldTooLong : .headTooLong, found: text)
        }
    }

    /// Why the first bytes of a status line, whole or not, are not those of HTTP/1.
    private func notHTTP(_ text: UnsafeRawBufferPointer) -> ResponseFailure? {
        state == .statusLine ? StatusLine.mismatch(text) : nil
    }

    /// Reads a whole line with its line break, which is not empty.
    private mutating func take(_ text: UnsafeRawBufferPointer) -> ResponseFailure? {
        switch state {
        case .statusLine: takeStatus(text)
        case .trailers: takeTrailer()
        default: takeField(text)
        }
    }

    private mutating func takeStatus(_ text: UnsafeRawBufferPointer) -> ResponseFailure? {
        let line = StatusLine(text)
        if let failure = line.failure { return failure }
        if line.status == 101, !maySwitch { return ResponseFailure(.unaskedSwitch) }
        head.status = line.status
        head.isVersion11 = line.isVersion11
        state = .fields
        return nil
    }

    private mutating func takeTrailer() -> ResponseFailure? {
        guard head.trailers < ResponseLimits.fields else { return ResponseFailure(.tooManyTrailers) }
        head.trailers += 1
        return nil
    }

    /// The empty line: where the body ends is known now (RFC 9112 section 6.3).
    private mutating func endHead(_ piece: UnsafeRawBufferPointer) -> ResponseEvent {
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
