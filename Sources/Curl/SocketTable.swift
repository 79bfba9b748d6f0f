internal import CEpoll
internal import CLibcurl
import Glibc

/// What a shard knows of each socket, by descriptor: which multi handle it belongs to, what libcurl waits for, and
/// what epoll is told.
///
/// libcurl removes and adds a kept-alive socket around every transfer, which would be three epoll_ctl(2) a request.
/// Here a removal changes nothing in epoll: the registration for reading stays, and an event on a socket that libcurl
/// does not watch (the service closed an idle connection) ends it. A generation number, packed into epoll's 64 bits
/// beside the descriptor, tells a stale event from one for a new socket with the same number.
struct SocketTable: ~Copyable {
    struct Entry {
        var multi: Int32 = -1
        var generation: UInt32 = 0
        var wanted: UInt32 = 0
        var registered: UInt32 = 0
        /// It is a connection, opened and closed by our callbacks; others are libcurl's own, such as the pair by which
        /// its name lookups report.
        var isConnection = false
        /// The next socket of the same slot.
        var nextOfSlot: Int32 = -1
        /// The open connection that has taken the socket over from libcurl, or -1.
        var connection: Int32 = -1
    }

    /// What an event means.
    enum Event {
        /// Nobody waits for it.
        case none
        /// A multi handle must act on a socket with these bits.
        case transfer(multi: Int, socket: Int32, bits: Int32)
        /// An open connection is ready: epoll's bits.
        case connection(Int32, UInt32)
    }

    /// Tells the marks of tables that share a readiness set apart: bit 31, which no descriptor has.
    private let owner: UInt64
    /// An idle connection that speaks is closed at once. HTTP/2 may speak at any time.
    var closesIdle = false

    private var entries: UnsafeMutablePointer<Entry>
    private var count: Int

    init(descriptors: Int, owner: UInt64 = 0) {
        self.owner = owner << 31
        count = max(64, descriptors)
        entries = .allocate(capacity: count)
        entries.initialize(repeating: Entry(), count: count)
    }

    deinit { entries.deallocate() }

    private mutating func grow(to descriptor: Int) {
        let larger = max(descriptor + 1, count * 2)
        let moved = UnsafeMutablePointer<Entry>.allocate(capacity: larger)
        moved.moveInitialize(from: entries, count: count)
        (moved + count).initialize(repeating: Entry(), count: larger - count)
        entries.deallocate()
        entries = moved
        count = larger
    }

    /// libcurl says what it waits for on a socket of multi handle `multi`.
    mutating func want(_ what: Int32, on socket: Int32, multi: Int32, in set: ReadinessSet) {
        guard socket >= 0 else { return }
        if Int(socket) >= count { grow(to: Int(socket)) }
        let entry = entries + Int(socket)
        if what == CURL_POLL_REMOVE, !entry.pointee.isConnection {
            // It may be closed without our knowing, and its number used again.
            if entry.pointee.registered != 0 { _ = set.control(EPOLL_CTL_DEL, socket: socket, interest: 0, mark: 0) }
            forget(socket)
            return
        }
        var wanted: UInt32 = 0
        if what == CURL_POLL_IN || what == CURL_POLL_INOUT { wanted |= EPOLLIN.rawValue }
        if what == CURL_POLL_OUT || what == CURL_POLL_INOUT { wanted |= EPOLLOUT.rawValue }
        entry.pointee.multi = multi
        entry.pointee.wanted = wanted
        let registered = entry.pointee.registered
        // Reading may stay registered unasked; writing may not, since an idle socket is always writable.
        let enough = registered & wanted == wanted && (registered & ~wanted) & EPOLLOUT.rawValue == 0
        if enough { return }
        let interest = wanted == 0 ? EPOLLIN.rawValue : wanted
        let mark = mark(of: socket)
        let operation = registered == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD
        if set.control(operation, socket: socket, interest: interest, mark: mark) {
            entry.pointee.registered = interest
        }
    }

    private func mark(of socket: Int32) -> UInt64 {
        UInt64(entries[Int(socket)].generation) << 32 | owner | UInt64(UInt32(bitPattern: socket))
    }

