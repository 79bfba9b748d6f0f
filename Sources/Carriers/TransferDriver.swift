public import Curl
import Groundwork
import HTTPExchange

/// libcurl's transfers of one shard (``CurlDriver``), with their redirects: libcurl follows none, since it keeps methods and
/// drops bodies where neither is right, and each further request is one of ours.
///
/// Not thread-safe: it belongs to one shard's queue.
public final class TransferDriver {
    /// What a slot's request was given by its caller.
    private struct Request {
        var url: UnsafePointer<UInt8>?
        var headers: UnsafeRawPointer?
        var body = UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// A slot's request on its way through redirects: the present one, and what those before it took.
    private final class Hop {
        let shape: RequestShape
        let before: TransferResult
        /// Header bytes of the answers before.
        let headersBefore: Int
        let url: [UInt8]
        var lines: HeaderChain

        init(_ shape: RequestShape, before: TransferResult, headersBefore: Int) {
            self.shape = shape
            self.before = before
            self.headersBefore = headersBefore
            url = Array((shape.url ?? "").utf8) + [0]
            lines = HeaderChain(lines: shape.headers ?? [])
        }

        deinit { lines.free() }
    }

    private let driver: CurlDriver
    private let settings: CurlDriver.Settings
    private let origins: OriginTable
    private var shapes: [RequestShape] = []
    /// The numbers of shapes that redirects have led to.
    private var further: [RequestShape: Int] = [:]
    /// What slots' requests are made of; `nil` where no redirects are followed.
    private var requests: UnsafeMutablePointer<Request>?
    private var hops: [Int: Hop] = [:]
    /// Why slots' redirects were not followed.
    private var explanations: [Int: String] = [:]

    /// A driver whose sockets are in a readiness set.
    public init(_ settings: CurlDriver.Settings, readiness: ReadinessSet, authorities: AuthorityStore) {
        self.settings = settings
        driver = CurlDriver(settings, readiness: readiness, authorities: authorities)
        origins = OriginTable(endpoints: settings.endpoints)
    }

    deinit { requests?.deallocate() }

    /// Prepares a shape.
    /// - Returns: its number.
    /// - Throws: why its requests cannot be sent.
    public func add(_ shape: RequestShape) throws(ShapeFailure) -> Int {
        var sent = shape
        if shape.redirects > 0 {
            sent.wantsHeaders = true
            if requests == nil {
                let memory = UnsafeMutablePointer<Request>.allocate(capacity: max(1, settings.slots))
                memory.initialize(repeating: Request(), count: max(1, settings.slots))
                requests = memory
            }
        }
        let number = try driver.add(sent)
        shapes.append(shape)
        return number
    }

    /// Starts a request of a slot; see ``CurlDriver/start(slot:shape:url:headers:body:isHop:)``.
    public func start(
        slot: Int,
        shape: Int,
        url: UnsafePointer<UInt8>?,
        headers: UnsafeRawPointer?,
        body: UnsafeRawBufferPointer
    ) -> Bool {
        if let requests {
            requests[slot] = Request(url: url, headers: headers, body: body)
            hops[slot] = nil
            if !explanations.isEmpty { explanations[slot] = nil }
        }
        return driver.start(slot: slot, shape: shape, url: url, headers: headers, body: body)
    }

    /// Lets libcurl act on all that is ready, and hands over each request that ended. `ended` may start new ones.
    @inline(__always)
    public func drive(now: UInt64, _ ended: (TransferResult) -> Void) {
        driver.drive(now: now) { result in
            guard requests != nil, shapes[driver.shape(of: result.slot)].redirects > 0 else { return ended(result) }
            if let result = follow(result) { ended(result) }
        }
    }

    /// A request whose redirects are followed has its answer.
    /// - Returns: how it ended; `nil` where another request has begun.
    private func follow(_ answer: TransferResult) -> TransferResult? {
        let slot = answer.slot
        let hop = hops[slot]
        var result = answer
        if let hop { result.add(hop.before) }
        guard let requests, result.code == .ok || result.code == .bodyTooLong else { return result }
        let shape = hop?.shape ?? shapes[driver.shape(of: slot)]
        let headers = driver.sink(of: slot).pointee.headers.bytes
        let following = Following(
            RedirectedRequest(
                shape: shape,
                url: shape.url ?? requests[slot].url.map { String(cString: $0) } ?? "",
                headers: requests[slot].headers
            ),
            status: result.status,
            location: FieldLines.location(in: UnsafeRawBufferPointer(rebasing: headers[(hop?.headersBefore ?? 0)...])),
            followed: result.redirects,
            origins: origins
        )
        switch following {
        case .none: return result
        case .ended(let code, let words):
            explanations[slot] = words
            result.code = code
            return result
        case .request(let next):
            result.redirects += 1
            return begin(Hop(next, before: result, headersBefore: headers.count), slot) ? nil : result
        }
    }

    /// Begins a request that a redirect leads to; where it cannot be begun, the result before it says so.
    private func begin(_ hop: Hop, _ slot: Int) -> Bool {
        hops[slot] = hop
        guard let requests, let number = number(of: hop.shape) else { return false }
        hop.lines.finish()
        return hop.url.withUnsafeBufferPointer { url in
            driver.start(
                slot: slot,
                shape: number,
                url: url.baseAddress,
                headers: hop.lines.head,
                body: hop.shape.hasBody ? requests[slot].body : UnsafeRawBufferPointer(start: nil, count: 0),
                isHop: true
            )
        }
    }

    /// The number of a shape with a URL and header lines of each request's own.
    private func number(of shape: RequestShape) -> Int? {
        var shape = shape
        shape.url = nil
        shape.headers = nil
        if let known = further[shape] { return known }
        let number = try? add(shape)
        further[shape] = number
        return number
    }

    // MARK: Slots

    /// What arrived for a slot; valid until its next request.
    public func sink(of slot: Int) -> UnsafeMutablePointer<ResponseSink> { driver.sink(of: slot) }

    /// Why a slot's last request failed, in words beyond those of its code.
    public func explanation(slot: Int) -> String? { explanations[slot] ?? driver.explanation(slot: slot) }

    /// When ``drive(now:_:)`` must be called next even if no socket is ready: nanoseconds on CLOCK_MONOTONIC.
    public var deadline: UInt64 { driver.deadline }

    /// Ends a slot's request without an answer.
    public func cancel(slot: Int) { driver.cancel(slot: slot) }

    /// The user leaves: its connections, TLS sessions and cookies go with it.
    public func release(slot: Int) { driver.release(slot: slot) }

    /// Closes a slot's connections; it has no request under way.
    public func closeConnections(of slot: Int) { driver.closeConnections(of: slot) }

    /// Forgets the cookies of a slot's user.
    public func forgetCookies(slot: Int) { driver.forgetCookies(slot: slot) }

    /// Gives a slot, which has no request under way, other connection options by their number.
    public func use(connection options: Int, slot: Int) { driver.use(connection: options, slot: slot) }

    /// Whether a slot has an open connection, as far as is known before it is used.
    public func isConnected(slot: Int) -> Bool { driver.isConnected(slot: slot) }

    /// From now on an endpoint's name leads to these addresses; open connections stay as they are.
    public func move(endpoint: Int, to addresses: [String]) { driver.move(endpoint: endpoint, to: addresses) }
}
