internal import CLibcurl
import Glibc

/// The transfers of one shard: one easy handle and one private connection a slot, many multi handles, one readiness
/// set.
///
/// libcurl searches lists that grow with the number of transfers in a multi handle, so slots are spread over many of
/// them. A slot's connections are its own, while URL, `Host`, SNI and certificate name stay those of the service
/// (`CurlDriver+Connections.swift` says how).
///
/// Not thread-safe: it belongs to one shard's queue.
public final class CurlDriver {
    /// Settings that all slots share.
    public struct Settings: Sendable {
        /// Whose connections are whose.
        public enum Sharing: Sendable, Hashable {
            /// Each slot has its own.
            case perUser
            /// The slots of a multi handle take whichever is idle.
            case shared
        }

        /// Slots.
        public var slots: Int
        /// Slots of one user: slot *n* and all slots that lie multiples of `slots / lanes` behind it share their cookies and
        /// their address.
        public var lanes = 1
        /// Slots in one multi handle: more costs time in libcurl's lists, fewer costs two descriptors each.
        public var slotsPerMulti = 32
        /// Services that requests go to; the first is the target.
        public var endpoints: [Endpoint]
        /// The ways in which connections are made; slots begin with the first.
        public var connections = [ConnectionOptions()]
        /// Whose connections are whose.
        public var sharing = Sharing.perUser
        /// libcurl looks names up for each connection, instead of using the endpoints' addresses. It then gives any idle
        /// connection of a multi handle to any slot: ``slotsPerMulti`` must be 1 for slots to own theirs.
        public var looksUpNames = false
        /// Some service is reached by TLS.
        public var isSecure = false
        /// Bytes of libcurl's receive buffer of a transfer.
        public var receiveBuffer = 4096
        /// Keep what libcurl says about a failed transfer, in words.
        public var explains = false
        /// Keep cookies, each slot its own.
        public var cookies = true
        /// The number of the first slot among all shards' slots, so that aliases differ between shards in traces.
        public var firstSlot = 0

        /// Settings for `slots` slots that connect to these endpoints.
        public init(slots: Int, endpoints: [Endpoint]) {
            self.slots = slots
            self.endpoints = endpoints
        }
    }

    struct Slot {
        var easy: UnsafeMutableRawPointer?
        var aliases: HeaderChain = HeaderChain()
        var resolves: HeaderChain = HeaderChain()
        var sink = ResponseSink()
        var shape: Int32 = -1
        var multi: Int32 = 0
        /// The slot's open sockets are linked through the socket table.
        var firstSocket: Int32 = -1
        /// Number of its connection options.
        var connection: Int32 = 0
        /// When its route was laid.
        var generation: UInt32 = 0
        /// Redirects that its handle follows now.
        var redirects: Int32 = 0
        /// Its handle asks for compressed answers now.
        var decompresses = false
        /// Its request has a body.
        var sendsBody = false
        var mustBeHTTP2 = false
        /// Its handle begins connections with HTTP/2, unasked.
        var knowsHTTP2 = false
        /// Round trips of its last TLS handshake, as the TLS library says, 0 where none was made; and whom it trusts.
        var tls = zcurl_tls()
        /// Its sockets were shut down and wait for libcurl to notice.
        var isClosing = false
        var openError: Int32 = 0
        var active = false
        /// The multi handle's memory, from which the socket callbacks find the driver.
        var context: UnsafeMutablePointer<Multi>?
    }

    struct Multi {
        var handle: UnsafeMutableRawPointer?
        var driver: UnsafeMutableRawPointer?
        var index: Int32 = 0
        var deadline: UInt64 = .max
        /// Transfers that were started and not handed over yet.
        var active: Int32 = 0
        /// It stands among those with ended transfers that nobody has looked at.
        var isUnread = false
    }

    struct PreparedShape {
        var shape: RequestShape
        var url: OpaquePointer?
        var headers: HeaderChain
    }

    /// Readiness of all sockets and of the shard's deadline.
    public let readiness: ReadinessSet
    let settings: Settings
    /// The services, with the addresses in force now.
    var endpoints: [Endpoint]
    /// Some request follows redirects.
    var followsRedirects = false
    /// Counts changes of routes.
    var generation: UInt32 = 0
    let slots: UnsafeMutablePointer<Slot>
    let multis: UnsafeMutablePointer<Multi>
    /// One cookie jar a user, where users have several slots.
    let jars: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    /// What libcurl says about each slot's last failure, where it is kept.
    let explanations: UnsafeMutablePointer<CChar>?
    /// Trusted authorities by their file, read once for all connections.
    var authorities: [String?: OpaquePointer] = [:]
    let users: Int
    /// Some connections carry several requests at the same time.
    let multiplexes: Bool
    let multiCount: Int
    /// One byte that is never read: the address of an empty body.
    let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    var sockets: SocketTable
    var shapes: [PreparedShape] = []
    var nextDeadline: UInt64 = .max
    /// Multi handles in which a transfer has ended outside of ``drive(now:_:)``, in order.
    let unread: UnsafeMutablePointer<Int32>
    var unreadCount = 0
    /// Connections opened so far.
    public internal(set) var connectionsOpened: UInt64 = 0

