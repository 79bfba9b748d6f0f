import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A small HTTP client for one address, with connections that are kept and used again.
final class WebhookSender: Sendable {
    /// What is posted.
    struct Notification: Sendable {
        /// Path and query.
        var target: String
        var headers: [(name: String, value: String)]
        /// JSON.
        var body: String
    }

    /// Why there was no answer.
    enum Failure: Error {
        /// The address is not set, or the sender was closed.
        case closed
        /// The connection ended before the answer.
        case interrupted
    }

    private struct State {
        var address: SocketAddress?
        var idle: [any Channel] = []
    }

    private let group: any EventLoopGroup
    private let state = Mutex(State())

    init(group: any EventLoopGroup) { self.group = group }

    /// Names the receiver; before that nothing can be sent.
    func open(_ address: SocketAddress) { state.withLock { $0.address = address } }

    /// Closes the idle connections and keeps no further one.
    func close() {
        let idle = state.withLock { state in
            defer { state = State() }
            return state.idle
        }
        for channel in idle { channel.close(promise: nil) }
    }

    /// Posts a notification.
    /// - Returns: the answer's status.
    func send(_ notification: Notification) async throws -> Int {
        let channel = try await connection()
        let answered = channel.eventLoop.makePromise(of: Int.self)
        channel.writeAndFlush(Exchange.Job(notification: notification, answered: answered))
            .cascadeFailure(to: answered)
        let status = try await answered.futureResult.get()
        keep(channel)
        return status
    }

    private func connection() async throws -> any Channel {
        let (idle, address) = state.withLock { state in (state.idle.popLast(), state.address) }
        if let idle, idle.isActive { return idle }
        guard let address else { throw Failure.closed }
        return try await ClientBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(Exchange())
                }
            }
            .connect(to: address).get()
    }

    private func keep(_ channel: any Channel) {
        let kept = state.withLock { state in
            guard state.address != nil else { return false }
            state.idle.append(channel)
            return true
        }
        if !kept { channel.close(promise: nil) }
    }
}

/// One request and one answer at a time on one connection.
private final class Exchange: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = Job
    typealias OutboundOut = HTTPClientRequestPart

    struct Job: Sendable {
        var notification: WebhookSender.Notification
        /// The answer's status.
        var answered: EventLoopPromise<Int>
    }

    private var waiting: EventLoopPromise<Int>?
    private var status = 0

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let job = unwrapOutboundIn(data)
        waiting = job.answered
        var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: job.notification.target)
        head.headers.add(name: "host", value: "localhost")
        head.headers.add(name: "content-type", value: "application/json")
        head.headers.add(name: "content-length", value: String(job.notification.body.utf8.count))
        for (name, value) in job.notification.headers { head.headers.add(name: name, value: value) }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: job.notification.body)))), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): status = Int(head.status.code)
        case .body: break
        case .end:
            waiting?.succeed(status)
            waiting = nil
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        waiting?.fail(WebhookSender.Failure.interrupted)
        waiting = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        waiting?.fail(error)
        waiting = nil
        context.close(promise: nil)
    }
}
