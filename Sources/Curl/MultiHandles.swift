internal import CEpoll
internal import CLibcurl
import Glibc
import Groundwork

/// The multi handles of one carrier, with their sockets and timers, in a readiness set that carriers share.
///
/// libcurl searches lists that grow with what is in a multi handle, so a carrier has many of them, each made at its
/// first use. Not thread-safe: it belongs to one shard's queue.
final class MultiHandles {
    struct Multi {
        var handle: UnsafeMutableRawPointer?
        /// The set itself, from which libcurl's callbacks find it; nothing once it goes away.
        var set: UnsafeMutableRawPointer?
        var index: Int32 = 0
        var deadline: UInt64 = .max
        /// Transfers that were started and not handed over yet.
        var active: Int32 = 0
        /// Some of its transfers have ended, and nobody has looked at them.
        var isUnread = false
    }

    let readiness: ReadinessSet
    let count: Int
    var sockets: SocketTable
    private(set) var nextDeadline: UInt64 = .max
    private let multis: UnsafeMutablePointer<Multi>
    /// Multi handles in which something has ended outside of ``drive(now:_:_:)``, in order.
    private let unread: UnsafeMutablePointer<Int32>
    private var unreadCount = 0
    /// Connections that libcurl keeps in one multi handle.
    private let mostConnections: Int

    /// - Parameter owner: tells this set's sockets from those of the other carrier, 0 or 1.
    init(_ readiness: ReadinessSet, count: Int, descriptors: Int, mostConnections: Int, owner: UInt64) {
        self.readiness = readiness
        self.count = max(1, count)
        self.mostConnections = mostConnections
        multis = .allocate(capacity: self.count)
        multis.initialize(repeating: Multi(), count: self.count)
        unread = .allocate(capacity: self.count * 2)
        sockets = SocketTable(descriptors: descriptors, owner: owner)
    }

    deinit {
        close()
        unread.deallocate()
        multis.deallocate()
    }

    /// Closes every connection that libcurl keeps. The owner does it before it gives back the memory that libcurl's
    /// callbacks look at: closing a connection calls the one for its socket.
    func close() {
        for index in 0..<count {
            guard let multi = multis[index].handle else { continue }
            multis[index].handle = nil
            curl_multi_cleanup(multi)
        }
    }

    /// Callbacks from now on find nobody: the owner is going away.
    func silence() {
        for index in 0..<count { multis[index].set = nil }
    }

    subscript(index: Int) -> UnsafeMutablePointer<Multi> { multis + index }