    /// An open connection takes its socket over from libcurl: from now on its events are the connection's, told at each
    /// edge (epoll(7)), so that nothing more need be registered while it lives.
    /// - Returns: false when epoll cannot take it.
    mutating func adopt(_ socket: Int32, connection: Int32, in set: ReadinessSet) -> Bool {
        guard socket >= 0 else { return false }
        if Int(socket) >= count { grow(to: Int(socket)) }
        let entry = entries + Int(socket)
        let interest = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        let operation = entry.pointee.registered == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD
        entry.pointee.isConnection = true
        entry.pointee.wanted = 0
        entry.pointee.multi = -1
        guard set.control(operation, socket: socket, interest: interest, mark: mark(of: socket)) else { return false }
        entry.pointee.registered = interest
        entry.pointee.connection = connection
        return true
    }

    /// An event came.
    mutating func take(mark: UInt64, events: UInt32, in set: ReadinessSet) -> Event {
        // The timer's mark has no descriptor of this table either.
        guard mark != ReadinessSet.timerMark, mark & (1 << 31) == owner else { return .none }
        let socket = Int32(truncatingIfNeeded: mark & 0x7FFF_FFFF)
        guard Int(socket) < count else { return .none }
        let entry = entries + Int(socket)
        guard entry.pointee.generation == UInt32(mark >> 32) else { return .none }
        if entry.pointee.connection >= 0 { return .connection(entry.pointee.connection, events) }
        guard entry.pointee.wanted != 0, entry.pointee.multi >= 0 else {
            // An idle connection spoke or was closed by its peer: what it says is no answer to the next request.
            _ = set.control(EPOLL_CTL_DEL, socket: socket, interest: 0, mark: 0)
            entry.pointee.registered = 0
            if entry.pointee.isConnection, closesIdle { Self.end(socket) }
            return .none
        }
        var bits: Int32 = 0
        if events & EPOLLIN.rawValue != 0 { bits |= CURL_CSELECT_IN }
        if events & EPOLLOUT.rawValue != 0 { bits |= CURL_CSELECT_OUT }
        if events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { bits |= CURL_CSELECT_ERR }
        return .transfer(multi: Int(entry.pointee.multi), socket: socket, bits: bits)
    }

    /// Ends a connection of libcurl's, which has no call for that and notices at its next look. It takes a connection with
    /// unread bytes for alive: they are thrown away.
    static func end(_ socket: Int32) {
        shutdown(socket, Int32(SHUT_RDWR))
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { room in
            var left = 256
            while left > 0, recv(socket, room.baseAddress, room.count, Int32(MSG_DONTWAIT)) > 0 { left -= 1 }
        }
    }

    /// A connection's socket was made; it stands before `first` among those of its slot.
    mutating func open(_ socket: Int32, before first: Int32) {
        guard socket >= 0 else { return }
        if Int(socket) >= count { grow(to: Int(socket)) }
        forget(socket)
        entries[Int(socket)].isConnection = true
        entries[Int(socket)].nextOfSlot = first
    }

    /// The next socket of the same slot, or -1.
    func next(of socket: Int32) -> Int32 {
        socket >= 0 && Int(socket) < count ? entries[Int(socket)].nextOfSlot : -1
    }

    /// A connection's socket is closed, and epoll forgets it by itself; or only libcurl's part in it is over, and it is
    /// not forgotten.
    /// - Returns: the first of its slot's that are left, of which `first` was the first.
    mutating func close(_ socket: Int32, from first: Int32, forgets: Bool = true) -> Int32 {
        guard socket >= 0, Int(socket) < count else { return first }
        let behind = entries[Int(socket)].nextOfSlot
        if forgets { forget(socket) } else { entries[Int(socket)].nextOfSlot = -1 }
        if first == socket { return behind }
        var position = first
        while position >= 0, Int(position) < count {
            if entries[Int(position)].nextOfSlot == socket {
                entries[Int(position)].nextOfSlot = behind
                break
            }
            position = entries[Int(position)].nextOfSlot
        }
        return first
    }

    /// Nothing is known of a socket any more: it is being closed.
    mutating func forget(_ socket: Int32) {
        guard socket >= 0, Int(socket) < count else { return }
        let generation = entries[Int(socket)].generation &+ 1
        entries[Int(socket)] = Entry(generation: generation)
    }
}
