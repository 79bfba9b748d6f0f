/// What is wrong with an answer, with a number and the first bytes of what was found, for a sentence that names the cause.
public struct ResponseFailure: Error, Sendable, CustomStringConvertible {
    /// Kinds of failure.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// Nothing failed.
        case none
        /// The connection ended before the answer began.
        case closedBeforeAnswer
        /// The connection ended in the head.
        case closedInHead
        /// The connection ended before `Content-Length` bytes had come; the number is how many are missing.
        case closedInBody
        /// The connection ended before the last chunk or inside the trailers.
        case closedInChunks
        /// The first bytes are not those of HTTP/1.x.
        case notHTTP
        /// The first bytes are those of a TLS record.
        case isTLS
        /// The first bytes are those of an HTTP/2 frame.
        case isHTTP2
        /// Another version of HTTP, written as HTTP/1.x is.
        case version
        /// A status that is not three digits from 100 on.
        case statusCode
        /// A status line longer than ``ResponseLimits/line``.
        case statusLineTooLong
        /// A header line longer than ``ResponseLimits/line``.
        case fieldTooLong
        /// All header lines are longer than ``ResponseLimits/head``.
        case headTooLong
        /// More header lines than ``ResponseLimits/fields``.
        case tooManyFields
        /// More interim answers than ``ResponseLimits/interim``.
        case tooManyInterim
        /// A carriage return inside a line (RFC 9112 section 2.2).
        case bareCarriageReturn
        /// A zero byte in a header line (RFC 9110 section 5.5).
        case zeroByte
        /// A `Content-Length` that is not a number.
        case contentLength
        /// A `Content-Length` beyond what can be counted.
        case contentLengthTooLarge
        /// Two `Content-Length` that differ (RFC 9112 section 6.3).
        case contentLengthsDiffer
        /// A blank between a framing header's name and its colon (RFC 9112 section 5.1).
        case blankBeforeColon
        /// A transfer coding other than chunked, which was not asked for (RFC 9112 section 7).
        case transferCoding
        /// `chunked` twice (RFC 9112 section 6.1).
        case chunkedTwice
        /// A chunk size that is not a hexadecimal number.
        case chunkSize
        /// A chunk size of more than ``ResponseLimits/chunkDigits`` digits, or beyond what can be counted.
        case chunkSizeTooLarge
        /// Chunk extensions longer than ``ResponseLimits/chunkExtension``.
        case chunkExtensionTooLong
        /// Something else than a line break after a chunk's size or data.
        case chunkEnd
        /// A trailer line longer than ``ResponseLimits/line``.
        case trailerTooLong
        /// All trailers are longer than ``ResponseLimits/head``.
        case trailersTooLong
        /// More trailers than ``ResponseLimits/fields``.
        case tooManyTrailers
        /// A 101 that was not asked for (RFC 9110 section 15.2.2).
        case unaskedSwitch
    }

    /// The kind.
    public private(set) var kind: Kind
    /// What the kind says it is, or 0.
    public private(set) var number: Int
    private var sample: InlineArray<40, UInt8>
    private var sampleCount: UInt8

    /// No failure.
    static let none = ResponseFailure(.none)

    /// A failure with the first bytes of what was found.
    init(
        _ kind: Kind,
        number: Int = 0,
        found: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
    ) {
        self.kind = kind
        self.number = number
        sample = InlineArray(repeating: 0)
        let count = min(found.count, sample.count)
        for index in 0..<count { sample[index] = found[index] }
        sampleCount = UInt8(count)
    }

    /// Forgets what failed.
    @inline(__always)
    mutating func forget() { kind = .none }

    /// The first bytes of what was found, readable, without its line break.
    var found: String {
        var text = ""
        for index in 0..<Int(sampleCount) {
            let byte = sample[index]
            if byte == .carriageReturn || byte == .lineFeed { break }
            if byte.isControl || byte >= 0x80 {
                let digits = String(byte, radix: 16, uppercase: true)
                text += "\\x" + (digits.count < 2 ? "0" : "") + digits
            } else {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return text
    }
}
