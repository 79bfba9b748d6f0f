internal import CLibcurl
import Glibc
import Groundwork

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
        /// Its handle asks for compressed answers now.
        var decompresses = false
        /// Its request has a body.
        var sendsBody = false
        /// When its answers begin is noted here, since libcurl would not tell it.
        var notesTimes = false
        var times = AnswerTimes()
        var mustBeHTTP2 = false
        var mayBeHTTP2 = false
        /// Its handle begins connections with HTTP/2, unasked.
        var knowsHTTP2 = false
        /// Round trips of its last TLS handshake, as the TLS library says, 0 where none was made; and whom it trusts.
        var tls = zcurl_tls()
        /// Its sockets were shut down and wait for libcurl to notice.
        var isClosing = false
        var openError: Int32 = 0
        var active = false
        /// Its request may go out a second time where the service may have acted on it: it is idempotent.
        var mayGoAgain = true
        /// Its request may go out a second time where the service says that it has not acted on it.
        var mayBeRepeated = true
        /// Its handle was told to go on with HTTP/2 on the connection that is open.
        var goesOn = false
        /// What libcurl says of its request's failure, with a zero byte at its end.
        var words: UnsafeMutablePointer<CChar>?
        /// What is known of its request's sending.
        var sending = Sending()
        /// Lines before the request's own: what libcurl would add by itself is switched off by them.
        var silence = HeaderPrefix()
        /// The multi handle's memory, from which the socket callbacks find the driver's sockets.
        var context: UnsafeMutablePointer<MultiHandles.Multi>?
    }

    struct PreparedShape {
        var shape: RequestShape
        var url: OpaquePointer?
        var headers: HeaderChain
        /// The request may go out a second time.
        var mayGoAgain: Bool
        /// The service is reached by TLS; `nil` where each URL says it.
        var isSecure: Bool?
        /// Lines that libcurl would add by itself.
        var unasked: HeaderPrefix.Lines
        /// libcurl sends a body, even if it is empty.
        var uploads: Bool
    }

    let settings: Settings
    /// The services, with the addresses in force now.
    var endpoints: [Endpoint]
    /// Some request follows redirects.
    var followsRedirects = false
    /// Counts changes of routes.
    var generation: UInt32 = 0
    let slots: UnsafeMutablePointer<Slot>
    let multis: MultiHandles
    /// One cookie jar a user, where users have several slots.
    let jars: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    /// What libcurl says about each slot's last failure.
    let explanations: UnsafeMutablePointer<CChar>
    let authorities: AuthorityStore
    let users: Int
    /// Some connections carry several requests at the same time.
    let multiplexes: Bool
    /// Slots may wait for a connection that others are opening or have filled.
    var sharesConnections: Bool { multiplexes && (settings.lanes > 1 || settings.sharing == .shared) }
    /// One byte that is never read: the address of an empty body.
    let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    var shapes: [PreparedShape] = []
    /// Connections opened so far.
    public internal(set) var connectionsOpened: UInt64 = 0

    /// A driver whose sockets are in a readiness set.
    public init(_ settings: Settings, readiness: ReadinessSet, authorities: AuthorityStore) {
        CurlLibrary.initialise()
        self.settings = settings
        self.authorities = authorities
        endpoints = settings.endpoints
        multis = MultiHandles(
            readiness,
            count: (settings.slots + settings.slotsPerMulti - 1) / settings.slotsPerMulti,
            descriptors: settings.slots * 5 / 4 + 256,
            mostConnections: settings.slotsPerMulti * max(4, settings.endpoints.count + 2),
            owner: 0
        )
        slots = .allocate(capacity: max(1, settings.slots))
        slots.initialize(repeating: Slot(), count: max(1, settings.slots))
        users = max(1, settings.slots / max(1, settings.lanes))
        multiplexes = settings.connections.contains { $0.version != .http1 }
        explanations = .allocate(capacity: max(1, settings.slots) * Int(CURL_ERROR_SIZE))
        explanations.initialize(repeating: 0, count: max(1, settings.slots) * Int(CURL_ERROR_SIZE))
        jars = .allocate(capacity: users)
        jars.initialize(repeating: nil, count: users)
        multis.sockets.closesIdle = !multiplexes
        // Round robin, so that a run with few users does not put them all into the first multi handle.
        for slot in 0..<settings.slots {
            let place = owner(of: slot) % multis.count
            slots[slot].multi = Int32(place)
            slots[slot].context = multis[place]
        }
    }

    /// The slot in whose name a slot connects: where HTTP/2 is spoken, a user's slots send their requests over one
    /// connection at the same time.
    func owner(of slot: Int) -> Int { multiplexes ? slot % users : slot }

    deinit {
        // Callbacks during the clean-up must not find a driver that is going away.
        multis.silence()
        for slot in 0..<settings.slots {
            if let easy = slots[slot].easy {
                if slots[slot].active, let multi = multis[Int(slots[slot].multi)].pointee.handle {
                    curl_multi_remove_handle(multi, easy)
                }
                curl_easy_cleanup(easy)
            }
        }
        multis.close()
        for slot in 0..<settings.slots {
            slots[slot].aliases.free()
            slots[slot].resolves.free()
            slots[slot].silence.free()
            slots[slot].sink.body.free()
            slots[slot].sink.headers.free()
        }
        for user in 0..<users { if let jar = jars[user] { curl_share_cleanup(jar) } }
        for index in shapes.indices {
            if let url = shapes[index].url { curl_url_cleanup(url) }
            shapes[index].headers.free()
        }
        explanations.deallocate()
        nothing.deallocate()
        jars.deallocate()
        slots.deallocate()
    }

    /// Prepares a shape.
    /// - Returns: its number.
    /// - Throws: why its requests cannot be sent.
    public func add(_ shape: RequestShape) throws(ShapeFailure) -> Int {
        let names = shape.fieldNames.map { $0.lowercased() }
        var prepared = PreparedShape(
            shape: shape,
            url: nil,
            headers: HeaderChain(lines: (shape.headers ?? []).map(HeaderChain.libraryLine)),
            mayGoAgain: shape.mayGoAgain && Self.idempotent.contains(shape.method),
            isSecure: shape.url.map { $0.hasPrefix("https:") },
            unasked: HeaderPrefix.Lines(
                expect: !names.contains("expect"),
                contentType: !names.contains("content-type"),
                accept: !names.contains("accept")
            ),
            uploads: shape.hasBody || ["POST", "PUT", "PATCH"].contains(shape.method)
        )
        if let text = shape.url {
            guard let url = curl_url() else { throw ShapeFailure("no memory for its URL") }
            // The path goes out as it is written.
            guard curl_url_set(url, CURLUPART_URL, text, UInt32(CURLU_PATH_AS_IS)) == CURLUE_OK else {
                curl_url_cleanup(url)
                throw ShapeFailure("its URL cannot be used")
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

    /// Sending these again has no other effect than sending them once (RFC 9110 section 9.2.2).
    private static let idempotent: Set<String> = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"]

    /// What arrived for a slot; valid until its next ``start(slot:shape:url:headers:body:now:)``.
    public func sink(of slot: Int) -> UnsafeMutablePointer<ResponseSink> {
        // A field of memory that lives as long as the driver.
        UnsafeMutableRawPointer(slots + slot).advanced(by: Self.sinkOffset).assumingMemoryBound(to: ResponseSink.self)
    }

    /// The number of the shape of a slot's last request, or -1.
    @inline(__always)
    public func shape(of slot: Int) -> Int { Int(slots[slot].shape) }

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
    public var deadline: UInt64 { multis.deadline }
}
