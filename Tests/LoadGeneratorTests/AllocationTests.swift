import AllocationCounter
import Groundwork
import LoadMetrics
import LoadPlan
import NetworkModel
import Testing

@testable import LoadGenerator

/// The hot path's promise as a number: heap allocations of a shard per request, in steady state.
@Suite struct AllocationTests {
    /// An optimised build allocates nothing (`make allocations`); an unoptimised one keeps some temporaries on the heap,
    /// and must not grow beyond what it keeps today.
    #if DEBUG
        private static let limit = 24.0
        /// A way out and a way back more.
        private static let farLimit = 60.0
    #else
        private static let limit = 0.0
        /// Distances spread over many times: a histogram takes a page of memory when a value falls in it for the first
        /// time, and some are seldom.
        private static let farLimit = 0.002
    #endif

    private func allocations(
        _ request: Request,
        inside wrap: (Step) -> [Step] = { [$0] },
        body: String = #"{"id":"b7f1c2d4","slots":[{"id":1,"free":false},{"id":2,"free":true}]}"#,
        variables: [String] = [],
        regions: [Region] = [Region(name: "here", share: 1, place: here)]
    ) throws -> Double? {
        guard allocation_count() >= 0 else { return nil }
        let load = Make.users(32, for: 3600 * .second)
        var plan = Make.plan(
            wrap(.request(request)),
            load: load,
            variables: variables,
            regions: regions,
            counters: ["queue.dropped"]
        )
        plan.queues = [("queue", 0)]
        let clock = ManualClock()
        let layout = SeriesLayout(plan)
        let core = try ShardCore(
            plan: plan,
            settings: .init(slots: 32),
            transport: EchoTransport(users: 256, body: body, clock: clock),
            clock: clock,
            layout: layout,
            recorder: SampleRecorder(limits: .init(series: layout.keys, thresholds: layout.thresholds))
        )
        core.begin(at: 0)
        func turn(until requests: UInt64) {
            while core.counts.progress.requests < requests {
                _ = core.turn(now: clock.time)
                clock.time += 100_000
            }
        }
        turn(until: 2_000)
        let before = allocation_count()
        let requests = core.counts.progress.requests
        turn(until: requests + 10_000)
        return Double(allocation_count() - before) / Double(core.counts.progress.requests - requests)
    }

    @Test func aStatusOnlyStepAllocatesNothing() throws {
        let found = try allocations(Make.request())
        #expect((found ?? 0) <= Self.limit)
    }

    @Test func loopsAndChoicesAllocateNothing() throws {
        let found = try allocations(
            Make.request(),
            inside: { request in
                let choice = Step.choose([.init(share: 0.5, steps: [request]), .init(share: 0.5, steps: [request])])
                return [.repeats(.literal(.integer(3)), [choice], place: here), .abandon(probability: 0.1)]
            }
        )
        #expect((found ?? 0) <= Self.limit)
    }

    @Test func requestsAtTheSameTimeAllocateNothing() throws {
        let found = try allocations(
            Make.request(),
            inside: { request in
                guard case .request(let request) = request else { return [] }
                let requests = [Request](repeating: request, count: 6)
                return [.parallel(Parallel(requests: requests, connections: 4, place: here))]
            }
        )
        #expect((found ?? 0) <= Self.limit)
    }

    @Test func aModelledDistanceAllocatesNothing() throws {
        let profile = try #require(NetworkCatalogue.profile("ar-national/bue-gru"))
        let region = Region(name: "ar", share: 1, vantage: .model(profile), place: here)
        let found = try allocations(Make.request(), regions: [region])
        #expect((found ?? 0) <= Self.farLimit)
    }

    @Test func handingOnAValueAllocatesNothing() throws {
        let found = try allocations(
            Make.request(captures: [Capture(variable: 0, source: .json(Make.path("id")), place: here)]),
            inside: { request in
                let take = Take(variable: 1, queue: 0, wait: .second, orNone: true, place: here)
                return [.take(take), request, .put(.variable(0), queue: 0), .put(.variable(0), queue: 0)]
            },
            variables: ["id", "other"]
        )
        #expect((found ?? 0) <= Self.limit)
    }

    @Test func aCapturedIdAllocatesNothing() throws {
        let capture = Capture(variable: 0, source: .json(Make.path("id")), place: here)
        let found = try allocations(Make.request(captures: [capture]), variables: ["id"])
        #expect((found ?? 0) <= Self.limit)
    }

    @Test func aRegularExpressionAllocatesNothing() throws {
        let source = ResponsePart.regex(RegexQuery(pattern: #""id":(\d+),"free":true"#, group: 1))
        let check = Check(
            condition: .expression(.matches(.response(.body), RegexQuery(pattern: "slots", group: 0))),
            text: "",
            place: here
        )
        #if DEBUG
            let limit = 30.0
        #else
            let limit = 0.0
        #endif
        let found = try allocations(
            Make.request(
                checks: [Make.status(200), check],
                captures: [
                    Capture(variable: 0, source: source, place: here),
                    Capture(variable: 1, source: source, pick: .random, place: here),
                ]
            ),
            variables: ["id", "other"]
        )
        #expect((found ?? 0) <= limit)
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
        let found = try allocations(request, variables: ["id"])
        #expect((found ?? 0) <= Self.limit)
    }
}
