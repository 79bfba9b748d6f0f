internal import CLibcurl
import Glibc
import Groundwork

extension CurlDriver {
    /// The easy handle of a slot, made at its first use with all that never changes.
    func easyHandle(of number: Int) -> UnsafeMutableRawPointer? {
        let slot = slots + number
        if let easy = slot.pointee.easy { return easy }
        guard let easy = curl_easy_init() else { return nil }
        zcurl_set_pointer(easy, CURLOPT_PRIVATE, UnsafeRawPointer(bitPattern: number + 1))
        // Not the environment's, which libcurl would read for each request.
        zcurl_set_pointer(easy, CURLOPT_PROXY, "")
        zcurl_set_pointer(easy, CURLOPT_NOPROXY, "")
        zcurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        // What a proxy says to CONNECT is no answer of the service.
        zcurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // Not as a header line: libcurl compares each of those with every header that it makes itself.
        zcurl_set_pointer(easy, CURLOPT_USERAGENT, "zonda")
        zcurl_set_long(easy, CURLOPT_BUFFERSIZE, settings.receiveBuffer)
        // Zero switches libcurl's own five-minute limit off: the shard keeps the time itself, in one list.
        zcurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, 0)
        if settings.cookies {
            zcurl_set_pointer(easy, CURLOPT_COOKIEFILE, "")
            if settings.lanes > 1 { zcurl_set_pointer(easy, CURLOPT_SHARE, jar(of: number % users)) }
        }
        // With a time limit libcurl walks the names of all slots of a multi handle after each transfer, to forget old ones.
        // Those that are given to it never grow old.
        zcurl_set_long(easy, CURLOPT_DNS_CACHE_TIMEOUT, settings.looksUpNames ? 0 : -1)
        zcurl_set_data_callback(easy, CURLOPT_WRITEFUNCTION, receiveBody)
        zcurl_set_pointer(easy, CURLOPT_WRITEDATA, sink(of: number))
        zcurl_set_open_callback(easy, openSocket)
        zcurl_set_pointer(easy, CURLOPT_OPENSOCKETDATA, slot)
        zcurl_set_send_callback(easy, sendRequest)
        zcurl_set_pointer(easy, CURLOPT_PREREQDATA, slot)
        zcurl_set_debug_callback(easy, takeNote)
        zcurl_set_pointer(easy, CURLOPT_DEBUGDATA, slot)
        zcurl_set_close_callback(easy, closeSocket)
        zcurl_set_pointer(easy, CURLOPT_CLOSESOCKETDATA, slot)
        slot.pointee.words = explanations + number * Int(CURL_ERROR_SIZE)
        zcurl_set_pointer(easy, CURLOPT_ERRORBUFFER, slot.pointee.words)
        // The path goes out as it is written.
        zcurl_set_long(easy, CURLOPT_PATH_AS_IS, 1)
        let options = settings.connections[Int(slot.pointee.connection)]
        apply(options, to: number, easy)
        if settings.isSecure {
            slot.pointee.tls.only_http2 = options.version == .http2Only ? 1 : 0
            if options.tls.verifies { slot.pointee.tls.trusted = authorities.store(options.tls.authorities) }
            let tls = UnsafeMutableRawPointer(slot).advanced(by: Self.tlsOffset)
            zcurl_prepare_contexts(easy, tls.assumingMemoryBound(to: zcurl_tls.self))
        }
        route(number, easy)
        slot.pointee.easy = easy
        return easy
    }

    /// What libcurl says about a slot's last failure beyond its code, with addresses in the place of the names that only
    /// this driver knows.
    public func explanation(slot: Int) -> String? {
        let text = String(cString: explanations + slot * Int(CURL_ERROR_SIZE))
        return text.isEmpty || slots[slot].isExplained ? nil : withoutAliases(text, slot)
    }

    /// The cookies of a user's slots, made at their first use. They need no lock: a driver belongs to one queue.
    private func jar(of user: Int) -> UnsafeRawPointer? {
        if jars[user] == nil, let jar = curl_share_init() {
            zcurl_share_set_long(jar, CURLSHOPT_SHARE, Int(CURL_LOCK_DATA_COOKIE.rawValue))
            jars[user] = jar
        }
        return jars[user].map { UnsafeRawPointer($0) }
    }
}

/// CURLOPT_WRITEFUNCTION.
private let receiveBody: zcurl_data_callback = { bytes, size, count, context in
    let total = size * count
    guard let context, let bytes else { return total }
    context.assumingMemoryBound(to: ResponseSink.self).pointee
        .receive(UnsafeRawBufferPointer(start: bytes, count: total))
    return total
}

/// CURLOPT_OPENSOCKETFUNCTION: remembers the socket of the slot and why one could not be made.
private let openSocket: zcurl_open_callback = { context, _, address in
    guard let address else { return CURL_SOCKET_BAD }
    let kind = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    let made = socket(address.pointee.family, kind, address.pointee.protocol)
    guard let slot = context?.assumingMemoryBound(to: CurlDriver.Slot.self) else { return made }
    if made >= 0, !slot.pointee.mayOpen() {
        close(made)
        return CURL_SOCKET_BAD
    }
    if made < 0 {
        slot.pointee.openError = errno
    } else if let set = MultiHandles.behind(slot.pointee.context) {
        set.sockets.open(made, before: slot.pointee.firstSocket)
        slot.pointee.isClosing = false
        slot.pointee.firstSocket = made
    }
    return made
}

/// CURLOPT_PREREQFUNCTION: counts the sendings of a request and lets libcurl begin none but the first.
private let sendRequest: zcurl_send_callback = { context, _, _, _, _ in
    guard let slot = context?.assumingMemoryBound(to: CurlDriver.Slot.self) else { return CURL_PREREQFUNC_OK }
    guard slot.pointee.maySend() else { return CURL_PREREQFUNC_ABORT }
    if slot.pointee.notesTimes { slot.pointee.noteSending() }
    return CURL_PREREQFUNC_OK
}

/// CURLOPT_DEBUGFUNCTION: what libcurl tells of a request of HTTP/2.
private let takeNote: zcurl_debug_callback = { _, kind, text, length, context in
    guard kind == CURLINFO_TEXT, let slot = context?.assumingMemoryBound(to: CurlDriver.Slot.self) else { return 0 }
    slot.pointee.note(UnsafeRawBufferPointer(start: text, count: length))
    return 0
}

/// CURLOPT_CLOSESOCKETFUNCTION.
private let closeSocket: zcurl_close_callback = { context, socket in
    if let slot = context?.assumingMemoryBound(to: CurlDriver.Slot.self),
        let set = MultiHandles.behind(slot.pointee.context)
    {
        slot.pointee.firstSocket = set.sockets.close(socket, from: slot.pointee.firstSocket)
    }
    return close(socket)
}
