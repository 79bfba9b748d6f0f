import Foundation
import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// Services whose answer times are known in closed form: what the generator measures must be what queueing theory says
/// (Kleinrock, Queueing Systems I, 1975: M/M/c and D/M/1, first come first served). The figures were computed apart from
/// the formulas.
@Suite struct QueueTests {
    /// A queue: `servers` of rate `mu` each, arrivals at `lambda`, and its response time's quantiles in seconds.
    struct Queue: Sendable, CustomTestStringConvertible {
        var arrivals: Load.Arrivals
        var servers = 1
        var lambda: Double
        var mu = 10.0
        var p50: Double
        var p95: Double

        var load: Double { lambda / mu / Double(servers) }
        var testDescription: String { "\(arrivals.rawValue), \(servers) servers, load \(load)" }
    }

    static let queues = [
        Queue(arrivals: .poisson, lambda: 5, p50: 0.138629, p95: 0.599146),
        Queue(arrivals: .poisson, lambda: 8, p50: 0.346574, p95: 1.497866),
        Queue(arrivals: .poisson, lambda: 9, p50: 0.693147, p95: 2.995732),
        Queue(arrivals: .poisson, servers: 2, lambda: 16, p50: 0.204003, p95: 0.791068),
        Queue(arrivals: .poisson, servers: 4, lambda: 32, p50: 0.134620, p95: 0.473802),
        Queue(arrivals: .poisson, servers: 10, lambda: 80, p50: 0.091214, p95: 0.332827),
        Queue(arrivals: .poisson, servers: 50, lambda: 450, p50: 0.077647, p95: 0.308280),
        Queue(arrivals: .constant, lambda: 5, p50: 0.086990, p95: 0.375965),
        Queue(arrivals: .constant, lambda: 8, p50: 0.186646, p95: 0.806670),
    ]

    /// Servers that take requests in the order in which they come.
    private final class Service {
        private var free: [UInt64]
        private let mean: Double
        private var random = SeededRandom(seed: 11, 7)

        init(_ queue: Queue) {
            free = [UInt64](repeating: 0, count: queue.servers)
            mean = 1e9 / queue.mu
        }

        func answer(_ call: ScriptedTransport.Call) -> ScriptedTransport.Answer {
            let server = free.indices.min { free[$0] < free[$1] } ?? 0
            let work = UInt64(-log(1 - random.unit()) * mean)
            free[server] = max(free[server], call.time) + work
            return .init(after: free[server] - call.time)
        }
    }

    @Test(arguments: queues)
    func responseTimesAreThoseOfTheory(_ queue: Queue) throws {
        let seconds = UInt64(40_000 / queue.lambda)
        let service = Service(queue)
        let plan = Make.plan(
            [.request(Make.request(timeout: 600 * .second))],
            load: Make.rate(queue.lambda, for: seconds * .second, queue.arrivals, cap: 2000)
        )
        let run = try Simulation(plan, seed: 2, keepsCalls: false, script: service.answer)
        let response = run.merged("s0", .response)
        #expect(response.totalCount > 39_000)
        // Waits are long alike: near the limit a run is worth far fewer independent samples than it has.
        let tolerance = queue.load > 0.85 ? 0.15 : 0.07
        for (percentile, expected) in [(50.0, queue.p50), (95, queue.p95)] {
            let found = Double(response.value(atPercentile: percentile)) / 1e9
            #expect(abs(found / expected - 1) < tolerance, "p\(percentile): \(found), expected \(expected)")
        }
        // Little's law holds for what was counted.
        let flying = Double(run.totals.inFlightArea) / 1e9 / Double(seconds)
        let waited = response.mean / 1e9 * Double(response.totalCount) / Double(seconds)
        #expect(abs(flying / waited - 1) < 0.02)
    }

    /// A service that always takes the same time: every percentile is that time.
    @Test func aFixedDelayIsEveryPercentile() throws {
        let plan = Make.plan([.request(Make.request())], load: Make.rate(100, for: 20 * .second, .poisson))
        let run = try Simulation(plan, keepsCalls: false) { _ in .init(after: 5_000_000) }
        let response = run.merged("s0", .response)
        for percentile in [50, 99, 100.0] {
            let found = response.value(atPercentile: percentile)
            #expect(found >= 5_000_000 && found < 5_010_000)
        }
    }
}
