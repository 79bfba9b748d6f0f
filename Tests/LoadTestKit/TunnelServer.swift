import Foundation
import Glibc
import Groundwork

/// A proxy on loopback that leads connections on, as SOCKS5 (RFC 1928, RFC 1929) or by CONNECT (RFC 9110 section 9.3.6),
/// and keeps what it was asked. Whatever host is named, it connects to 127.0.0.1.
public final class TunnelServer: Sendable {
    /// How it is asked.
    public enum Kind: Sendable { case socks5, connect }

    /// What it was asked for a connection.
    public struct Asked: Sendable, Equatable {
        /// The host as it was named.
        public var host: String
        /// The port.
        public var port: Int
        /// `name:password`; nothing where none was given. Of CONNECT, the value of `Proxy-Authorization`.
        public var credentials: String?

        /// What is expected to be asked.
        public init(host: String, port: Int, credentials: String? = nil) {
            self.host = host
            self.port = port
            self.credentials = credentials
        }
    }

    /// Its port on 127.0.0.1.
    public var port: Int { listener.port }
    private let kind: Kind
    private let listener: LoopbackListener
    private let state = Locked((asked: [Asked](), open: [Int32]()))

    /// Listens on a port that is free.
    public init(_ kind: Kind) throws {
        self.kind = kind
        listener = try LoopbackListener()
        Thread.detachNewThread { [self] in
            while let client = listener.accept() {
                Thread.detachNewThread { [self] in lead(client) }
            }
            listener.close()
        }
    }

    /// What it was asked so far, in order.
    public var asked: [Asked] { state.withLock { $0.asked } }

    /// Ends it with its connections.
    public func stop() {
        listener.end()
        for descriptor in state.withLock({ $0.open }) { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }

    private func lead(_ client: Int32) {
        state.withLock { $0.open.append(client) }
        let asked = kind == .socks5 ? Self.socks(client) : Self.connect(client)
        guard let asked, let service = Self.open(asked.port) else {
            shutdown(client, Int32(SHUT_RDWR))
            return
        }
        state.withLock { state in
            state.asked.append(asked)
            state.open.append(service)
        }
        Self.send(
            client,
            kind == .socks5
                ? [5, 0, 0, 1, 127, 0, 0, 1, 0, 0] : Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8)
        )
        Thread.detachNewThread { Self.copy(service, to: client) }
        Self.copy(client, to: service)
    }

    private static func socks(_ client: Int32) -> Asked? {
        guard let greeting = receive(client, 2), let methods = receive(client, Int(greeting[1])) else { return nil }
        var credentials: String?
        if methods.contains(2) {
            send(client, [5, 2])
            guard let head = receive(client, 2), let name = receive(client, Int(head[1])),
                let length = receive(client, 1), let word = receive(client, Int(length[0]))
            else { return nil }
            credentials = String(decoding: name + [UInt8(ascii: ":")] + word, as: UTF8.self)
            send(client, [1, 0])
        } else {
            send(client, [5, 0])
        }
        guard let request = receive(client, 4) else { return nil }
        var host = ""
        switch request[3] {
        case 1: host = (receive(client, 4) ?? []).map(String.init).joined(separator: ".")
        case 3:
            guard let length = receive(client, 1), let name = receive(client, Int(length[0])) else { return nil }
            host = String(decoding: name, as: UTF8.self)
        default: return nil
        }
        guard let port = receive(client, 2) else { return nil }
        return Asked(
            host: host,
            port: Int(port[0]) << 8 | Int(port[1]),
            credentials: credentials
        )
    }

    private static func connect(_ client: Int32) -> Asked? {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            guard head.count < 8192, let byte = receive(client, 1) else { return nil }
            head += byte
        }
        let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
        let place = lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? ""
        guard lines[0].hasPrefix("CONNECT "), let colon = place.lastIndex(of: ":"),
            let port = Int(place[place.index(after: colon)...])
        else { return nil }
        let field = lines.first { $0.lowercased().hasPrefix("proxy-authorization:") }
        return Asked(
            host: String(place[..<colon]),
            port: port,
            credentials: field.map { $0.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces) }
        )
    }

    private static func open(_ port: Int) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        return isConnected ? descriptor : nil
    }

    private static func receive(_ descriptor: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        guard count > 0 else { return bytes }
        return recv(descriptor, &bytes, count, Int32(MSG_WAITALL)) == count ? bytes : nil
    }

    private static func send(_ descriptor: Int32, _ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    /// Copies until one side ends, and ends the other then. Descriptors live as long as the process: it is a test.
    private static func copy(_ from: Int32, to other: Int32) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(from, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            send(other, Array(buffer[..<count]))
        }
        shutdown(other, Int32(SHUT_RDWR))
    }
}
