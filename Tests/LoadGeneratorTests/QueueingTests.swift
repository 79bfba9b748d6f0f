import Foundation
import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// The whole way from arrivals to histograms against queueing theory: servers with exponential service times under
/// Poisson arrivals (M/M/c, Erlang's formulas) and under evenly spaced ones (D/M/1).
@Suite struct QueueingTests {
    private struct Vectors: Decodable {
        struct Servers: Decodable {
            var c, lam, mu, rho, lost, waiting, wait, mean, queue, inside, p50, p95, p99: Double
            enum CodingKeys: String, CodingKey {
                case c, lam, mu, rho, lost = "erlangB", waiting = "erlangC", wait = "Wq", mean = "W", queue = "Lq"
                case inside = "L", p50, p95, p99
            }
        }
        struct Spaced: Decodable {
            var lam, mu, waiting, wait, p50, p95, p99: Double
            enum CodingKeys: String, CodingKey { case lam, mu, waiting = "sigma", wait = "Wq", p50, p95, p99 }
        }
        var mmcResponse: [Servers]
        var dm1Response: [Spaced]
    }

    /// Servers that take requests in the order in which they come.
    private final class Service {
        private var free: [Double]
        private var random: SeededRandom
        private let rate: Double
        /// What each request took, in order, in seconds.
        private(set) var times: [Double] = []
        /// How long it waited for a server before, all together, and how many did.
        private(set) var waits = 0.0
        private(set) var waiting = 0
        /// The last that was answered, in seconds since the start of the load.
        private(set) var end = 0.0

        init(servers: Int, rate: Double, seed: UInt64) {
            free = Array(repeating: 0, count: servers)
            random = SeededRandom(seed: seed, 9, 0)
            self.rate = rate
        }

        func answer(_ call: ScriptedTransport.Call) -> ScriptedTransport.Answer {
            let now = Double(call.time) / 1e9
            let server = free.indices.min { free[$0] < free[$1] } ?? 0
            waits += max(0, free[server] - now)
            if free[server] > now { waiting += 1 }
            free[server] = max(now, free[server]) - log(1 - random.unit()) / rate
            times.append(free[server] - now)
            end = max(end, free[server] - Double(ShardGroup.start) / 1e9)
            return .init(after: UInt64((free[server] - now) * 1e9))
        }
    }

    @Test(arguments: 0..<8) func poissonArrivalsAtSeveralServers(row: Int) throws {
        let rows = try VectorFile.read("queueing", as: Vectors.self).mmcResponse
        #expect(rows.count == 8)
        let expected = rows[row]
        // Of requests that nobody lets wait so many are lost (B): what wait are those of C = B / (1 − ρ (1 − B)).
        let waiting = expected.lost / (1 - expected.rho * (1 - expected.lost))
        #expect(abs(waiting - expected.waiting) < 1e-12)
        // Little's law for the queue and for all that is in the system.
        #expect(abs(expected.lam * expected.wait - expected.queue) < 1e-9 * max(1, expected.queue))
        #expect(abs(expected.lam * expected.mean - expected.inside) < 1e-9 * max(1, expected.inside))
        try check(
            servers: Int(expected.c),
            arrivals: .poisson,
            lambda: expected.lam,
            mu: expected.mu,
            mean: expected.mean,
            waiting: expected.waiting,
            quantiles: [(0.5, expected.p50), (0.95, expected.p95), (0.99, expected.p99)],
            seed: UInt64(row)
        )
    }

    @Test(arguments: 0..<3) func spacedArrivalsAtOneServer(row: Int) throws {
        let rows = try VectorFile.read("queueing", as: Vectors.self).dm1Response
        #expect(rows.count == 3)
        let expected = rows[row]
        try check(
            servers: 1,
            arrivals: .constant,
            lambda: expected.lam,
            mu: expected.mu,
            mean: expected.wait + 1 / expected.mu,
            waiting: expected.waiting,
            quantiles: [(0.5, expected.p50), (0.95, expected.p95), (0.99, expected.p99)],
            seed: UInt64(20 + row)
        )
    }

    private func check(
        servers: Int,
        arrivals: Load.Arrivals,
        lambda: Double,
        mu: Double,
        mean: Double,
        waiting: Double,
        quantiles: [(share: Double, value: Double)],
        seed: UInt64
    ) throws {
        let service = Service(servers: servers, rate: mu, seed: seed)
        let load = lambda / mu / Double(servers)
        let requests = load > 0.85 ? 40_000.0 : 20_000
        let arriving = Make.rate(lambda, for: Nanoseconds(requests / lambda) * .second, arrivals, cap: 2_000)
        let run = try Simulation(
            Make.plan([.request(Make.request())], load: arriving),
            seed: seed,
            keepsCalls: false,
            script: service.answer
        )
        let response = run.merged("s0", .response)
        let count = Double(response.totalCount)
        #expect(run.totals.dropped == 0)
        #expect(abs(count - requests) < 6 * requests.squareRoot())
        // What the service took is what was measured, whatever theory says.
        #expect(abs(response.exactMean / 1e9 - service.times.reduce(0, +) / count) < 1e-6)
        // How many neighbours are worth one independent request: of a queue at most this many.
        let effect = 4 * load / ((1 - load) * (1 - load))
        for (share, value) in quantiles where (1 - share) * count / effect >= 5 {
            let beyond = Double(response.count(atOrAbove: UInt64(value * 1e9))) / count
            // A deviation that chance exceeds once in a thousand times.
            let doubt = 3.29 * (share * (1 - share) * effect / count).squareRoot()
            #expect(abs(beyond - (1 - share)) < doubt, "p\(share * 100) of \(servers) at \(lambda)/s: \(beyond)")
        }
        let doubt = 3.29 * mean * (effect / count).squareRoot()
        #expect(abs(response.exactMean / 1e9 - mean) < doubt, "mean of \(servers) at \(lambda)/s")
        // Waits, those who wait, and requests in the queue and in the system.
        #expect(abs(service.waits / count - (mean - 1 / mu)) < doubt, "wait for \(servers) at \(lambda)/s")
        let share = Double(service.waiting) / count
        #expect(abs(share - waiting) < 3.29 * (waiting * (1 - waiting) * effect / count).squareRoot(), "\(share)")
        let inside = service.times.reduce(0, +) / service.end
        #expect(abs(inside - lambda * mean) < lambda * doubt * 1.1 + 0.02 * lambda * mean, "\(inside)")
    }
}
