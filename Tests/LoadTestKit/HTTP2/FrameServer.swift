import Foundation
import Glibc
import Groundwork

/// A server of HTTP/2 without TLS (RFC 9113 section 3.3) on loopback that controls each frame: what it does with a request
/// is said by a script, and requests are counted exactly.
public final class FrameServer: Sendable {
    /// What follows a request whose last frame has come.
    public typealias Script = @Sendable (FrameRequest) -> [FrameStep]

    private struct State {
        var requests: [FrameRequest] = []
        var open: [Int32] = []
        var connections = 0
        var others = 0
        var isStopped = false
    }

    /// Its port on 127.0.0.1.
    public var port: Int { listener.port }
    private let listener: LoopbackListener
    private let script: Script
    private let state = Locked(State())
    private let threads = DispatchGroup()

    /// Listens on a port that is free.
    public init(script: @escaping Script) throws {
        self.script = script
        listener = try LoopbackListener()
        threads.enter()
        Thread.detachNewThread { [self] in
            accept()
            threads.leave()
        }
    }

    /// `http://127.0.0.1:PORT`.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// Whole requests in the order of their ends.
    public var requests: [FrameRequest] { state.withLock { $0.requests } }

    /// Connections that were accepted.
    public var connections: Int { state.withLock { $0.connections } }

    /// Connections that began with something other than HTTP/2.
    public var otherVersions: Int { state.withLock { $0.others } }

    /// Closes everything and waits for its threads.
    public func stop() {
        let open = state.withLock { state -> [Int32] in
            guard !state.isStopped else { return [] }
            state.isStopped = true
            return state.open + [listener.descriptor]
        }
        for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        if threads.wait(timeout: .now() + 5) == .success, !open.isEmpty { listener.close() }
    }

    private func accept() {
        while let descriptor = listener.accept() {
            let number = state.withLock { state -> Int? in
                guard !state.isStopped else { return nil }
                state.connections += 1
                state.open.append(descriptor)
                return state.connections - 1
            }
            guard let number else {
                close(descriptor)
                continue
            }
            threads.enter()
            Thread.detachNewThread { [self] in
                var connection = FrameConnection(descriptor: descriptor, number: number, server: self)
                connection.run(script)
                state.withLock { state in state.open.removeAll { $0 == descriptor } }
                connection.close()
                threads.leave()
            }
        }
    }

    /// Gives a request its number and keeps it.
    func record(_ request: FrameRequest) -> FrameRequest {
        state.withLock { state in
            var request = request
            request.number = state.requests.count
            state.requests.append(request)
            return request
        }
    }

    func noteOtherVersion() { state.withLock { $0.others += 1 } }
}