    /// A driver; `nil` when the process is out of descriptors or memory.
    public init?(_ settings: Settings) {
        CurlLibrary.initialise()
        guard let readiness = ReadinessSet() else { return nil }
        self.readiness = readiness
        self.settings = settings
        endpoints = settings.endpoints
        multiCount = max(1, (settings.slots + settings.slotsPerMulti - 1) / settings.slotsPerMulti)
        slots = .allocate(capacity: max(1, settings.slots))
        slots.initialize(repeating: Slot(), count: max(1, settings.slots))
        users = max(1, settings.slots / max(1, settings.lanes))
        multiplexes = settings.connections.contains { $0.version != .http1 }
        let room = settings.explains ? settings.slots * Int(CURL_ERROR_SIZE) : 0
        explanations = room > 0 ? .allocate(capacity: room) : nil
        explanations?.initialize(repeating: 0, count: room)
        jars = .allocate(capacity: users)
        jars.initialize(repeating: nil, count: users)
        multis = .allocate(capacity: multiCount)
        multis.initialize(repeating: Multi(), count: multiCount)
        unread = .allocate(capacity: multiCount * 2)
        sockets = SocketTable(descriptors: settings.slots + multiCount * 2 + 256)
        // Round robin, so that a run with few users does not put them all into the first multi handle.
        for slot in 0..<settings.slots {
            let place = owner(of: slot) % multiCount
            slots[slot].multi = Int32(place)
            slots[slot].context = multis + place
        }
    }

    /// The slot in whose name a slot connects: where HTTP/2 is spoken, a user's slots send their requests over one
    /// connection at the same time.
    func owner(of slot: Int) -> Int { multiplexes ? slot % users : slot }

    deinit {
        // Callbacks during the clean-up must not find a driver that is going away.
        for index in 0..<multiCount { multis[index].driver = nil }
        for slot in 0..<settings.slots {
            if let easy = slots[slot].easy {
                if slots[slot].active, let multi = multis[Int(slots[slot].multi)].handle {
                    curl_multi_remove_handle(multi, easy)
                }
                curl_easy_cleanup(easy)
            }
            slots[slot].aliases.free()
            slots[slot].resolves.free()
            slots[slot].sink.body.free()
            slots[slot].sink.headers.free()
        }
        for index in 0..<multiCount { if let multi = multis[index].handle { curl_multi_cleanup(multi) } }
        for store in authorities.values { zcurl_free_authorities(store) }
        for user in 0..<users { if let jar = jars[user] { curl_share_cleanup(jar) } }
        for index in shapes.indices {
            if let url = shapes[index].url { curl_url_cleanup(url) }
            shapes[index].headers.free()
        }
        explanations?.deallocate()
        nothing.deallocate()
        unread.deallocate()
        jars.deallocate()
        slots.deallocate()
        multis.deallocate()
    }

    /// Prepares a shape.
    /// - Returns: its number, or `nil` when its URL cannot be parsed.
    public func add(_ shape: RequestShape) -> Int? {
        var prepared = PreparedShape(shape: shape, url: nil, headers: HeaderChain(lines: shape.headers ?? []))
        if let text = shape.url {
            guard let url = curl_url() else { return nil }
            guard curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK else {
                curl_url_cleanup(url)
                return nil
            }
            prepared.url = url
        }
        prepared.headers.finish()
        if shape.redirects > 0, !followsRedirects {
            followsRedirects = true
            generation &+= 1
        }
        shapes.append(prepared)
        return shapes.count - 1
    }

    /// What arrived for a slot; valid until its next ``start(slot:shape:url:headers:body:now:)``.
    public func sink(of slot: Int) -> UnsafeMutablePointer<ResponseSink> {
        // A field of memory that lives as long as the driver.
        UnsafeMutableRawPointer(slots + slot).advanced(by: Self.sinkOffset).assumingMemoryBound(to: ResponseSink.self)
    }

    // The fields are stored, so they have offsets.
    static let sinkOffset = MemoryLayout<Slot>.offset(of: \Slot.sink) ?? 0
    static let tlsOffset = MemoryLayout<Slot>.offset(of: \Slot.tls) ?? 0

    /// Whether a slot has a connection that its next transfer can use, as far as is known here: the other side may have
    /// closed it since. With shared connections: whether any was opened.
    public func isConnected(slot: Int) -> Bool {
        if settings.sharing == .shared { return connectionsOpened > 0 }
        return slots[slot].firstSocket >= 0 && !slots[slot].isClosing
    }

    /// When ``drive(now:_:)`` must be called next even if no socket is ready: nanoseconds on CLOCK_MONOTONIC.
    public var deadline: UInt64 { unreadCount > 0 ? 0 : nextDeadline }
}
