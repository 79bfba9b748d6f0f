import Dispatch
import Glibc
import Synchronization

/// Simulates services whose truth is known and counts how often the verdict is wrong: the table in docs/measurement.md.
///
///     make coverage            # some minutes; RUNS=200 for a quick look
///     .build/release/coverage-simulation 2000 regression arms
@main
enum Coverage {
    static func main() {
        var words = CommandLine.arguments.dropFirst()
        let runs = words.first.flatMap { Int($0) } ?? 1000
        if words.first.flatMap({ Int($0) }) != nil { words = words.dropFirst() }
        let parts: [(name: String, run: (Int) -> Void)] = [
            ("absolute", absolute), ("clear", clear), ("looks", looks), ("regression", regression), ("arms", arms),
            ("capacity", capacity), ("outages", outages),
        ]
        guard (10...100_000).contains(runs), words.allSatisfy({ word in parts.contains { $0.name == word } }) else {
            return print(
                "usage: coverage-simulation [runs from 10 to 100000] [\(parts.map(\.name).joined(separator: "] ["))]"
            )
        }
        for part in parts where words.isEmpty || words.contains(part.name) { part.run(runs) }
    }

    private static func absolute(_ runs: Int) {
        print("Absolute gate, \(runs) runs each: exactly as many bad requests as the limit allows, so that every")
        print("decision is a wrong one.\n")
        print("| traffic | objective | requests | median DEFF | false PASS | false FAIL |")
        print("|---|---|---:|---:|---:|---:|")
        let cases = Traffic.allCases.flatMap { traffic in
            traffic.lengths.map { (traffic, $0, 0.95) }
                + (traffic == .stalls ? [] : [(traffic, traffic.lengths[2], 0.99)])
        }
        parallel(cases.count) { number in
            let (traffic, count, quantile) = cases[number]
            return AbsoluteGate(traffic, count: count, quantile: quantile, runs: runs, seed: UInt64(number + 1))
                .row(traffic, count, quantile)
        }
    }

    private static func clear(_ runs: Int) {
        print("\nFar from the limit, \(runs) runs each.\n")
        print("| service | objective | requests | verdict | said | the opposite |")
        print("|---|---|---:|---|---:|---:|")
        let cases = ClearGate.Service.allCases.flatMap { service in
            [(1_000, 0.95), (5_000, 0.95), (5_000, 0.99), (20_000, 0.99)].map { (service, $0.0, $0.1) }
        }
        parallel(cases.count) { number in
            let (service, count, quantile) = cases[number]
            return ClearGate(service, count: count, quantile: quantile, runs: runs, seed: UInt64(3000 + number))
                .row(service, count, quantile)
        }
    }

    private static func looks(_ runs: Int) {
        print("\nLooked at from 30 % to the end, fifteen times, \(runs / 2) runs each.\n")
        print("| traffic | requests | ever false PASS | ever false FAIL |")
        print("|---|---:|---:|---:|")
        let looked: [(Traffic, Int)] = [(.independent, 5_000), (.queue50, 5_000), (.queue80, 20_000), (.moods, 5_000)]
        parallel(looked.count) { number in
            let (traffic, count) = looked[number]
            return SequentialGate(traffic, count: count, runs: runs / 2, seed: UInt64(500 + number)).row(traffic, count)
        }
    }

    private static func regression(_ runs: Int) {
        print("\nRegression gate: one run against eight accepted ones, \(2 * runs) runs or \(runs) suites each.\n")
        print("| arms | objectives | run-to-run | FAIL per objective | FAIL per suite |")
        print("|---|---:|---:|---:|---:|")
        let suites: [(name: String, steps: Int, count: Int, variation: Double, slowdown: Double, runs: Int)] = [
            ("alike", 1, 4_000, 0.02, 0, 2 * runs), ("alike", 1, 4_000, 0.05, 0, 2 * runs),
            ("alike", 1, 4_000, 0.1, 0, 2 * runs),
            ("alike", 40, 400, 0.02, 0, runs), ("alike", 40, 400, 0.05, 0, runs), ("alike", 40, 400, 0.1, 0, runs),
            ("10 % slower", 1, 10_000, 0.02, 0.1, runs),
        ]
        parallel(suites.count) { number in
            let suite = suites[number]
            return RegressionGate(
                steps: suite.steps,
                count: suite.count,
                variation: suite.variation,
                slowdown: suite.slowdown,
                runs: suite.runs,
                seed: UInt64(1000 + number)
            ).row(suite.name, suite.steps, suite.variation)
        }
    }

