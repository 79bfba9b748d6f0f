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

    /// The socket was closed; epoll forgets it by itself.
    mutating func forget(_ socket: Int32) {
        guard socket >= 0, Int(socket) < count else { return }
        let generation = entries[Int(socket)].generation &+ 1
        entries[Int(socket)] = Entry(generation: generation)
    }
}