    /// A multi handle, made at its first use.
    func handle(_ index: Int) -> UnsafeMutableRawPointer? {
        let multi = multis + index
        if let handle = multi.pointee.handle { return handle }
        guard let handle = curl_multi_init() else { return nil }
        multi.pointee.handle = handle
        multi.pointee.index = Int32(index)
        multi.pointee.set = Unmanaged.passUnretained(self).toOpaque()
        zcurl_multi_set_socket_callback(handle, watchSocket)
        zcurl_multi_set_pointer(handle, CURLMOPT_SOCKETDATA, multi)
        zcurl_multi_set_timer_callback(handle, setTimer)
        zcurl_multi_set_pointer(handle, CURLMOPT_TIMERDATA, multi)
        // Its default follows the number of transfers under way, and would close the connections of users who think.
        zcurl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, mostConnections)
        return handle
    }

    /// When ``drive(now:_:_:)`` must be called next even if no socket is ready: nanoseconds on CLOCK_MONOTONIC.
    var deadline: UInt64 { unreadCount > 0 ? 0 : nextDeadline }

    /// Starts what was added to a multi handle. What ends at once is handed over by ``drive(now:_:_:)``: whoever is told
    /// of an end may start the next, and a service that answers fast enough would otherwise fill the stack.
    func start(_ multi: Int) {
        let before = nextDeadline
        let running = run(multi, socket: CURL_SOCKET_TIMEOUT, bits: 0)
        if running < multis[multi].active { keepUnread(multi) }
        nextDeadline = min(before, multis[multi].deadline)
    }

    /// A multi handle has ended something that the next ``drive(now:_:_:)`` must look at.
    func keepUnread(_ multi: Int) {
        guard !multis[multi].isUnread else { return }
        multis[multi].isUnread = true
        unread[unreadCount] = Int32(multi)
        unreadCount += 1
    }

    /// libcurl's timer of a multi handle.
    fileprivate func setDeadline(_ multi: UnsafeMutablePointer<Multi>, milliseconds: Int) {
        guard milliseconds >= 0 else {
            multi.pointee.deadline = .max
            return
        }
        let now = milliseconds == 0 ? 0 : SystemTime.monotonic()
        multi.pointee.deadline = now + UInt64(milliseconds) * 1_000_000
        nextDeadline = min(nextDeadline, multi.pointee.deadline)
    }

    @discardableResult
    private func run(_ multi: Int, socket: Int32, bits: Int32) -> Int32 {
        guard let handle = multis[multi].handle else { return 0 }
        var running: Int32 = 0
        curl_multi_socket_action(handle, socket, bits, &running)
        return running
    }

    /// Lets libcurl act on the readiness set's ready events that are this set's and on timers that are due.
    /// - Parameters:
    ///   - acted: told of each multi handle that may have ended something.
    ///   - ready: told of each open connection that is ready, with epoll's bits.
    @inline(__always)
    func drive(now: UInt64, _ acted: (Int) -> Void, _ ready: (Int32, UInt32) -> Void) {
        if unreadCount > 0 { visitUnread(acted) }
        for index in 0..<readiness.readyCount {
            let event = readiness.events[index]
            switch sockets.take(mark: event.data.u64, events: event.events, in: readiness) {
            case .none: continue
            case .transfer(let multi, let socket, let bits):
                run(multi, socket: socket, bits: bits)
                acted(multi)
            case .connection(let number, let events): ready(number, events)
            }
        }
        if now >= nextDeadline { runTimers(now: now, acted) }
    }

    private func visitUnread(_ acted: (Int) -> Void) {
        // Those that are added meanwhile wait for the next time: others must get their turn.
        let due = unreadCount
        for index in 0..<due {
            let multi = Int(unread[index])
            multis[multi].isUnread = false
            // Its place is free before it may be taken again.
            unread[index] = -1
            acted(multi)
        }
        for index in due..<unreadCount { unread[index - due] = unread[index] }
        unreadCount -= due
    }

    private func runTimers(now: UInt64, _ acted: (Int) -> Void) {
        nextDeadline = .max
        for index in 0..<count where multis[index].deadline <= now {
            multis[index].deadline = .max
            run(index, socket: CURL_SOCKET_TIMEOUT, bits: 0)
            acted(index)
        }
        for index in 0..<count { nextDeadline = min(nextDeadline, multis[index].deadline) }
    }

    /// The set behind the memory that libcurl hands back.
    static func behind(_ multi: UnsafeMutablePointer<Multi>?) -> MultiHandles? {
        guard let opaque = multi?.pointee.set else { return nil }
        return Unmanaged<MultiHandles>.fromOpaque(opaque).takeUnretainedValue()
    }
}

/// CURLMOPT_SOCKETFUNCTION.
private let watchSocket: zcurl_socket_callback = { _, socket, what, context, _ in
    guard let multi = context?.assumingMemoryBound(to: MultiHandles.Multi.self) else { return 0 }
    guard let set = MultiHandles.behind(multi) else { return 0 }
    set.sockets.want(what, on: socket, multi: multi.pointee.index, in: set.readiness)
    return 0
}

/// CURLMOPT_TIMERFUNCTION: −1 deletes the timer, 0 means at once.
private let setTimer: zcurl_timer_callback = { _, milliseconds, context in
    guard let multi = context?.assumingMemoryBound(to: MultiHandles.Multi.self) else { return 0 }
    MultiHandles.behind(multi)?.setDeadline(multi, milliseconds: milliseconds)
    return 0
}
