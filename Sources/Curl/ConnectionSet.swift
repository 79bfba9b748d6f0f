internal import CEpoll
internal import CLibcurl
import Glibc

/// The connections of one shard, each private to its owner: libcurl makes them (names, addresses side by side, TLS,
/// client certificates, tunnels, SOCKS, unix sockets, source addresses), their owner sends and receives.
///
/// Connections are numbers into memory that grows and stays. Not thread-safe: it belongs to one shard's queue.
public final class ConnectionSet {
    /// What ``receive(_:into:)`` and ``send(_:_:)`` say instead of a number of bytes.
    public enum Outcome {
        /// Nothing can be received, or sent, now; readiness is told.
        public static let later = -1
        /// The connection has failed.
        public static let failed = -2
    }

    private let settings: CurlDriver.Settings
    private let multis: MultiHandles
    private let authorities: AuthorityStore
    private var endpoints: [Endpoint]
    private var connections: UnsafeMutablePointer<ClientConnection>
    private var capacity: Int
    private var count = 0
    private var firstFree: Int32 = -1
    private var dialers: [UnsafeMutablePointer<Dialer>] = []
    /// The first free dialer of each of the connection options.
    private var freeDialers: [Int32]
    /// What `CURLOPT_CONNECT_TO` is told, by what it says; libcurl keeps pointers, so they stay.
    private var routes: [String: HeaderChain] = [:]
    /// Connections opened so far.
    public private(set) var opened: UInt64 = 0

    /// A set whose sockets are in a readiness set.
    public init(_ settings: CurlDriver.Settings, readiness: ReadinessSet, authorities: AuthorityStore) {
        CurlLibrary.initialise()
        self.settings = settings
        self.authorities = authorities
        endpoints = settings.endpoints
        multis = MultiHandles(
            readiness,
            count: (settings.slots + Self.ownersPerMulti - 1) / Self.ownersPerMulti,
            descriptors: settings.slots * 5 / 4 + 256,
            mostConnections: Self.ownersPerMulti * (4 + settings.endpoints.count),
            owner: 1
        )
        capacity = max(16, settings.slots)
        connections = .allocate(capacity: capacity)
        freeDialers = [Int32](repeating: -1, count: settings.connections.count)
    }

    /// Owners whose connections are in one multi handle: libcurl searches its list of connections for each send and
    /// receive by TLS.
    private static let ownersPerMulti = 32

    deinit {
        for number in 0..<count where connections[number].dialer < 0 && connections[number].socket >= 0 {
            Glibc.close(connections[number].socket)
        }
        multis.silence()
        for dialer in dialers {
            if dialer.pointee.connection >= 0, let multi = dialer.pointee.multi?.pointee.handle {
                curl_multi_remove_handle(multi, dialer.pointee.easy)
            }
            Dialer.free(dialer)
        }
        for key in routes.keys { routes[key]?.free() }
        connections.deallocate()
    }

    /// A connection; the pointer is valid until the next ``make(owner:)``.
    @inline(__always)
    public subscript(number: Int32) -> UnsafeMutablePointer<ClientConnection> { connections + Int(number) }

    /// From now on an endpoint's name leads to these addresses; open connections stay as they are.
    public func move(endpoint: Int, to addresses: [String]) {
        guard endpoints.indices.contains(endpoint), !addresses.isEmpty else { return }
        endpoints[endpoint].addresses = addresses
    }

    /// A connection, closed.
    public func make(owner: Int) -> Int32 {
        let number: Int32
        if firstFree >= 0 {
            number = firstFree
            firstFree = connections[Int(number)].next
        } else {
            if count == capacity { grow() }
            number = Int32(count)
            count += 1
        }
        (connections + Int(number)).initialize(to: ClientConnection())
        connections[Int(number)].owner = Int32(owner)
        return number
    }