    private static func arms(_ runs: Int) {
        print("\nArms of runs taken in turns, \(2 * runs) pairs of arms each.\n")
        print("| arms | runs of either | run-to-run | PASS | FAIL |")
        print("|---|---:|---:|---:|---:|")
        let cases: [(name: String, count: Int, variation: Double, slowdown: Double)] = [
            ("alike", 4, 0.02, 0), ("alike", 4, 0.05, 0), ("alike", 4, 0.1, 0), ("alike", 8, 0.05, 0),
            ("5 % slower", 4, 0.02, 0.05), ("10 % slower", 4, 0.02, 0.1), ("10 % slower", 4, 0.05, 0.1),
            ("10 % slower", 8, 0.05, 0.1),
        ]
        parallel(cases.count) { number in
            let one = cases[number]
            return ArmGate(
                count: one.count,
                variation: one.variation,
                slowdown: one.slowdown,
                runs: 2 * runs,
                seed: UInt64(2000 + number)
            ).row(one.name, one.count, one.variation)
        }
    }

    private static func capacity(_ runs: Int) {
        let searches = max(1, runs / 5)
        print("\nSearches for a known capacity (M/M/1), \(searches) each: the level reported against the true one.\n")
        print("| level | confirmed | levels tried | 5 % | median | 95 % | over by more than 2 % |")
        print("|---:|---:|---:|---:|---:|---:|---:|")
        let cases: [(seconds: Double, isNaive: Bool)] = [(30, false), (60, false), (10, true), (30, true)]
        parallel(cases.count) { number in
            let one = cases[number]
            return CapacityGate(
                seconds: one.seconds,
                isNaive: one.isNaive,
                runs: searches,
                seed: UInt64(3000 + number)
            ).row()
        }
    }

    private static func outages(_ runs: Int) {
        print("\nServices that do not answer; p95 < 200ms is far above what answers take. \(runs / 2) runs each.\n")
        print("| service | run | PASS | FAIL | INCONCLUSIVE |")
        print("|---|---:|---:|---:|---:|")
        let cases: [(name: String, outage: OutageGate.Outage, seconds: Int)] = [
            ("dead, in 1 moment", .dead(clumps: 1), 20), ("dead, in 3 moments", .dead(clumps: 3), 20),
            ("dead, in 6 moments", .dead(clumps: 6), 60), ("frozen for 2 % of the time", .frozen(0.02), 200),
            ("frozen for 4 %", .frozen(0.04), 100), ("frozen for 8 %", .frozen(0.08), 60),
            ("frozen for 20 %", .frozen(0.2), 60), ("frozen for 50 %", .frozen(0.5), 60),
        ]
        parallel(cases.count) { number in
            let one = cases[number]
            return OutageGate(one.outage, seconds: one.seconds, runs: runs / 2, seed: UInt64(4000 + number))
                .row(one.name, one.seconds)
        }
    }

    /// Rows made on all cores, printed in order as soon as those before them are there.
    private static func parallel(_ count: Int, _ row: @escaping @Sendable (Int) -> String) {
        let waiting = Mutex((rows: [Int: String](), next: 0))
        DispatchQueue.concurrentPerform(iterations: count) { number in
            let text = row(number)
            waiting.withLock { waiting in
                waiting.rows[number] = text
                while let text = waiting.rows.removeValue(forKey: waiting.next) {
                    print(text)
                    waiting.next += 1
                }
            }
            fflush(nil)
        }
    }
}
