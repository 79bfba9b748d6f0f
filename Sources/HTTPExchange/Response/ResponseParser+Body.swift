/// The body: by length, or in chunks (RFC 9112 section 7.1).
extension ResponseParser {
    /// Bytes of a body with a length, or of a chunk.
    mutating func readBody(_ input: inout UnsafeRawBufferPointer) -> ResponseEvent {
        guard input.count > 0 else { return .more }
        let count = min(missing, input.count)
        let piece = input.slice(0, count)
        input = input.slice(count, input.count)
        missing -= count
        if missing == 0 {
            sawReturn = false
            state = state == .fixed ? .finished : .chunkEnd
        }
        return .body(piece)
    }

    mutating func beginChunk() {
        missing = 0
        chunkCount = 0
        sawReturn = false
        state = .chunkSize
    }

    /// What is between the chunks' data: line breaks, sizes, extensions.
    mutating func readChunks(_ input: inout UnsafeRawBufferPointer) -> ResponseEvent {
        var at = 0
        while at < input.count {
            let isGood =
                switch state {
                case .chunkSize: takeSize(input, &at)
                case .chunkExtension: takeExtension(input, &at)
                default: takeEnd(input, &at)
                }
            if !isGood { return fail() }
            if state == .chunkData || state == .trailers {
                input = input.slice(at, input.count)
                return state == .chunkData ? readBody(&input) : readLines(&input)
            }
        }
        input = input.slice(at, input.count)
        return .more
    }

    private mutating func takeSize(_ input: UnsafeRawBufferPointer, _ at: inout Int) -> Bool {
        let byte = input[at]
        let digit: UInt8 =
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- UInt8(ascii: "a") &+ 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- UInt8(ascii: "A") &+ 10
            default: 16
            }
        if digit < 16 {
            chunkCount += 1
            guard chunkCount <= ResponseLimits.chunkDigits, missing >> 59 == 0 else {
                return refuse(.chunkSizeTooLarge, input.slice(at - min(at, 16), input.count))
            }
            missing = missing << 4 | Int(digit)
            at += 1
            return true
        }
        guard chunkCount > 0, byte.isWhitespace || byte == .semicolon else {
            return refuse(.chunkSize, input.slice(at - min(at, chunkCount), input.count))
        }
        chunkCount = 0
        isInExtension = false
        state = .chunkExtension
        return true
    }

    /// The rest of a size's line: blanks and extensions, which mean nothing here.
    private mutating func takeExtension(_ input: UnsafeRawBufferPointer, _ at: inout Int) -> Bool {
        let byte = input[at]
        if sawReturn, byte != .lineFeed { return refuse(.chunkEnd, input.slice(at, input.count)) }
        at += 1
        switch byte {
        case .lineFeed:
            sawReturn = false
            state = missing > 0 ? .chunkData : .trailers
        case .carriageReturn: sawReturn = true
        default:
            if byte == .semicolon { isInExtension = true }
            guard isInExtension || byte.isBlank else {
                return refuse(.chunkSize, input.slice(at - 1, input.count))
            }
            chunkCount += 1
            if chunkCount > ResponseLimits.chunkExtension { return refuse(.chunkExtensionTooLong) }
        }
        return true
    }

    /// The line break after a chunk's data.
    private mutating func takeEnd(_ input: UnsafeRawBufferPointer, _ at: inout Int) -> Bool {
        switch input[at] {
        case .lineFeed:
            at += 1
            beginChunk()
        case .carriageReturn where !sawReturn:
            at += 1
            sawReturn = true
        default: return refuse(.chunkEnd, input.slice(at, input.count))
        }
        return true
    }
}
