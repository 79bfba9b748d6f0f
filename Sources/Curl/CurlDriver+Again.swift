internal import CLibcurl
import Glibc
import Groundwork

/// Requests that may have to be sent a second time. libcurl does so by itself, whatever the method, where a used
/// connection ends before the answer begins, where the service refuses a stream of HTTP/2 (RFC 9113 section 8.7), and by
/// HTTP/1.1 where a service demands that. None of it is let happen: each sending is announced
/// (`CURLOPT_PREREQFUNCTION`), the first goes out, and about another it is decided here.
extension CurlDriver {
    /// Whether a slot's request, whose transfer has ended, is to be sent again; notes it.
    func goesAgain(_ number: Int, _ easy: UnsafeMutableRawPointer, _ code: CURLcode) -> Bool {
        let slot = slots + number
        if slot.pointee.sending.mustBegin { return true }
        // Another slot of the user has begun its connection meanwhile: nothing was sent, and it is gone on with.
        if code != CURLE_OK, slot.pointee.mustBeHTTP2, slot.pointee.knowsHTTP2, CurlLibrary.isBefore8,
            !slot.pointee.sending.goesOn, zcurl_get_long(easy, CURLINFO_NUM_CONNECTS) == 0,
            zcurl_get_long(easy, CURLINFO_REQUEST_SIZE) == 0
        {
            slot.pointee.sending.goesOn = true
            slot.pointee.sending.count = 0
            return true
        }
        guard code != CURLE_OK, slot.pointee.sending.count > 0, !slot.pointee.sending.wasResent,
            zcurl_get_long(easy, CURLINFO_HEADER_SIZE) == 0, slot.pointee.sink.bodyBytes == 0,
            slot.pointee.mayGoAgain(code)
        else { return false }
        let connections = slot.pointee.sending.connections + Int32(zcurl_get_long(easy, CURLINFO_NUM_CONNECTS))
        slot.pointee.sending = Sending(wasResent: true, connections: connections)
        return true
    }

    /// Begins a slot's transfer once more.
    func restart(_ number: Int, _ easy: UnsafeMutableRawPointer, _ multi: UnsafeMutableRawPointer) -> Bool {
        slots[number].sink.clearBody()
        explanations[number * Int(CURL_ERROR_SIZE)] = 0
        if slots[number].mustBeHTTP2, slots[number].knowsHTTP2 || slots[number].goesOn {
            beginOrGoOn(number, easy, isSecure: false, begins: slots[number].sending.mustBegin)
        }
        slots[number].sending.mustBegin = false
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else { return false }
        if slots[number].notesTimes { slots[number].times.start(at: SystemTime.monotonic()) }
        multis.start(Int(slots[number].multi))
        return true
    }
}

/// What is known of the sending of a slot's request.
struct Sending {
    /// Times that libcurl has begun to send it, or wanted to.
    var count: Int32 = 0
    /// It went out a second time.
    var wasResent = false
    /// Connections that were opened for it before.
    var connections: Int32 = 0
    /// libcurl wanted to send it again, and was not let.
    var wasStopped = false
    /// HTTP/2 without TLS must be begun otherwise on a new connection: nothing was sent, and it starts again.
    var mustBegin = false
    /// It started again on a connection that another slot had begun.
    var goesOn = false
    /// The service has not agreed to HTTP/2, and nothing was sent; or it demands HTTP/1.1.
    var isOtherVersion = false
    /// Its stream's number in HTTP/2, or 0 where it is not known.
    var stream: UInt32 = 0
    /// The service has said that it has not acted on it (RFC 9113 sections 6.8 and 8.7).
    var isUnprocessed = false
    /// libcurl says what it does.
    var isTold = false
}

extension CurlDriver.Slot {
    /// Whether libcurl may open a connection for the slot's transfer; it asks before each.
    mutating func mayOpen() -> Bool {
        guard active else { return true }
        if sending.count > 0, !mayBeginAgain() { return false }
        // Begun by HTTP/1.1's rules, a new connection would speak HTTP/1.1.
        sending.mustBegin = mustBeHTTP2 && goesOn
        return !sending.mustBegin
    }

    /// Whether libcurl may send the slot's request.
    mutating func maySend() -> Bool {
        guard let easy else { return true }
        if sending.count > 0, !mayBeginAgain() { return false }
        if mustBeHTTP2, tls.only_http2 != 0, zcurl_agreed_on_http2(easy) == 0 {
            sending.isOtherVersion = true
            return false
        }
        sending.count += 1
        if mayBeHTTP2, !mayGoAgain, mayBeRepeated, !sending.isTold {
            // Some ten lines of text a request: only where they decide something.
            sending.isTold = true
            zcurl_set_long(easy, CURLOPT_VERBOSE, 1)
        }
        return true
    }

