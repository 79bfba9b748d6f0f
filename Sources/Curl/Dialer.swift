internal import CLibcurl
import Glibc

/// An easy handle that makes one connection at a time (`CURLOPT_CONNECT_ONLY`), with what libcurl's callbacks need.
///
/// A plain connection outlives the making of it: its socket is taken over and the dialer makes the next one. A
/// connection by TLS keeps its dialer, since what is sent and received goes through libcurl.
struct Dialer {
    let easy: UnsafeMutableRawPointer
    /// Number of the connection options that it was set up with.
    let options: Int32
    /// The connection that it makes or carries, or -1.
    var connection: Int32 = -1
    /// The next dialer that is free, or -1.
    var nextFree: Int32 = -1
    /// Round trips of the last TLS handshake, 0 where none was made, and whom it trusts.
    var tls = zcurl_tls()
    /// Why a socket could not be made.
    var openError: Int32 = 0
    /// The socket that stays open when libcurl closes its connection, or -1.
    var kept: Int32 = -1
    /// Sockets opened for the connection: more than one where addresses are tried side by side.
    var firstSocket: Int32 = -1
    /// What libcurl says of a failure beyond its code.
    let words: UnsafeMutablePointer<CChar>
    /// The memory of the multi handle that it is in, from which the callbacks find the sockets.
    var multi: UnsafeMutablePointer<MultiHandles.Multi>?

    // The field is stored, so it has an offset.
    static let tlsOffset = MemoryLayout<Dialer>.offset(of: \Dialer.tls) ?? 0

    /// An easy handle with all that never changes; `nil` without memory.
    static func make(
        number: Int,
        options: Int,
        _ settings: CurlDriver.Settings,
        trusting authorities: AuthorityStore
    ) -> UnsafeMutablePointer<Dialer>? {
        guard let easy = curl_easy_init() else { return nil }
        let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        let dialer = UnsafeMutablePointer<Dialer>.allocate(capacity: 1)
        dialer.initialize(to: Dialer(easy: easy, options: Int32(options), words: words))
        zcurl_set_pointer(easy, CURLOPT_PRIVATE, UnsafeRawPointer(bitPattern: number + 1))
        zcurl_set_long(easy, CURLOPT_CONNECT_ONLY, 1)
        zcurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        // Not the environment's, which libcurl would read for each connection.
        zcurl_set_pointer(easy, CURLOPT_PROXY, "")
        zcurl_set_pointer(easy, CURLOPT_NOPROXY, "")
        zcurl_set_pointer(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        zcurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        zcurl_set_long(easy, CURLOPT_BUFFERSIZE, 1024)
        // Zero switches libcurl's own five-minute limit off: the shard keeps the time itself, in one list.
        zcurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, 0)
        zcurl_set_long(easy, CURLOPT_DNS_CACHE_TIMEOUT, settings.looksUpNames ? 0 : -1)
        zcurl_set_pointer(easy, CURLOPT_ERRORBUFFER, words)
        zcurl_set_open_callback(easy, openSocket)
        zcurl_set_pointer(easy, CURLOPT_OPENSOCKETDATA, dialer)
        zcurl_set_close_callback(easy, closeSocket)
        zcurl_set_pointer(easy, CURLOPT_CLOSESOCKETDATA, dialer)
        let options = settings.connections[options]
        options.apply(to: easy)
        if settings.isSecure {
            if options.tls.verifies { dialer.pointee.tls.trusted = authorities.store(options.tls.authorities) }
            let tls = UnsafeMutableRawPointer(dialer).advanced(by: tlsOffset)
            zcurl_prepare_contexts(easy, tls.assumingMemoryBound(to: zcurl_tls.self))
        }
        return dialer
    }

    /// Cleans the handle up; it is in no multi handle.
    static func cleanUp(_ dialer: UnsafeMutablePointer<Dialer>) { curl_easy_cleanup(dialer.pointee.easy) }

    /// Gives the memory back, after the handle was cleaned up and the connections of its multi handle were closed.
    static func free(_ dialer: UnsafeMutablePointer<Dialer>) {
        dialer.pointee.words.deallocate()
        dialer.deallocate()
    }
}

/// CURLOPT_OPENSOCKETFUNCTION: remembers the socket and why one could not be made.
private let openSocket: zcurl_open_callback = { context, _, address in
    guard let address else { return CURL_SOCKET_BAD }
    let kind = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    let made = socket(address.pointee.family, kind, address.pointee.protocol)
    guard let dialer = context?.assumingMemoryBound(to: Dialer.self) else { return made }
    if made < 0 {
        dialer.pointee.openError = errno
    } else if let set = MultiHandles.behind(dialer.pointee.multi) {
        set.sockets.open(made, before: dialer.pointee.firstSocket)
        dialer.pointee.firstSocket = made
    }
    return made
}

/// CURLOPT_CLOSESOCKETFUNCTION: leaves a socket that was taken over open.
private let closeSocket: zcurl_close_callback = { context, socket in
    guard let dialer = context?.assumingMemoryBound(to: Dialer.self) else { return close(socket) }
    let isKept = dialer.pointee.kept == socket
    if let set = MultiHandles.behind(dialer.pointee.multi) {
        dialer.pointee.firstSocket = set.sockets.close(
            socket,
            from: dialer.pointee.firstSocket,
            forgets: !isKept
        )
    }
    return isKept ? 0 : close(socket)
}
