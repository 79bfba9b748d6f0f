import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// The closed-form expectations of a service that stalls once (docs/measurement.md, coordinated omission): rate 1,000/s
/// for 60 s, one stall of 3 s, 2 ms otherwise.
@Suite struct CoordinatedOmissionTests {
    private static let rate = 1000.0
    private static let length = 60.0
    private static let stall = 3.0
    private static let base = 0.002
    private static let stallStart = ShardGroup.start + 20 * .second
    private static let stallEnd = stallStart + 3 * .second

    /// Everything that arrives in the stall is answered at its end, at once.
    private static func instant(_ call: ScriptedTransport.Call) -> ScriptedTransport.Answer {
        let held = call.time >= stallStart && call.time < stallEnd ? stallEnd - call.time : 0
        return .init(after: held + 2_000_000)
    }

    private static func expected(_ percentile: Double) -> Double {
        max(base, stall - (1 - percentile / 100) * length + base)
    }

    @Test func openModelShowsTheStallInFull() throws {
        let plan = Make.plan([.request(Make.request())], load: Make.rate(Self.rate, for: 60 * .second))
        let run = try Simulation(plan, keepsCalls: false, script: Self.instant)
        let response = run.merged("s0", .response)
        let service = run.merged("s0", .service)
        #expect(response.totalCount == 60_000)
        for percentile in [50.0, 90, 95, 99, 99.9] {
            let found = Double(response.value(atPercentile: percentile)) / 1e9
            #expect(abs(found - Self.expected(percentile)) < max(0.03, 2 / Self.rate), "p\(percentile)")
        }
        #expect(abs(Double(response.exactMax) / 1e9 - (Self.stall + Self.base)) < 0.002)
        // An open generator goes on sending into the stall, so the service's own clock agrees.
        #expect(service.value(atPercentile: 99) == response.value(atPercentile: 99))
        #expect(run.merged("s0", .lateness).exactMax == 0)
        #expect(run.totals.scheduled == 60_000)
        #expect(run.totals.started == 60_000)
    }

    private struct Vectors: Decodable {
        struct Case: Decodable {
            var rate, duration, stall, baseLatency: Double
            var drainRate: Double?
            var slowFraction, exceed200Ms: Double
            var quantiles: [String: Double]
        }
        var cases: [Case]
    }

    /// Stalls whose backlog is answered at once, or at a rate: one server with a queue, that stands still for a while.
    @Test(arguments: 0..<5) func stallsOfTheFluidModel(number: Int) throws {
        let cases = try VectorFile.read("coordinated-omission", as: Vectors.self).cases
        #expect(cases.count == 5)
        let expected = cases[number]
        let from = Double(ShardGroup.start) / 1e9 + expected.duration / 4
        let rest = expected.drainRate.map { 1 / $0 } ?? 0
        var free = 0.0
        let length = Nanoseconds(expected.duration) * .second
        let load = Make.rate(expected.rate, for: length, cap: 20_000)
        let request = Make.request(timeout: 1_000 * .second)
        let run = try Simulation(Make.plan([.request(request)], load: load), keepsCalls: false) { call in
            let now = Double(call.time) / 1e9
            let begin = max(now >= from && now < from + expected.stall ? from + expected.stall : now, free)
            free = begin + rest
            return .init(after: UInt64((begin - now + expected.baseLatency) * 1e9))
        }
        let response = run.merged("s0", .response)
        let samples = expected.rate * expected.duration
        #expect(Double(response.totalCount) == samples)
        #expect(run.totals.dropped == 0)
        for (name, value) in expected.quantiles {
            let share = try #require(Double(name))
            let found = Double(response.value(atPercentile: share)) / 1e9
            // One arrival's distance, and a thousandth for the histogram's buckets.
            #expect(abs(found - value) <= 1.5 / expected.rate + 0.001 * value, "p\(name): \(found), expected \(value)")
        }
        let beyond = Double(response.count(atOrAbove: 200_000_000)) / samples
        #expect(abs(beyond - expected.exceed200Ms) < 2.5 / samples + 1e-4)
        let slow = Double(response.count(atOrAbove: UInt64(expected.baseLatency * 1.01e9))) / samples
        #expect(abs(slow - expected.slowFraction) < 1e-3)
    }

    /// The same service under a closed load of ten users omits what its users did not ask: the comparison must fail.
    @Test func closedModelHidesTheStall() throws {
        let plan = Make.plan(
            [.request(Make.request()), .think(.fixed(8_000_000))],
            load: Make.users(10, for: 60 * .second)
        )
        let run = try Simulation(plan, keepsCalls: false, script: Self.instant)
        let response = run.merged("s0", .response)
        #expect(response.totalCount > 50_000)
        #expect(Double(response.value(atPercentile: 99)) / 1e9 < 0.0025)
        #expect(Self.expected(99) > 2)
        #expect(response.count(atOrAbove: 1_000_000_000) == 10)
    }

    /// With fewer users than the stall needs, arrivals wait: service time loses the stall, response time does not.
    @Test func aCapMovesTheStallIntoLateness() throws {
        let load = Make.rate(Self.rate, for: 60 * .second, cap: 100)
        let run = try Simulation(
            Make.plan([.request(Make.request())], load: load),
            keepsCalls: false,
            script: Self.instant
        )
        let response = run.merged("s0", .response)
        let service = run.merged("s0", .service)
        let lateness = run.merged("s0", .lateness)
        #expect(response.totalCount == 60_000)
        // 100 users of 2 ms drain at 50,000/s: nearly at once.
        let drained = 1 / (1 - Self.rate / 50_000)
        for percentile in [99.0, 99.9] {
            let found = Double(response.value(atPercentile: percentile)) / 1e9
            let share = (1 - percentile / 100) * Self.length / drained
            #expect(abs(found - (Self.stall - share + Self.base)) < 0.04, "p\(percentile)")
        }
        #expect(Double(service.value(atPercentile: 99)) / 1e9 < 0.0025)
        #expect(Double(lateness.value(atPercentile: 99)) / 1e9 > 2)
        #expect(run.totals.dropped == 0)
    }

    /// A generator that took the send for the start would measure the service's clock only: the honest one is checked
    /// against it here, so that removing it makes a test fail.
    @Test func responseIsServicePlusLateness() throws {
        let load = Make.rate(200, for: 10 * .second, cap: 4)
        let run = try Simulation(Make.plan([.request(Make.request())], load: load), keepsCalls: false) { call in
            .init(after: call.number % 20 == 0 ? 500_000_000 : 1_000_000)
        }
        let response = run.merged("s0", .response)
        let service = run.merged("s0", .service)
        let lateness = run.merged("s0", .lateness)
        #expect(abs(response.exactMean - service.exactMean - lateness.exactMean) < 1)
        #expect(lateness.exactMean > 10_000_000)
    }
}