    /// libcurl wants to send the request again: it must not, unless nothing of it was sent.
    private mutating func mayBeginAgain() -> Bool {
        if let easy, zcurl_get_long(easy, CURLINFO_REQUEST_SIZE) == 0 {
            sending.count = 0
            return true
        }
        sending.wasStopped = true
        // It would do so by HTTP/1.1; what it says next replaces the reason.
        if says(Self.otherVersion) { sending.isOtherVersion = true }
        return false
    }

    /// Whether a request without any answer may go out a second time.
    func mayGoAgain(_ code: CURLcode) -> Bool {
        if sending.isUnprocessed { return mayBeRepeated }
        guard mayGoAgain, !sending.isOtherVersion else { return false }
        return isExplained || isSessionEnd(code) || says(Self.endOfConnection)
    }

    /// The failure that a transfer's end really is, where libcurl says another.
    func failure(_ code: CurlCode) -> CurlCode? {
        guard code != .ok else { return nil }
        if sending.isOtherVersion { return .notHTTP2 }
        if sending.isUnprocessed { return .refusedStream }
        if isExplained { return mayBeHTTP2 ? .sessionEnded : .keptConnectionClosed }
        // A service that knows no HTTP/2 may end the handshake (RFC 7301 section 3.2).
        if mustBeHTTP2, says("no application protocol") { return .notHTTP2 }
        return isSessionEnd(CURLcode(code.rawValue)) ? .sessionEnded : nil
    }

    /// What libcurl says is of what it wanted to do next, and the code says it all.
    var isExplained: Bool { sending.wasStopped || says(Self.gaveUp) }

    /// The service has ended the session of HTTP/2 under the request: libcurl then has no words for it.
    private func isSessionEnd(_ code: CURLcode) -> Bool { mayBeHTTP2 && code == CURLE_HTTP2 && !hasWords }

    /// libcurl has said what has failed.
    private var hasWords: Bool { words.map { $0[0] != 0 } ?? false }

    private func says(_ part: String) -> Bool { words.map { hasWords && strstr($0, part) != nil } ?? false }

    /// The error code of RFC 9113 section 7.
    private static let otherVersion = "HTTP_1_1_REQUIRED"
    /// libcurl counts what it wanted to send again, for as long as a handle lives, and stops at the sixth.
    private static let gaveUp = "Connection died, tried"
    /// The connection ended before the answer began.
    private static let endOfConnection = "before end of the underlying"

    /// libcurl tells what it does.
    mutating func note(_ line: UnsafeRawBufferPointer) {
        if let stream = Self.number(in: line, after: "Using Stream ID: ") ?? Self.number(in: line, after: "[HTTP/2] [")
        {
            sending.stream = stream
        } else if let last = Self.number(in: line, after: "GOAWAY, error=", "last_stream=") {
            if sending.stream > last { sending.isUnprocessed = true }
        } else if Self.end(in: line, of: "REFUSED_STREAM, retrying") != nil {
            sending.isUnprocessed = true
        } else if Self.end(in: line, of: "Connection died, retrying") != nil, !hasWords, isOpenStill {
            // On a connection that was used before, libcurl says no more than this.
            sending.isUnprocessed = true
        }
    }

    /// The one connection that the slot has opened has not been ended by the service.
    private var isOpenStill: Bool {
        guard let easy, let set = MultiHandles.behind(context), firstSocket >= 0,
            set.sockets.next(of: firstSocket) < 0, zcurl_is_tls_closed(easy) == 0
        else { return false }
        var byte: UInt8 = 0
        let count = recv(firstSocket, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count > 0 || (count < 0 && errno == EAGAIN)
    }

    /// The number after the last of some parts of a line, which follow each other.
    private static func number(in line: UnsafeRawBufferPointer, after parts: String...) -> UInt32? {
        var rest = line
        for part in parts {
            guard let end = end(in: rest, of: part) else { return nil }
            rest = UnsafeRawBufferPointer(rebasing: rest[end...])
        }
        var value: UInt32?
        for byte in rest {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { break }
            let (tens, overflow) = (value ?? 0).multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = tens &+ UInt32(byte &- UInt8(ascii: "0"))
        }
        return value
    }

    /// Where a part of a line ends.
    private static func end(in line: UnsafeRawBufferPointer, of part: String) -> Int? {
        let length = part.utf8.count
        guard line.count >= length else { return nil }
        let start = (0...(line.count - length)).first { line[$0..<($0 + length)].elementsEqual(part.utf8) }
        return start.map { $0 + length }
    }
}
