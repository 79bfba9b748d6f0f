internal import CEpoll
internal import CLibcurl
import Glibc
import Groundwork

extension CurlDriver {
    /// Starts a transfer: the request leaves before this returns whenever its connection is open. Even one that ends at
    /// once, such as a refused connect, is handed over by ``drive(now:_:)``: whoever is told of an end may start the next
    /// transfer, and a service that answers fast enough would otherwise fill the stack.
    ///
    /// What the pointers refer to must stay as it is until the transfer has ended.
    /// - Parameters:
    ///   - slot: whose turn it is; it must not have a transfer under way.
    ///   - shape: number from ``add(_:)``.
    ///   - url: zero-terminated, where the shape has none of its own.
    ///   - headers: where the shape has none of its own.
    ///   - body: where the shape has one.
    ///   - isHop: the request follows a redirect, and the headers of the answers before are kept.
    /// - Returns: false when the process is out of memory or descriptors; nothing was started then.
    public func start(
        slot number: Int,
        shape: Int,
        url: UnsafePointer<UInt8>?,
        headers: UnsafeRawPointer?,
        body: UnsafeRawBufferPointer,
        isHop: Bool = false
    ) -> Bool {
        guard let easy = easyHandle(of: number), let multi = multis.handle(Int(slots[number].multi)) else {
            return false
        }
        let slot = slots + number
        if isHop { slot.pointee.sink.clearBody() } else { slot.pointee.sink.clear() }
        slot.pointee.openError = 0
        slot.pointee.tls.rounds = 0
        slot.pointee.sending = Sending()
        explanations[number * Int(CURL_ERROR_SIZE)] = 0
        if slot.pointee.generation != generation { route(number, easy) }
        if slot.pointee.mustBeHTTP2 {
            beginOrGoOn(number, easy, isSecure: shapes[shape].isSecure ?? Self.isSecure(url))
        }
        if slot.pointee.shape != Int32(shape) { apply(shape, to: number, easy) }
        shapes.withUnsafeBufferPointer { shapes in
            if shapes[shape].url == nil { zcurl_set_pointer(easy, CURLOPT_URL, url) }
            if shapes[shape].shape.headers == nil {
                HeaderChain.spellForLibrary(headers)
                let all = slot.pointee.silence.link(shapes[shape].unasked, before: headers)
                zcurl_set_pointer(easy, CURLOPT_HTTPHEADER, all)
            }
            if shapes[shape].shape.hasBody {
                zcurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
                // A null pointer would make libcurl read the body from standard input.
                zcurl_set_pointer(easy, CURLOPT_POSTFIELDS, body.baseAddress ?? UnsafeRawPointer(nothing))
            }
        }
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else { return false }
        slot.pointee.active = true
        multis[Int(slot.pointee.multi)].pointee.active += 1
        if slot.pointee.notesTimes { slot.pointee.times.start(at: SystemTime.monotonic()) }
        multis.start(Int(slot.pointee.multi))
        return true
    }

