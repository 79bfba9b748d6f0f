import Foundation
import Glibc

/// One connection of a ``ScriptedServer``, used by its thread only.
struct ScriptedConnection {
    private let descriptor: Int32
    private let number: Int
    private let server: ScriptedServer
    /// Bytes that came and are not read as a request yet.
    private(set) var unread: [UInt8] = []
    /// The client ended the connection.
    private(set) var isClosedByClient = false
    private var isOver = false
    private var served = 0

    init(descriptor: Int32, number: Int, server: ScriptedServer) {
        self.descriptor = descriptor
        self.number = number
        self.server = server
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Serves requests until one side ends the connection.
    mutating func run(_ script: ScriptedServer.Script) {
        var none: ServerRequest?
        perform(server.options.greeting, &none)
        while !isOver, let head = readHead() {
            var request = ServerRequest(connection: number, onConnection: served, head: head)
            served += 1
            if !server.options.answersHeads {
                guard let body = readBody(of: request) else { return }
                request.body = body
            }
            request = server.record(request)
            var current: ServerRequest? = request
            perform(script(request), &current)
        }
    }

    func close() { Glibc.close(descriptor) }

    private mutating func perform(_ steps: [ServerStep], _ request: inout ServerRequest?) {
        for step in steps where !isOver {
            switch step {
            case .send(let bytes): send(bytes[...])
            case .sendSlowly(let bytes): for index in bytes.indices where !isOver { send(bytes[index...index]) }
            case .pause(let milliseconds): usleep(UInt32(milliseconds) * 1000)
            case .await(let name): server.await(name)
            case .awaitClose: while receive() {}
            case .readBody:
                guard let current = request, let body = readBody(of: current) else { continue }
                server.record(body: body, of: current.number)
            case .endSending: shutdown(descriptor, Int32(SHUT_WR))
            case .close: isOver = true
            case .reset:
                var now = linger(l_onoff: 1, l_linger: 0)
                setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
                isOver = true
            }
        }
    }

    private mutating func send(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else {
                isClosedByClient = true
                isOver = true
                return
            }
            rest = rest.dropFirst(sent)
        }
    }

    /// Waits for further bytes; false at the connection's end.
    private mutating func receive() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                isClosedByClient = true
                isOver = true
                return false
            }
            unread += buffer[..<count]
            return true
        }
    }

    private mutating func readHead() -> [UInt8]? {
        let end = Array("\r\n\r\n".utf8)
        var searched = 0
        while true {
            let from = max(0, searched - 3)
            if let first = unread.indices.dropFirst(from).first(where: { unread[$0...].starts(with: end) }) {
                let head = Array(unread[..<(first + 4)])
                unread.removeFirst(first + 4)
                return head
            }
            searched = unread.count
            guard receive() else { return nil }
        }
    }

    private mutating func readBody(of request: ServerRequest) -> [UInt8]? {
        if let length = request.header("Content-Length").flatMap({ Int($0) }), length > 0 {
            while unread.count < length { guard receive() else { return nil } }
            let body = Array(unread[..<length])
            unread.removeFirst(length)
            return body
        }
        guard request.header("Transfer-Encoding")?.lowercased().contains("chunked") == true else { return [] }
        let last = Array("0\r\n\r\n".utf8)
        while true {
            if let end = unread.indices.first(where: { unread[$0...].starts(with: last) }) {
                let body = Array(unread[..<(end + 5)])
                unread.removeFirst(end + 5)
                return body
            }
            guard receive() else { return nil }
        }
    }
}
