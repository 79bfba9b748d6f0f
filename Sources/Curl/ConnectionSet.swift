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

    let settings: CurlDriver.Settings
    let multis: MultiHandles
    let authorities: AuthorityStore
    var endpoints: [Endpoint]
    var connections: UnsafeMutablePointer<ClientConnection>
    private var capacity: Int
    private var count = 0
    private var firstFree: Int32 = -1
    var dialers: [UnsafeMutablePointer<Dialer>] = []
    /// The first free dialer of each of the connection options.
    var freeDialers: [Int32]
    /// What `CURLOPT_CONNECT_TO` is told, by what it says; libcurl keeps pointers, so they stay.
    var routes: [String: HeaderChain] = [:]
    /// Connections opened so far.
    public internal(set) var opened: UInt64 = 0

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
    static let ownersPerMulti = 32

    deinit {
        for number in 0..<count where connections[number].dialer < 0 && connections[number].socket >= 0 {
            Glibc.close(connections[number].socket)
        }
        multis.silence()
        for dialer in dialers {
            if dialer.pointee.connection >= 0, let multi = dialer.pointee.multi?.pointee.handle {
                curl_multi_remove_handle(multi, dialer.pointee.easy)
            }
            Dialer.cleanUp(dialer)
        }
        multis.close()
        for dialer in dialers { Dialer.free(dialer) }
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

    private func sendByLibrary(_ connection: UnsafeMutablePointer<ClientConnection>, _ bytes: UnsafeRawBufferPointer)
        -> Int
    {
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
    func forgetSession(of number: Int) {
        let old = dialers[number]
        let options = Int(old.pointee.options)
        guard let fresh = Dialer.make(number: number, options: options, settings, trusting: authorities) else { return }
        dialers[number] = fresh
        Dialer.cleanUp(old)
        Dialer.free(old)
    }

    /// Another connection may use the dialer.
    func letGo(_ connection: UnsafeMutablePointer<ClientConnection>) {
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
}
