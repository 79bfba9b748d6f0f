import Foundation

/// A plain GET to a port of this machine, for asking test servers things.
public enum LoopbackHTTP {
    /// Why there is no answer.
    public enum Failure: Error {
        /// Nobody listens, or the connection broke.
        case connection
        /// Not a status of 200.
        case status(String)
    }

    /// The answer's body.
    public static func get(port: Int, path: String) throws -> [UInt8] {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure.connection }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure.connection }
        // HTTP/1.0: the answer ends with the connection, and comes in one piece.
        let request = Array("GET \(path) HTTP/1.0\r\nHost: 127.0.0.1:\(port)\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            throw Failure.connection
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            answer += buffer[..<count]
        }
        let end = Array("\r\n\r\n".utf8)
        guard let split = answer.indices.first(where: { answer[$0...].starts(with: end) }) else {
            throw Failure.connection
        }
        let head = String(decoding: answer[..<split], as: UTF8.self)
        guard head.hasPrefix("HTTP/1.") && head.dropFirst(9).hasPrefix("200") else { throw Failure.status(head) }
        return Array(answer[(split + 4)...])
    }
}
