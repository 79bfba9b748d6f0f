public import Curl
import Glibc
import Groundwork
import HTTPExchange

/// The exchanges of one shard: requests and answers of HTTP/1.1 (RFC 9112), written and read by ourselves on connections
/// that libcurl makes (``ConnectionSet``).
///
/// A request is sent once. Only where a connection that was used before ends before a byte of the answer has come does an
/// idempotent one go out again, on a new connection (RFC 9110 section 9.2.2); the result says so. Bytes or an end on an
/// idle connection close it at once.
///
/// Not thread-safe: it belongs to one shard's queue.
public final class ExchangeDriver {
    let settings: CurlDriver.Settings
    let connections: ConnectionSet
    let slots: UnsafeMutablePointer<Exchange>
    /// Slots of one user share its cookies.
    let users: Int
    let jars: UnsafeMutablePointer<CookieJar>
    /// The first of the connections that slots share, where they do: one list for each group of slots.
    let pools: UnsafeMutablePointer<Int32>
    let poolCount: Int
    var heads: [PreparedHead] = []
    var origins: OriginTable
    var writer = RequestWriter()
    /// Further header lines of the request that is being written.
    var lines = GrowingBytes()
    /// Where bytes are received; what belongs to an answer is taken from it at once.
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    var decoders: [ContentDecoder] = []
    var freeDecoders: [Int32] = []
    /// Slots that the next turn looks at, whether or not their connection is ready.
    var due: [Int32] = []
    /// The requests of slots on their way through redirects.
    var hops: [Int: PreparedHead] = [:]
    /// Why slots' last requests failed, in words, where a code does not say it all.
    var explanations: [Int: String] = [:]
    /// Connections are private to their slot.
    let isPrivate: Bool

    /// A driver whose sockets are in a readiness set.
    public init(_ settings: CurlDriver.Settings, readiness: ReadinessSet, authorities: AuthorityStore) {
        self.settings = settings
        connections = ConnectionSet(settings, readiness: readiness, authorities: authorities)
        slots = .allocate(capacity: max(1, settings.slots))
        slots.initialize(repeating: Exchange(), count: max(1, settings.slots))
        users = max(1, settings.slots / max(1, settings.lanes))
        jars = .allocate(capacity: users)
        jars.initialize(repeating: CookieJar(), count: users)
        isPrivate = settings.sharing == .perUser
        poolCount = isPrivate ? 1 : (settings.slots + 31) / 32
        pools = .allocate(capacity: max(1, poolCount))
        pools.initialize(repeating: -1, count: max(1, poolCount))
        origins = OriginTable(endpoints: settings.endpoints)
        due.reserveCapacity(64)
    }

    deinit {
        for slot in 0..<settings.slots {
            slots[slot].sink.body.free()
            slots[slot].sink.headers.free()
            slots[slot].rest.free()
            slots[slot].parser.free()
        }
        for user in 0..<users { jars[user].free() }
        for index in decoders.indices { decoders[index].free() }
        writer.free()
        lines.free()
        room.deallocate()
        pools.deallocate()
        jars.deallocate()
        slots.deallocate()
    }

    /// Prepares a shape.
    /// - Returns: its number.
    /// - Throws: why its requests cannot be sent.
    public func add(_ shape: RequestShape) throws(ShapeFailure) -> Int {
        do throws(RequestFailure) {
            heads.append(try PreparedHead(shape, cookies: settings.cookies, origins: &origins))
        } catch {
            throw ShapeFailure("\(error)")
        }
        return heads.count - 1
    }

    /// What arrived for a slot; valid until its next request.
    public func sink(of slot: Int) -> UnsafeMutablePointer<ResponseSink> {
        // A field of memory that lives as long as the driver.
        UnsafeMutableRawPointer(slots + slot).advanced(by: Exchange.sinkOffset)
            .assumingMemoryBound(to: ResponseSink.self)
    }

    /// Why a slot's last request failed, in words beyond those of its code.
    public func explanation(slot: Int) -> String? { explanations[slot] }

    /// When ``drive(now:_:)`` must be called next even if no socket is ready: nanoseconds on CLOCK_MONOTONIC.
    public var deadline: UInt64 { due.isEmpty ? connections.deadline : 0 }

    /// Forgets the cookies of a slot's user.
    public func forgetCookies(slot: Int) { jars[slot % users].clear() }

    /// Nanoseconds on CLOCK_MONOTONIC.
    @inline(__always)
    func now() -> UInt64 { SystemTime.monotonic() }
}
