internal import CLibcurl
import Glibc

extension CurlDriver {
    /// The easy handle of a slot, made at its first use with all that never changes.
    func easyHandle(of number: Int) -> UnsafeMutableRawPointer? {
        let slot = slots + number
        if let easy = slot.pointee.easy { return easy }
        guard multiHandle(Int(slot.pointee.multi)) != nil, let easy = curl_easy_init() else { return nil }
        zcurl_set_pointer(easy, CURLOPT_PRIVATE, UnsafeRawPointer(bitPattern: number + 1))
        // Not the environment's, which libcurl would read for each request.
        zcurl_set_pointer(easy, CURLOPT_PROXY, "")
        zcurl_set_pointer(easy, CURLOPT_NOPROXY, "")
        zcurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
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
        zcurl_set_close_callback(easy, closeSocket)
        zcurl_set_pointer(easy, CURLOPT_CLOSESOCKETDATA, slot)
        if let explanations {
            zcurl_set_pointer(easy, CURLOPT_ERRORBUFFER, explanations + number * Int(CURL_ERROR_SIZE))
        }
        zcurl_set_pointer(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        let options = settings.connections[Int(slot.pointee.connection)]
        apply(options, to: number, easy)
        if settings.isSecure {
            if options.tls.verifies { slot.pointee.tls.trusted = trusted(options.tls.authorities) }
            let tls = UnsafeMutableRawPointer(slot).advanced(by: Self.tlsOffset)
            zcurl_prepare_contexts(easy, tls.assumingMemoryBound(to: zcurl_tls.self))
        }
        route(number, easy)
        slot.pointee.easy = easy
        return easy
    }

    /// What libcurl says about a slot's last failure beyond its code, where that is kept.
    public func explanation(slot: Int) -> String? {
        guard let explanations else { return nil }
        let text = String(cString: explanations + slot * Int(CURL_ERROR_SIZE))
        return text.isEmpty ? nil : text
    }

    /// The authorities of a file, or of the system: libcurl would read them again for each connection, which costs some
    /// 20 ms and a megabyte each time. Nothing where they cannot be read, which libcurl then says.
    private func trusted(_ file: String?) -> OpaquePointer? {
        if let known = authorities[file] { return known }
        authorities[file] = zcurl_load_authorities(file)
        return authorities[file]
    }

    /// The cookies of a user's slots, made at their first use. They need no lock: a driver belongs to one queue.
    private func jar(of user: Int) -> UnsafeRawPointer? {
        if jars[user] == nil, let jar = curl_share_init() {
            zcurl_share_set_long(jar, CURLSHOPT_SHARE, Int(CURL_LOCK_DATA_COOKIE.rawValue))
            jars[user] = jar
        }
        return jars[user].map { UnsafeRawPointer($0) }
    }

    /// A multi handle, made at its first use.
    func multiHandle(_ index: Int) -> UnsafeMutableRawPointer? {
        let multi = multis + index
        if let handle = multi.pointee.handle { return handle }
        guard let handle = curl_multi_init() else { return nil }
        multi.pointee.handle = handle
        multi.pointee.index = Int32(index)
        multi.pointee.driver = Unmanaged.passUnretained(self).toOpaque()
        zcurl_multi_set_socket_callback(handle, watchSocket)
        zcurl_multi_set_pointer(handle, CURLMOPT_SOCKETDATA, multi)
        zcurl_multi_set_timer_callback(handle, setTimer)
        zcurl_multi_set_pointer(handle, CURLMOPT_TIMERDATA, multi)
        // Its default follows the number of transfers under way, and would close the connections of users who think.
        zcurl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, settings.slotsPerMulti * max(4, endpoints.count + 2))
        return handle
    }
}

/// The driver behind the memory that libcurl hands back.
private func driver(of context: UnsafeMutableRawPointer?) -> (CurlDriver, UnsafeMutablePointer<CurlDriver.Multi>)? {
    guard let context else { return nil }
    let multi = context.assumingMemoryBound(to: CurlDriver.Multi.self)
    guard let opaque = multi.pointee.driver else { return nil }
    return (Unmanaged<CurlDriver>.fromOpaque(opaque).takeUnretainedValue(), multi)
}

/// CURLOPT_WRITEFUNCTION.
private let receiveBody: zcurl_data_callback = { bytes, size, count, context in
    let total = size * count
    guard let context, let bytes else { return total }
    context.assumingMemoryBound(to: ResponseSink.self).pointee
        .receive(UnsafeRawBufferPointer(start: bytes, count: total))
    return total
}

/// CURLOPT_HEADERFUNCTION, set only where a step asks for headers.
let receiveHeader: zcurl_data_callback = { bytes, size, count, context in
    let total = size * count
    guard let context, let bytes else { return total }
    context.assumingMemoryBound(to: ResponseSink.self).pointee.headers
        .append(UnsafeRawBufferPointer(start: bytes, count: total))
    return total
}

/// CURLMOPT_SOCKETFUNCTION.
private let watchSocket: zcurl_socket_callback = { _, socket, what, context, _ in
    guard let (driver, multi) = driver(of: context) else { return 0 }
    driver.sockets.want(what, on: socket, multi: multi.pointee.index, in: driver.readiness)
    return 0
}

/// CURLMOPT_TIMERFUNCTION: −1 deletes the timer, 0 means at once.
private let setTimer: zcurl_timer_callback = { _, milliseconds, context in
    guard let (driver, multi) = driver(of: context) else { return 0 }
    if milliseconds < 0 {
        multi.pointee.deadline = .max
    } else {
        let now = milliseconds == 0 ? 0 : monotonicNow()
        multi.pointee.deadline = now + UInt64(milliseconds) * 1_000_000
        driver.nextDeadline = min(driver.nextDeadline, multi.pointee.deadline)
    }
    return 0
}

/// CURLOPT_OPENSOCKETFUNCTION: remembers the socket of the slot and why one could not be made.
private let openSocket: zcurl_open_callback = { context, _, address in
    guard let address else { return CURL_SOCKET_BAD }
    let kind = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    let made = socket(address.pointee.family, kind, address.pointee.protocol)
    guard let slot = context?.assumingMemoryBound(to: CurlDriver.Slot.self) else { return made }
    if made < 0 {
        slot.pointee.openError = errno
    } else if let (driver, _) = driver(of: slot.pointee.context) {
        driver.sockets.open(made, before: slot.pointee.firstSocket)
        slot.pointee.isClosing = false
        slot.pointee.firstSocket = made
    }
    return made
}

/// CURLOPT_CLOSESOCKETFUNCTION.
private let closeSocket: zcurl_close_callback = { context, socket in
    if let slot = context?.assumingMemoryBound(to: CurlDriver.Slot.self),
        let (driver, _) = driver(of: slot.pointee.context)
    {
        slot.pointee.firstSocket = driver.sockets.close(socket, from: slot.pointee.firstSocket)
    }
    return close(socket)
}

/// Nanoseconds on CLOCK_MONOTONIC.
@inline(__always)
func monotonicNow() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}
