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
    }

    private var entries: UnsafeMutablePointer<Entry>
    private var count: Int

    init(descriptors: Int) {
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
        let mark = UInt64(entry.pointee.generation) << 32 | UInt64(UInt32(bitPattern: socket))
        let operation = registered == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD
        if set.control(operation, socket: socket, interest: interest, mark: mark) {
            entry.pointee.registered = interest
        }
    }

    /// An event came: which multi handle must act on which socket with which bits; `nil` when nobody waits for it.
    mutating func take(mark: UInt64, events: UInt32, in set: ReadinessSet) -> (multi: Int, socket: Int32, bits: Int32)?
    {
        let socket = Int32(truncatingIfNeeded: mark & 0xFFFF_FFFF)
        guard socket >= 0, Int(socket) < count else { return nil }
        let entry = entries + Int(socket)
        guard entry.pointee.generation == UInt32(mark >> 32) else { return nil }
        guard entry.pointee.wanted != 0, entry.pointee.multi >= 0 else {
            // An idle connection spoke or was closed by its peer. libcurl looks at it when it next wants to use it.
            _ = set.control(EPOLL_CTL_DEL, socket: socket, interest: 0, mark: 0)
            entry.pointee.registered = 0
            return nil
        }
        var bits: Int32 = 0
        if events & EPOLLIN.rawValue != 0 { bits |= CURL_CSELECT_IN }
        if events & EPOLLOUT.rawValue != 0 { bits |= CURL_CSELECT_OUT }
        if events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { bits |= CURL_CSELECT_ERR }
        return (Int(entry.pointee.multi), socket, bits)
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

    /// A connection's socket is closed; epoll forgets it by itself.
    /// - Returns: the first of its slot's that are left, of which `first` was the first.
    mutating func close(_ socket: Int32, from first: Int32) -> Int32 {
        guard socket >= 0, Int(socket) < count else { return first }
        let behind = entries[Int(socket)].nextOfSlot
        forget(socket)
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

    private mutating func forget(_ socket: Int32) {
        guard socket >= 0, Int(socket) < count else { return }
        let generation = entries[Int(socket)].generation &+ 1
        entries[Int(socket)] = Entry(generation: generation)
    }
}
