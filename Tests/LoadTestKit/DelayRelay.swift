import Foundation
import Glibc
import Groundwork
import Synchronization

/// A TCP relay on loopback that really holds bytes back, as a distance would: a fixed time each way, a round trip for
/// the TCP handshake that the kernel has already made, and towards the client no more bytes on the way than a
/// congestion window lets, which grows by what is acknowledged (RFC 5681) from ten segments (RFC 6928). Where the user's
/// line is slow, pieces queue for it one behind the other, and their acknowledgements come as slowly.
///
/// It knows nothing of the model that it is compared with: it acts on single pieces of bytes and their
/// acknowledgements, where the model counts rounds. What it cannot show is loss.
public final class DelayRelay: Sendable {
    /// Where clients connect to.
    public let port: Int
    private let listener: Int32
    private let stopped = Atomic<Bool>(false)
    private let ended = DispatchSemaphore(value: 0)
    private let late = Locked<[UInt64]>([])

    /// A relay to a port on loopback.
    /// - Parameters:
    ///   - oneWay: nanoseconds that each byte takes, each way.
    ///   - megabits: what each connection's line carries towards the client, megabits a second.
    public init(to target: Int, oneWay: UInt64, megabits: Double = .infinity) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard listener >= 0, let port = Self.listen(listener) else {
            throw ChildProcess.Failure(description: "the relay cannot listen: \(String(cString: strerror(errno)))")
        }
        self.port = port
        let loop = RelayLoop(listener: listener, target: target, oneWay: oneWay, perByte: 8000 / megabits)
        Thread.detachNewThread { [self] in
            while !stopped.load(ordering: .relaxed) { loop.turn() }
            loop.closeAll()
            late.withLock { $0 = loop.lateness.sorted() }
            ended.signal()
        }
    }

    /// Ends it and its connections.
    public func stop() {
        stopped.store(true, ordering: .relaxed)
        _ = ended.wait(timeout: .now() + 5)
        close(listener)
    }

    /// Once it has ended: how late it was, at most, with 99 of 100 pieces, nanoseconds. A busy machine is late; a
    /// comparison has to allow for it.
    public var lateness: UInt64 {
        late.withLock { $0.isEmpty ? 0 : $0[$0.count * 99 / 100] }
    }

    private static func listen(_ descriptor: Int32) -> Int? {
        var address = loopback(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                guard bind(descriptor, general, size) == 0, Glibc.listen(descriptor, 1024) == 0,
                    getsockname(descriptor, general, &size) == 0
                else { return nil }
                return Int(UInt16(bigEndian: pointer.pointee.sin_port))
            }
        }
    }

    static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
