import AllocationCounter
import Curl
import Groundwork
import LoadMetrics
import LoadPlan
import LoadTestKit
import Testing

@testable import LoadGenerator

/// The hot path's promise with the exchange in it: requests are written, sent to a real service, read and judged, and no
/// memory is taken for any of it. libcurl's part, the making of connections, is over before the count begins.
@Suite(.enabled(if: NginxServer.isInstalled)) struct ExchangeAllocationTests {
    #if DEBUG
        private static let limit = 120.0
        private static let (before, counted): (UInt64, UInt64) = (1_000, 2_000)
    #else
        /// Real answers take various times: a histogram takes a page of memory when a value falls in it for the first time.
        /// One allocation in each turn would be over 0.1.
        private static let limit = 0.005
        private static let (before, counted): (UInt64, UInt64) = (50_000, 10_000)
    #endif

    /// Heap allocations of a shard per request; `nil` where they cannot be counted.
    private func allocations(_ request: Request, cookie: Bool = false) throws -> Double? {
        guard allocation_count() >= 0 else { return nil }
        let nginx = try NginxServer(
            server: """
                location / {
                  default_type application/json;
                  \(cookie ? "add_header Set-Cookie 'session=b7f1c2d4; Path=/; HttpOnly';" : "")
                  if ($request_method = POST) { return 200 '{"id":"b7f1c2d4","free":true}'; }
                  return 200 '{"id":"b7f1c2d4","free":true}';
                }
                """
        )
        defer { try? nginx.stop() }
        var plan = Make.plan([.request(request)], load: Make.users(8, for: 3600 * .second), variables: ["id"])
        plan.target = Plan.Target(scheme: "http", host: "127.0.0.1", port: nginx.port)
        plan.carrier = .exchange
        let endpoint = Endpoint(host: "127.0.0.1", port: nginx.port, addresses: ["127.0.0.1"])
        let transport = try #require(CarrierTransport(CurlDriver.Settings(slots: 8, endpoints: [endpoint])))
        let layout = SeriesLayout(plan)
        let core = try ShardCore(
            plan: plan,
            settings: .init(slots: 8),
            transport: transport,
            clock: MonotonicClock(),
            layout: layout,
            recorder: SampleRecorder(limits: .init(series: layout.keys, thresholds: layout.thresholds))
        )
        core.begin(at: core.clock.now())
        // No macro of the testing library inside: it would allocate in each turn.
        func turn(until requests: UInt64) {
            let end = core.clock.now() + 60 * UInt64(1_000_000_000)
            while core.counts.progress.requests < requests {
                let now = core.clock.now()
                guard now < end else { return }
                let deadline = core.turn(now: now)
                transport.readiness.wait(atMost: deadline > now ? min(deadline - now, 1_000_000) : 0)
            }
        }
        turn(until: Self.before)
        let before = allocation_count()
        let requests = core.counts.progress.requests
        turn(until: requests + Self.counted)
        try #require(core.counts.progress.requests >= requests + Self.counted)
        let made = Double(allocation_count() - before) / Double(core.counts.progress.requests - requests)
        #expect(core.counts.progress.errors == 0)
        #expect(core.counts.progress.connections == 8)
        return made
    }

    @Test func aStatusCheckAllocatesNothing() throws {
        let found = try allocations(Make.request(checks: [Make.status(200)]))
        #expect((found ?? 0) <= Self.limit)
    }

    @Test func aCapturedIdAllocatesNothing() throws {
        let capture = Capture(variable: 0, source: .json(Make.path("id")), place: here)
        let found = try allocations(Make.request(captures: [capture]))
        #expect((found ?? 0) <= Self.limit)
    }

    @Test func aTemplatedBodyAllocatesNothing() throws {
        let body = Template(segments: [
            .literal(Array("{\"n\":".utf8)),
            .place(.call(.random, [.literal(.integer(1)), .literal(.integer(9))]), .jsonValue),
            .literal(Array(",\"id\":\"".utf8)), .place(.call(.uuid, []), .jsonString), .literal(Array("\"}".utf8)),
        ])
        let header = Template(segments: [.literal(Array("Bearer ".utf8)), .place(.variable(0), .header)])
        let request = Make.request(
            method: "POST",
            headers: [.init(name: "Authorization", value: header)],
            body: .json(body),
            captures: [Capture(variable: 0, source: .json(Make.path("id")), place: here)]
        )
        let found = try allocations(request)
        #expect((found ?? 0) <= Self.limit)
    }

    @Test func aCookieAllocatesNothing() throws {
        let found = try allocations(Make.request(checks: [Make.status(200)]), cookie: true)
        #expect((found ?? 0) <= Self.limit)
    }
}
