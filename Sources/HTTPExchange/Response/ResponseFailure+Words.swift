extension ResponseFailure {
    /// A sentence that says what was wrong in the bytes.
    public var description: String {
        switch kind {
        case .none: "nothing failed"
        case .closedBeforeAnswer: "the connection was closed before the answer began"
        case .closedInHead: "the connection was closed in the middle of the answer's headers"
        case .closedInBody: "the connection was closed with \(Self.bytes(number)) of the body missing"
        case .closedInChunks: "the connection was closed before the last chunk of the body"
        case .notHTTP: "expected a status line such as 'HTTP/1.1 200 OK', found '\(found)'"
        case .isTLS: "the service answered with TLS; the target may have to begin with https://"
        case .isHTTP2: "the service answered with HTTP/2, which was not asked for"
        case .version: "the status line '\(found)' has a version other than HTTP/1.0 and HTTP/1.1"
        case .statusCode: "the status line '\(found)' has no status of three digits, 100 to 999"
        case .statusLineTooLong: "the status line is longer than \(Self.bytes(ResponseLimits.line))"
        case .fieldTooLong: "the header line '\(found)…' is longer than \(Self.bytes(ResponseLimits.line))"
        case .headTooLong: "the header lines are longer than \(Self.bytes(ResponseLimits.head)) together"
        case .tooManyFields: "the answer has more than \(Self.grouped(ResponseLimits.fields)) header lines"
        case .tooManyInterim: "more than \(ResponseLimits.interim) interim answers (1xx) came before the answer"
        case .bareCarriageReturn: "the line '\(found)' holds a carriage return that no line feed follows"
        case .zeroByte: "the line '\(found)' holds a zero byte"
        case .contentLength: "the Content-Length '\(found)' is not a number of bytes"
        case .contentLengthTooLarge: "the Content-Length '\(found)' is too large"
        case .contentLengthsDiffer: "two Content-Length values differ: \(number) and '\(found)'"
        case .blankBeforeColon: "unexpected blank before the colon of '\(found)'"
        case .transferCoding: "the transfer coding '\(found)' was not asked for"
        case .chunkedTwice: "the body is chunked twice: '\(found)'"
        case .chunkSize: "the chunk size '\(found)' is not a hexadecimal number"
        case .chunkSizeTooLarge: "the chunk size '\(found)' is too large"
        case .chunkExtensionTooLong:
            "the extensions of a chunk are longer than \(Self.bytes(ResponseLimits.chunkExtension))"
        case .chunkEnd: "expected a line break after a chunk, found '\(found)'"
        case .trailerTooLong: "the trailer line '\(found)…' is longer than \(Self.bytes(ResponseLimits.line))"
        case .trailersTooLong: "the trailer lines are longer than \(Self.bytes(ResponseLimits.head)) together"
        case .tooManyTrailers: "the answer has more than \(Self.grouped(ResponseLimits.fields)) trailer lines"
        case .unaskedSwitch: "the service switched protocols (101), which was not asked for"
        }
    }

    private static func bytes(_ count: Int) -> String { "\(grouped(count)) byte\(count == 1 ? "" : "s")" }

    /// A count with commas between thousands.
    private static func grouped(_ count: Int) -> String {
        var text = ""
        for (index, digit) in String(count).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text = "," + text }
            text = String(digit) + text
        }
        return text
    }
}