    private func grow() {
        let larger = UnsafeMutablePointer<ClientConnection>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: connections, count: count)
        connections.deallocate()
        connections = larger
        capacity *= 2
    }

    /// Begins to open a connection that is closed; ``drive(now:opened:ready:)`` tells of its end, never this call.
    /// - Parameters:
    ///   - options: number of the connection options.
    ///   - turn: which of several addresses is taken, and which multi handle.
    /// - Returns: false when the process is out of memory.
    public func open(_ number: Int32, to target: ConnectionTarget, options: Int, turn: Int) -> Bool {
        guard let dialer = dialer(for: number, options: options) else { return false }
        let connection = connections + Int(number)
        connection.pointee.isSecure = target.isSecure
        connection.pointee.options = Int32(options)
        connection.pointee.multi = Int32(turn % multis.count)
        connection.pointee.wasUsed = false
        connection.pointee.systemError = 0
        guard let multi = multis.handle(Int(connection.pointee.multi)) else { return false }
        dialer.pointee.connection = number
        dialer.pointee.multi = multis[Int(connection.pointee.multi)]
        dialer.pointee.openError = 0
        dialer.pointee.tls.rounds = 0
        dialer.pointee.words[0] = 0
        route(dialer, target, settings.connections[options], turn: settings.firstSlot + turn)
        guard curl_multi_add_handle(multi, dialer.pointee.easy) == CURLM_OK else {
            dialer.pointee.connection = -1
            return false
        }
        connection.pointee.state = .connecting
        multis[Int(connection.pointee.multi)].pointee.active += 1
        multis.start(Int(connection.pointee.multi))
        return true
    }

    /// The connection's own dialer, a free one or another.
    private func dialer(for number: Int32, options: Int) -> UnsafeMutablePointer<Dialer>? {
        let connection = connections + Int(number)
        if connection.pointee.dialer >= 0 {
            let own = dialers[Int(connection.pointee.dialer)]
            if own.pointee.options == Int32(options) { return own }
            forgetSession(of: Int(connection.pointee.dialer))
            letGo(connection)
        }
        if freeDialers[options] >= 0 {
            connection.pointee.dialer = freeDialers[options]
            let dialer = dialers[Int(connection.pointee.dialer)]
            freeDialers[options] = dialer.pointee.nextFree
            return dialer
        }
        guard let dialer = Dialer.make(number: dialers.count, options: options, settings, trusting: authorities) else {
            return nil
        }
        connection.pointee.dialer = Int32(dialers.count)
        dialers.append(dialer)
        return dialer
    }

    /// Tells a dialer where its connection leads.
    private func route(
        _ dialer: UnsafeMutablePointer<Dialer>,
        _ target: ConnectionTarget,
        _ options: ConnectionOptions,
        turn: Int
    ) {
        let easy = dialer.pointee.easy
        zcurl_set_pointer(easy, CURLOPT_URL, target.origin + "/")
        var place: String?
        if let proxy = options.proxy {
            let address = Self.bracketed(Self.pick(proxy.addresses, turn))
            zcurl_set_pointer(easy, CURLOPT_PROXY, "\(proxy.scheme)://\(address):\(proxy.port)")
            zcurl_set_long(easy, CURLOPT_HTTPPROXYTUNNEL, 1)
            if let user = proxy.user { zcurl_set_pointer(easy, CURLOPT_PROXYUSERNAME, user) }
            if let password = proxy.password { zcurl_set_pointer(easy, CURLOPT_PROXYPASSWORD, password) }
        } else if options.unixSocket == nil, endpoints.indices.contains(target.endpoint) {
            let endpoint = endpoints[target.endpoint]
            let host = settings.looksUpNames ? endpoint.host : Self.pick(endpoint.addresses, turn)
            place = "::\(Self.bracketed(host)):\(target.port)"
        }
        guard let place else {
            zcurl_set_pointer(easy, CURLOPT_CONNECT_TO, nil)
            return
        }
        let chain = routes[place] ?? HeaderChain(lines: [place])
        routes[place] = chain
        zcurl_set_pointer(easy, CURLOPT_CONNECT_TO, chain.head)
    }

    private static func pick(_ addresses: [String], _ turn: Int) -> String {
        addresses.isEmpty ? "" : addresses[turn % addresses.count]
    }

    private static func bracketed(_ host: String) -> String {
        host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    }

    /// Sends bytes.
    /// - Returns: how many were taken, ``Outcome/later`` or ``Outcome/failed``.
    @inline(__always)
    public func send(_ number: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        let connection = connections + Int(number)
        if connection.pointee.dialer >= 0 { return sendByLibrary(connection, bytes) }
        let sent = Glibc.send(connection.pointee.socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        if sent >= 0 { return sent }
        let reason = errno
        return reason == EAGAIN || reason == EINTR ? Outcome.later : Outcome.failed
    }

    private func sendByLibrary(_ connection: UnsafeMutablePointer<ClientConnection>, _ bytes: UnsafeRawBufferPointer) -> Int {
        var sent = 0
        let easy = dialers[Int(connection.pointee.dialer)].pointee.easy
        let code = curl_easy_send(easy, bytes.baseAddress, bytes.count, &sent)
        return code == CURLE_OK ? sent : code == CURLE_AGAIN ? Outcome.later : Outcome.failed
    }

    /// Receives bytes.
    /// - Returns: how many came, 0 at the end of the connection, ``Outcome/later`` or ``Outcome/failed``.
    @inline(__always)
    public func receive(_ number: Int32, into room: UnsafeMutableRawBufferPointer) -> Int {
        let connection = connections + Int(number)
        if connection.pointee.dialer >= 0 { return receiveByLibrary(connection, room) }
        let received = Glibc.recv(connection.pointee.socket, room.baseAddress, room.count, 0)
        if received >= 0 { return received }
        let reason = errno
        return reason == EAGAIN || reason == EINTR ? Outcome.later : Outcome.failed
    }

    private func receiveByLibrary(
        _ connection: UnsafeMutablePointer<ClientConnection>,
        _ room: UnsafeMutableRawBufferPointer
    ) -> Int {
        var received = 0
        let easy = dialers[Int(connection.pointee.dialer)].pointee.easy
        let code = curl_easy_recv(easy, room.baseAddress, room.count, &received)
        return code == CURLE_OK ? received : code == CURLE_AGAIN ? Outcome.later : Outcome.failed
    }

    /// Whether what can be received may be fewer bytes than are there: a TLS record may hold more than was asked for.
    @inline(__always)
    public func hasOwnBuffer(_ number: Int32) -> Bool { connections[Int(number)].dialer >= 0 }

    /// What libcurl says of a connection's last failure beyond its code; nothing for a plain connection that was open.
    public func words(_ number: Int32) -> String? {
        let connection = connections + Int(number)
        guard connection.pointee.dialer >= 0 else { return nil }
        let text = String(cString: dialers[Int(connection.pointee.dialer)].pointee.words)
        return text.isEmpty ? nil : text
    }

    /// Closes a connection, or gives up making it. It can be opened again, and takes up its TLS session then.
    public func close(_ number: Int32) {
        let connection = connections + Int(number)
        guard connection.pointee.state != .closed else { return }
        let wasConnecting = connection.pointee.state == .connecting
        connection.pointee.state = .closed
        if connection.pointee.dialer < 0 {
            multis.sockets.forget(connection.pointee.socket)
            Glibc.close(connection.pointee.socket)
            connection.pointee.socket = -1
            return
        }
        let dialer = dialers[Int(connection.pointee.dialer)]
        if let multi = dialer.pointee.multi?.pointee.handle { curl_multi_remove_handle(multi, dialer.pointee.easy) }
        dialer.pointee.connection = -1
        connection.pointee.socket = -1
        if wasConnecting { multis[Int(connection.pointee.multi)].pointee.active -= 1 }
        if !connection.pointee.isSecure { letGo(connection) }
    }

    /// Closes a connection and forgets it, with its TLS session.
    public func discard(_ number: Int32) {
        close(number)
        let connection = connections + Int(number)
        if connection.pointee.dialer >= 0 {
            forgetSession(of: Int(connection.pointee.dialer))
            letGo(connection)
        }
        connection.pointee.owner = -1
        connection.pointee.next = firstFree
        firstFree = number
    }

    /// There is no call that forgets TLS sessions: the handle goes.
    private func forgetSession(of number: Int) {
        let old = dialers[number]
        let options = Int(old.pointee.options)
        guard let fresh = Dialer.make(number: number, options: options, settings, trusting: authorities) else { return }
        dialers[number] = fresh
        Dialer.free(old)
    }

    /// Another connection may use the dialer.
    private func letGo(_ connection: UnsafeMutablePointer<ClientConnection>) {
        let dialer = dialers[Int(connection.pointee.dialer)]
        dialer.pointee.nextFree = freeDialers[Int(dialer.pointee.options)]
        freeDialers[Int(dialer.pointee.options)] = connection.pointee.dialer
        connection.pointee.dialer = -1
    }

    /// When ``drive(now:opened:ready:)`` must be called next even if no socket is ready: nanoseconds on CLOCK_MONOTONIC.
    public var deadline: UInt64 { multis.deadline }

    /// Acts on what is ready.
    /// - Parameters:
    ///   - opened: told of each connection that is open now, or that could not be made: then with what libcurl says.
    ///   - ready: told of each open connection that something can be received on or sent on, and whether the other side
    ///     has ended it: then no further edge will tell of what is still to be received.
    @inline(__always)
    public func drive(
        now: UInt64,
        opened: (Int32, CurlCode, UnsafePointer<CChar>?) -> Void,
        ready: (Int32, Bool) -> Void
    ) {
        let end = EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue
        multis.drive(now: now) { multi in
            collect(multi, opened)
        } _: { number, events in
            ready(number, events & end != 0)
        }
    }

    private func collect(_ multi: Int, _ opened: (Int32, CurlCode, UnsafePointer<CChar>?) -> Void) {
        guard let handle = multis[multi].pointee.handle else { return }
        var code = CURLE_OK
        // Who is told of a failure may begin another connection that fails at once, and so on: not for ever.
        var left = Self.ownersPerMulti * 2
        while let easy = zcurl_next_done(handle, &code) {
            let place = Int(bitPattern: zcurl_get_private(easy)) - 1
            guard dialers.indices.contains(place), dialers[place].pointee.connection >= 0 else { continue }
            let dialer = dialers[place]
            let number = dialer.pointee.connection
            multis[multi].pointee.active -= 1
            if code == CURLE_OK, !takeOver(number, dialer) { code = CURLE_COULDNT_CONNECT }
            if code == CURLE_OK {
                opened(number, .ok, nil)
            } else {
                let connection = connections + Int(number)
                let error = dialer.pointee.openError
                connection.pointee.systemError = error != 0 ? error : Int32(zcurl_get_long(easy, CURLINFO_OS_ERRNO))
                curl_multi_remove_handle(handle, easy)
                connection.pointee.state = .closed
                dialer.pointee.connection = -1
                opened(number, CurlCode(code), dialer.pointee.words[0] == 0 ? nil : UnsafePointer(dialer.pointee.words))
                let isOver =
                    connections[Int(number)].dialer == Int32(place) && connections[Int(number)].state == .closed
                if isOver, !connections[Int(number)].isSecure { letGo(connections + Int(number)) }
            }
            left -= 1
            guard left > 0 else { return multis.keepUnread(multi) }
        }
    }

    /// An open connection's socket becomes ours; a plain one's dialer is free again.
    private func takeOver(_ number: Int32, _ dialer: UnsafeMutablePointer<Dialer>) -> Bool {
        let connection = connections + Int(number)
        let easy = dialer.pointee.easy
        let socket = zcurl_get_socket(easy)
        guard socket >= 0 else { return false }
        let nanoseconds = { (info: CURLINFO) -> UInt64 in UInt64(max(0, zcurl_get_offset(easy, info))) &* 1000 }
        let lookup = nanoseconds(CURLINFO_NAMELOOKUP_TIME_T)
        let connected = nanoseconds(CURLINFO_CONNECT_TIME_T)
        let secured = nanoseconds(CURLINFO_APPCONNECT_TIME_T)
        connection.pointee.times = ClientConnection.Times(
            lookup: lookup,
            connect: connected > lookup ? connected - lookup : 0,
            tls: secured > connected ? secured - connected : 0,
            handshakeRounds: Int(dialer.pointee.tls.rounds)
        )
        if !connection.pointee.isSecure {
            dialer.pointee.kept = socket
            if let multi = dialer.pointee.multi?.pointee.handle { curl_multi_remove_handle(multi, easy) }
            dialer.pointee.kept = -1
            dialer.pointee.connection = -1
            letGo(connection)
        }
        guard multis.sockets.adopt(socket, connection: number, in: multis.readiness) else {
            if !connection.pointee.isSecure { Glibc.close(socket) }
            return false
        }
        connection.pointee.socket = socket
        connection.pointee.state = .open
        opened += 1
        return true
    }
}
