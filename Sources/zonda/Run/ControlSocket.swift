import Dispatch
import Foundation

/// The local socket of a run, `control.sock` in its folder, by which it can be changed while it goes on: one line is
/// asked, one line is answered, and the connection ends.
///
/// Only the user who started the run may connect (mode 0600). All state is on its own serial queue,
/// hence `@unchecked Sendable`.
final class ControlSocket: @unchecked Sendable {
    /// The longest request in bytes.
    static let longestLine = 256

    private let queue = DispatchQueue(label: "zonda.control")
    private let path: String
    private let descriptor: Int32
    private var source: (any DispatchSourceRead)?

    /// Listens in the run's folder; `nil` where that cannot be done, which takes nothing from the run.
    /// - Parameter answer: what to say to a line; called on the socket's queue.
    init?(folder: String, answer: @escaping @Sendable (String) -> String) {
        path = folder + "/control.sock"
        guard let descriptor = Self.open(folder, Glibc.bind) else { return nil }
        self.descriptor = descriptor
        guard chmod(path, 0o600) == 0, listen(descriptor, 8) == 0 else {
            close()
            return nil
        }
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setEventHandler { [descriptor] in
            let peer = accept(descriptor, nil, nil)
            guard peer >= 0 else { return }
            defer { Glibc.close(peer) }
            guard let line = Self.readLine(peer) else { return }
            Console.write(answer(line) + "\n", to: peer)
        }
        self.source = source
        source.resume()
    }

    /// Stops to listen and removes the socket.
    func close() {
        source?.cancel()
        source = nil
        Glibc.close(descriptor)
        unlink(path)
    }

    /// Asks the run in `folder`; `nil` where nobody listens.
    static func ask(_ line: String, folder: String) -> String? {
        guard let descriptor = open(folder, Glibc.connect) else { return nil }
        defer { Glibc.close(descriptor) }
        Console.write(line + "\n", to: descriptor)
        return readLine(descriptor, longest: 4096)
    }

    /// A socket bound to, or connected with, the folder's address.
    ///
    /// The address has room for 108 bytes (unix(7)) and a run's path may be longer, so the folder is reached through a
    /// descriptor of it.
    private static func open(
        _ folder: String,
        _ attach: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32? {
        let directory = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return nil }
        defer { Glibc.close(directory) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var limit = timeval(tv_sec: 2, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            buffer.copyBytes(from: "/proc/self/fd/\(directory)/control.sock".utf8)
        }
        let attached = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                attach(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard attached == 0 else {
            Glibc.close(descriptor)
            return nil
        }
        return descriptor
    }

    /// A line, without its end; `nil` where none comes in time or it is too long.
    private static func readLine(_ descriptor: Int32, longest: Int = longestLine) -> String? {
        var limit = timeval(tv_sec: 2, tv_usec: 0)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: longest)
        while line.count <= longest {
            let count = recv(descriptor, &buffer, longest, 0)
            guard count > 0 else { return nil }
            line += buffer[..<count]
            if let end = line.firstIndex(of: UInt8(ascii: "\n")) {
                return String(decoding: line[..<end], as: UTF8.self)
            }
        }
        return nil
    }
}
