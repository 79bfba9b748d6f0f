import Foundation
import Glibc
import Groundwork

/// The loop of a ``DelayRelay``: used by its thread only.
final class RelayLoop: @unchecked Sendable {
    /// Bytes under way, and when they are there.
    private struct Parcel {
        var due: UInt64
        var bytes: [UInt8]
    }

    /// One direction of a connection.
    private struct Lane {
        /// Read from one side, not sent on its way yet.
        var held: [UInt8] = []
        var parcels: [Parcel] = []
        /// Acknowledgements that will come.
        var acknowledgements: [(due: UInt64, bytes: Int)] = []
        var inFlight = 0
        /// Most bytes in flight since something was last sent.
        var flight = 0
        var window = 10 * RelayLoop.segment
        var lastSent: UInt64 = 0
        /// Until when the line is busy with what was posted before.
        var busyUntil: UInt64 = 0
        var isEnded = false
        var isShut = false
    }

    private struct Pair {
        var client: Int32
        var server: Int32
        /// Before this nothing of the client's can have left: its TCP handshake was still under way.
        var opened: UInt64
        var up = Lane()
        var down = Lane()
    }

    static let segment = 1448
    private let listener: Int32
    private let target: Int
    private let oneWay: UInt64
    /// Nanoseconds that the line takes for a byte towards the client.
    private let perByte: Double
    private var pairs: [Pair] = []
    /// By how much parcels were delivered late: the machine's doing, not the distance's.
    private(set) var lateness: [UInt64] = []
    private var buffer = [UInt8](repeating: 0, count: 1 << 18)

    init(listener: Int32, target: Int, oneWay: UInt64, perByte: Double) {
        self.listener = listener
        self.target = target
        self.oneWay = oneWay
        self.perByte = perByte
    }

    func closeAll() {
        for pair in pairs {
            close(pair.client)
            close(pair.server)
        }
        pairs = []
    }

    /// Waits for bytes or for the next that are due, at most 50 ms, and acts.
    func turn() {
        var watched = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
        for pair in pairs {
            watched.append(pollfd(fd: pair.client, events: pair.up.isEnded ? 0 : Int16(POLLIN), revents: 0))
            watched.append(pollfd(fd: pair.server, events: pair.down.isEnded ? 0 : Int16(POLLIN), revents: 0))
        }
        let now = Self.now()
        var next = now + 50_000_000
        for pair in pairs {
            for lane in [pair.up, pair.down] {
                if let parcel = lane.parcels.first { next = min(next, parcel.due) }
                if let first = lane.acknowledgements.first { next = min(next, first.due) }
            }
        }
        let wait = next > now ? next - now : 0
        // poll(2) knows milliseconds only: rounded to the nearest one, so that the error has no direction.
        _ = poll(&watched, UInt(watched.count), Int32((wait + 500_000) / 1_000_000))
        act(watched)
    }

    private func act(_ watched: [pollfd]) {
        let now = Self.now()
        let known = pairs.count
        if watched[0].revents != 0 { accept(now) }
        for index in 0..<known {
            if watched[index * 2 + 1].revents != 0 { read(pairs[index].client, &pairs[index].up) }
            if watched[index * 2 + 2].revents != 0 { read(pairs[index].server, &pairs[index].down) }
        }
        for index in pairs.indices {
            // The client's requests are small: only answers are held back by a window.
            post(&pairs[index].up, now, earliest: pairs[index].opened, limited: false)
            post(&pairs[index].down, now, earliest: 0, limited: true)
            deliver(&pairs[index].up, to: pairs[index].server, now)
            deliver(&pairs[index].down, to: pairs[index].client, now)
        }
        pairs.removeAll { pair in
            guard pair.up.isShut, pair.down.isShut else { return false }
            close(pair.client)
            close(pair.server)
            return true
        }
    }

    private func accept(_ now: UInt64) {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { return }
            _ = fcntl(client, F_SETFL, O_NONBLOCK)
            let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = DelayRelay.loopback(target)
            let connected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard server >= 0, connected == 0 else {
                close(client)
                if server >= 0 { close(server) }
                continue
            }
            _ = fcntl(server, F_SETFL, O_NONBLOCK)
            var on: Int32 = 1
            for descriptor in [client, server] {
                setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
            }
            pairs.append(Pair(client: client, server: server, opened: now + 2 * oneWay))
        }
    }

    private func read(_ descriptor: Int32, _ lane: inout Lane) {
        guard !lane.isEnded else { return }
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count > 0 {
                lane.held += buffer[0..<count]
            } else {
                if count == 0 || (errno != EAGAIN && errno != EINTR) { lane.isEnded = true }
                return
            }
        }
    }

    /// Sends held bytes on their way, as far as the window lets them.
    private func post(_ lane: inout Lane, _ now: UInt64, earliest: UInt64, limited: Bool) {
        while let first = lane.acknowledgements.first, first.due <= now {
            lane.acknowledgements.removeFirst()
            // Slow start: the window grows by what is acknowledged while it is what limits.
            if lane.window < 2 * lane.flight { lane.window += first.bytes }
            lane.inFlight -= first.bytes
        }
        guard !lane.held.isEmpty else { return }
        let start = max(now, earliest)
        if lane.lastSent > 0, lane.inFlight == 0 {
            // tcp_slow_start_after_idle
            var idle = now - min(now, lane.lastSent)
            while idle >= Self.retransmission(oneWay), lane.window > 10 * Self.segment {
                lane.window = max(10 * Self.segment, lane.window / 2)
                idle -= Self.retransmission(oneWay)
            }
        }
        var sent = 0
        while sent < lane.held.count, !limited || lane.inFlight < lane.window {
            let count = min(Self.segment, lane.held.count - sent)
            let sending = limited ? UInt64(Double(count) * perByte) : 0
            lane.busyUntil = max(start, lane.busyUntil) + sending
            lane.parcels.append(Parcel(due: lane.busyUntil + oneWay, bytes: Array(lane.held[sent..<sent + count])))
            lane.acknowledgements.append((lane.busyUntil + 2 * oneWay, count))
            lane.inFlight += count
            sent += count
        }
        if sent > 0 { lane.flight = lane.inFlight }
        lane.held.removeFirst(sent)
        lane.lastSent = now
    }

    /// The retransmission timeout of a line without jitter (RFC 6298, as Linux has it).
    private static func retransmission(_ oneWay: UInt64) -> UInt64 { 200_000_000 + 2 * oneWay }

    private func deliver(_ lane: inout Lane, to descriptor: Int32, _ now: UInt64) {
        while let first = lane.parcels.first, first.due <= now {
            if lateness.count < 1_000_000 { lateness.append(now - first.due) }
            let count = send(descriptor, first.bytes, first.bytes.count, Int32(MSG_NOSIGNAL))
            if count < 0, errno == EAGAIN { return }
            if count > 0, count < first.bytes.count {
                lane.parcels[0].bytes.removeFirst(count)
                continue
            }
            lane.parcels.removeFirst()
        }
        if lane.isEnded, lane.held.isEmpty, lane.parcels.isEmpty, !lane.isShut {
            shutdown(descriptor, Int32(SHUT_WR))
            lane.isShut = true
        }
    }

    private static func now() -> UInt64 { SystemTime.monotonic() }
}
