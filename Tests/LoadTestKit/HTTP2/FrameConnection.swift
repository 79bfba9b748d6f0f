import Glibc

/// One connection of a ``FrameServer``: frames by hand (RFC 9113 section 4), used by its thread only.
struct FrameConnection {
    private enum Kind {
        static let data: UInt8 = 0
        static let headers: UInt8 = 1
        static let reset: UInt8 = 3
        static let settings: UInt8 = 4
        static let ping: UInt8 = 6
        static let goAway: UInt8 = 7
    }

    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    private let descriptor: Int32
    private let number: Int
    private let server: FrameServer
    private var unread: [UInt8] = []
    private var isOver = false
    private var served = 0
    private var begun: [UInt32: FrameRequest] = [:]

    init(descriptor: Int32, number: Int, server: FrameServer) {
        self.descriptor = descriptor
        self.number = number
        self.server = server
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Serves requests until one side ends the connection.
    mutating func run(_ script: FrameServer.Script) {
        guard let preface = read(Self.preface.count), preface == Self.preface else {
            // A connection that brings nothing is no other version.
            if !isOver || !unread.isEmpty { server.noteOtherVersion() }
            return
        }
        send(Kind.settings, 0, 0, [])
        while !isOver, let frame = readFrame() {
            switch frame.kind {
            case Kind.settings where frame.flags & 1 == 0: send(Kind.settings, 1, 0, [])
            case Kind.ping where frame.flags & 1 == 0: send(Kind.ping, 1, 0, frame.bytes)
            case Kind.headers:
                var request = FrameRequest(connection: number, onConnection: served, stream: frame.stream, method: "")
                served += 1
                // A priority may come first.
                let first = frame.flags & 0x20 != 0 ? 5 : 0
                request.method = Self.method(frame.bytes.dropFirst(first).first ?? 0)
                begun[frame.stream] = request
                if frame.flags & 1 != 0 { end(frame.stream, script) }
            case Kind.data:
                begun[frame.stream]?.body += frame.bytes
                if frame.flags & 1 != 0 { end(frame.stream, script) }
            default: break
            }
        }
    }

    func close() { Glibc.close(descriptor) }

    /// Entries 2 and 3 of the static table (RFC 7541 appendix A), with which requests begin.
    private static func method(_ first: UInt8) -> String { first == 0x82 ? "GET" : first == 0x83 ? "POST" : "" }

    /// A request is whole.
    private mutating func end(_ stream: UInt32, _ script: FrameServer.Script) {
        guard let whole = begun.removeValue(forKey: stream) else { return }
        let request = server.record(whole)
        for step in script(request) where !isOver {
            switch step {
            case .answer(let status, let other): sendHead(status, on: other ?? stream, isWhole: true)
            case .begin(let status): sendHead(status, on: stream, isWhole: false)
            case .reset(let code, let other): send(Kind.reset, 0, other ?? stream, Self.bytes(code.rawValue))
            case .goAway(let last, let code):
                send(Kind.goAway, 0, 0, Self.bytes(last) + Self.bytes(code.rawValue))
            case .close: isOver = true
            case .awaitClose: while read(1) != nil {}
            }
        }
    }

    /// A status as a literal with the indexed name `:status` (RFC 7541 section 6.2.2).
    private mutating func sendHead(_ status: Int, on stream: UInt32, isWhole: Bool) {
        send(Kind.headers, isWhole ? 5 : 4, stream, [0x08, 0x03] + Array("\(status)".utf8))
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private mutating func send(_ kind: UInt8, _ flags: UInt8, _ stream: UInt32, _ bytes: [UInt8]) {
        let frame = Self.bytes(UInt32(bytes.count)).dropFirst() + [kind, flags] + Self.bytes(stream) + bytes
        let sent = Array(frame).withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        if sent != frame.count { isOver = true }
    }

    private mutating func readFrame() -> (kind: UInt8, flags: UInt8, stream: UInt32, bytes: [UInt8])? {
        guard let head = read(9) else { return nil }
        let length = head[..<3].reduce(0) { $0 << 8 | Int($1) }
        let stream = head[5...].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        guard let bytes = read(length) else { return nil }
        return (head[3], head[4], stream, bytes)
    }

    private mutating func read(_ count: Int) -> [UInt8]? {
        while unread.count < count {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let received = recv(descriptor, &buffer, buffer.count, 0)
            if received < 0, errno == EINTR { continue }
            guard received > 0 else {
                isOver = true
                return nil
            }
            unread += buffer[..<received]
        }
        let bytes = Array(unread[..<count])
        unread.removeFirst(count)
        return bytes
    }
}