    /// Sets all that differs between two shapes.
    private func apply(_ number: Int, to slotNumber: Int, _ easy: UnsafeMutableRawPointer) {
        let slot = slots + slotNumber
        let prepared = shapes[number]
        slot.pointee.shape = Int32(number)
        slot.pointee.sendsBody = prepared.shape.hasBody
        slot.pointee.mayGoAgain = prepared.mayGoAgain
        slot.pointee.mayBeRepeated = prepared.shape.mayGoAgain
        slot.pointee.sink.wantsBody = prepared.shape.wantsBody
        slot.pointee.sink.wantsHeaders = prepared.shape.wantsHeaders
        zcurl_set_long(easy, CURLOPT_NOBODY, 0)
        switch (prepared.shape.method, prepared.shape.hasBody) {
        case ("HEAD", _):
            zcurl_set_long(easy, CURLOPT_NOBODY, 1)
            zcurl_set_pointer(easy, CURLOPT_CUSTOMREQUEST, nil)
        case (_, true):
            zcurl_set_long(easy, CURLOPT_POST, 1)
            zcurl_set_pointer(easy, CURLOPT_CUSTOMREQUEST, nil)
            if prepared.shape.method != "POST" { setMethod(prepared.shape.method, easy) }
        case ("GET", false):
            zcurl_set_long(easy, CURLOPT_HTTPGET, 1)
            zcurl_set_pointer(easy, CURLOPT_CUSTOMREQUEST, nil)
        case ("POST", false), ("PUT", false), ("PATCH", false):
            zcurl_set_long(easy, CURLOPT_POST, 1)
            zcurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, 0)
            zcurl_set_pointer(easy, CURLOPT_POSTFIELDS, nothing)
            setMethod(prepared.shape.method, easy)
        default:
            zcurl_set_long(easy, CURLOPT_HTTPGET, 1)
            setMethod(prepared.shape.method, easy)
        }
        zcurl_set_pointer(easy, CURLOPT_CURLU, prepared.url.map { UnsafeRawPointer($0) })
        if slot.pointee.decompresses != prepared.shape.decompresses {
            slot.pointee.decompresses = prepared.shape.decompresses
            // An empty text stands for all encodings that libcurl was built with.
            zcurl_set_pointer(easy, CURLOPT_ACCEPT_ENCODING, prepared.shape.decompresses ? "" : nil)
        }
        if prepared.shape.headers != nil {
            let all = slot.pointee.silence.link(prepared.unasked, before: prepared.headers.head)
            zcurl_set_pointer(easy, CURLOPT_HTTPHEADER, all)
        }
        slot.pointee.notesTimes =
            sharesConnections || (CurlLibrary.isBefore8Point3 && prepared.uploads)
        listen(to: slotNumber, easy)
    }

    private func setMethod(_ method: String, _ easy: UnsafeMutableRawPointer) {
        method.withCString { _ = zcurl_set_pointer(easy, CURLOPT_CUSTOMREQUEST, $0) }
    }

    /// Whether a URL, which ends with a zero byte, begins with `https:`.
    private static func isSecure(_ url: UnsafePointer<UInt8>?) -> Bool {
        guard let url, strnlen(UnsafeRawPointer(url).assumingMemoryBound(to: CChar.self), 5) == 5 else { return false }
        return url[4] == UInt8(ascii: "s")
    }

    /// Lets libcurl act on the readiness set's ready events and on timers that are due, and hands over each transfer
    /// that ended. `ended` may start new transfers.
    @inline(__always)
    public func drive(now: UInt64, _ ended: (TransferResult) -> Void) {
        multis.drive(now: now) { multi in
            collect(multi, ended)
        } _: { _, _ in
        }
    }

    @inline(__always)
    private func collect(_ multi: Int, _ ended: (TransferResult) -> Void) {
        guard let handle = multis[multi].pointee.handle else { return }
        var code = CURLE_OK
        // Who is told of an end may start a transfer that ends at once, and so on: not for ever.
        var left = settings.slotsPerMulti * 2
        while let easy = zcurl_next_done(handle, &code) {
            let number = Int(bitPattern: zcurl_get_private(easy)) - 1
            guard number >= 0, number < settings.slots else { continue }
            let result = finish(number, easy, code)
            curl_multi_remove_handle(handle, easy)
            if goesAgain(number, easy, code), restart(number, easy, handle) { continue }
            slots[number].active = false
            multis[multi].pointee.active -= 1
            // It cannot be known how far the connection got: the next request begins anew.
            if slots[number].mustBeHTTP2, result.code != .ok { closeConnections(of: number) }
            ended(result)
            left -= 1
            guard left > 0 else { return multis.keepUnread(multi) }
        }
    }

    private func finish(_ number: Int, _ easy: UnsafeMutableRawPointer, _ code: CURLcode) -> TransferResult {
        let slot = slots + number
        var result = TransferResult(
            slot: number,
            code: CurlCode(code),
            status: zcurl_get_long(easy, CURLINFO_RESPONSE_CODE)
        )
        result.newConnections = zcurl_get_long(easy, CURLINFO_NUM_CONNECTS)
        if result.newConnections > 0 {
            connectionsOpened += UInt64(result.newConnections)
            result.handshakeRounds = Int(slot.pointee.tls.rounds)
        }
        takeTimes(of: number, easy, into: &result)
        result.bytesIn = zcurl_get_long(easy, CURLINFO_HEADER_SIZE)
        // Bytes on the wire: a compressed body is larger when it arrives here.
        result.bytesIn +=
            slot.pointee.decompresses
            ? Int(zcurl_get_offset(easy, CURLINFO_SIZE_DOWNLOAD_T)) : slot.pointee.sink.bodyBytes
        result.bytesOut = zcurl_get_long(easy, CURLINFO_REQUEST_SIZE)
        if slot.pointee.sendsBody {
            result.bytesOut += Int(zcurl_get_offset(easy, CURLINFO_SIZE_UPLOAD_T))
        }
        if code == CURLE_OK {
            if slot.pointee.sink.truncated { result.code = .bodyTooLong }
            if slot.pointee.mustBeHTTP2, zcurl_get_long(easy, CURLINFO_HTTP_VERSION) != Int(CURL_HTTP_VERSION_2_0) {
                result.code = .notHTTP2
            }
        } else {
            result.systemError =
                slot.pointee.openError != 0 ? slot.pointee.openError : Int32(zcurl_get_long(easy, CURLINFO_OS_ERRNO))
            // A header line beyond libcurl's limit is the service's doing, not want of memory here.
            if code == CURLE_OUT_OF_MEMORY, zcurl_get_offset(easy, CURLINFO_STARTTRANSFER_TIME_T) > 0 {
                result.code = .brokenAnswer
            }
        }
        if slot.pointee.sending.isTold { zcurl_set_long(easy, CURLOPT_VERBOSE, 0) }
        result.newConnections += Int(slot.pointee.sending.connections)
        result.resent = slot.pointee.sending.wasResent ? 1 : 0
        if let code = slot.pointee.failure(result.code) {
            result.code = code
            result.systemError = 0
        }
        return result
    }

    /// Ends a slot's transfer without an answer; its connection is closed, since an answer may still be under way on it.
    public func cancel(slot number: Int) {
        let slot = slots + number
        guard slot.pointee.active, let easy = slot.pointee.easy,
            let multi = multis[Int(slot.pointee.multi)].pointee.handle
        else { return }
        curl_multi_remove_handle(multi, easy)
        if slot.pointee.sending.isTold { zcurl_set_long(easy, CURLOPT_VERBOSE, 0) }
        slot.pointee.active = false
        multis[Int(slot.pointee.multi)].pointee.active -= 1
    }

    /// Closes a slot's idle connections and forgets its cookies and TLS sessions: its user has left, the next one starts
    /// afresh.
    public func release(slot number: Int) {
        closeConnections(of: number)
        if settings.isSecure {
            // There is no call that forgets TLS sessions.
            forgetHandle(of: number)
        } else {
            forgetCookies(slot: number)
        }
    }

    /// Forgets a slot's cookies.
    public func forgetCookies(slot number: Int) {
        if settings.cookies, let easy = slots[number].easy { zcurl_set_pointer(easy, CURLOPT_COOKIELIST, "ALL") }
    }
}
