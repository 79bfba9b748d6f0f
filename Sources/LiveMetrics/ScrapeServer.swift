import Dispatch
import Glibc
import Groundwork

/// Answers `GET /metrics` with the latest snapshot, for Prometheus to scrape: one connection at a time, each closed after
/// its answer.
///
/// `@unchecked Sendable`: the source and the descriptor are set once, before anything runs.
public final class ScrapeServer: @unchecked Sendable {
    private let queue = DispatchQueue(label: "zonda.scrape", qos: .utility)
    private let descriptor: Int32
    private let page = Locked("")
    private var source: (any DispatchSourceRead)?
    /// The port that it listens at.
    public let port: Int

    /// Listens at a port of this machine's loopback, or of all addresses; `nil` where that cannot be done. Port 0 takes any
    /// that is free.
    public init?(port: Int, everywhere: Bool = false) {
        guard (0...65535).contains(port) else { return nil }
        let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard made >= 0 else { return nil }
        var yes: Int32 = 1
        _ = setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = everywhere ? 0 : UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listens = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(made, address, length) == 0 && listen(made, 16) == 0 && getsockname(made, address, &length) == 0
            }
        }
        guard listens else {
            close(made)
            return nil
        }
        descriptor = made
        self.port = Int(UInt16(bigEndian: address.sin_port))
        let source = DispatchSource.makeReadSource(fileDescriptor: made, queue: queue)
        source.setEventHandler { [weak self] in self?.answer() }
        source.setCancelHandler { close(made) }
        self.source = source
        source.resume()
    }

    /// Shows this page from now on.
    public func show(_ text: String) { page.withLock { $0 = text } }

    /// Stops to listen.
    public func stop() { source?.cancel() }

    private func answer() {
        let peer = accept(descriptor, nil, nil)
        guard peer >= 0 else { return }
        defer { close(peer) }
        // Whoever connects and says nothing keeps the others waiting for a second at most.
        var limit = timeval(tv_sec: 1, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        _ = setsockopt(peer, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        var request = [UInt8](repeating: 0, count: 4096)
        let count = recv(peer, &request, request.count, 0)
        guard count > 0 else { return }
        let line = String(decoding: request[..<count], as: UTF8.self).split(separator: "\r\n").first ?? ""
        let parts = line.split(separator: " ")
        let isKnown =
            parts.count == 3 && parts[0] == "GET" && (parts[1] == "/metrics" || parts[1].hasPrefix("/metrics?"))
        let body = isKnown ? page.withLock { $0 } : "only GET /metrics is answered\n"
        let head =
            "HTTP/1.1 \(isKnown ? "200 OK" : "404 Not Found")\r\nContent-Type: \(PrometheusText.contentType)\r\n"
            + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
        var rest = ArraySlice(Array((head + body).utf8))
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }
}
