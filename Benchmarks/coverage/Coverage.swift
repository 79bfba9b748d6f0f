import Dispatch
import Synchronization

/// Simulates services whose truth is known and counts how often the verdict is wrong: the table in docs/measurement.md.
///
///     make coverage            # about two minutes; RUNS=200 for a quick look
@main
enum Coverage {
    static func main() {
        let runs = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1000
        guard (10...100_000).contains(runs) else { return print("usage: coverage-simulation [runs from 10 to 100000]") }
        print("Absolute gate, \(runs) runs each: exactly as many bad requests as the limit allows, so that every")
        print("decision is a wrong one. \"by ten\" is what the rule of ten allowed events alone passes.\n")
        print("| traffic | objective | requests | median DEFF | false PASS | of them by ten | false FAIL |")
        print("|---|---|---:|---:|---:|---:|---:|")
        let cases = Traffic.allCases.flatMap { traffic in
            traffic.lengths.map { (traffic, $0, 0.95) }
                + (traffic == .stalls ? [] : [(traffic, traffic.lengths[2], 0.99)])
        }
        parallel(cases.count) { number in
            let (traffic, count, quantile) = cases[number]
            return AbsoluteGate(traffic, count: count, quantile: quantile, runs: runs, seed: UInt64(number + 1))
                .row(traffic, count, quantile)
        }
        print("\nLooked at from 30 % to the end, fifteen times, \(runs / 2) runs each.\n")
        print("| traffic | requests | ever false PASS | ever false FAIL |")
        print("|---|---:|---:|---:|")
        let looked: [(Traffic, Int)] = [(.independent, 5_000), (.queue50, 5_000), (.queue80, 20_000)]
        parallel(looked.count) { number in
            let (traffic, count) = looked[number]
            return SequentialGate(traffic, count: count, runs: runs / 2, seed: UInt64(500 + number)).row(traffic, count)
        }
        print("\nRegression gate: one run against eight accepted ones.\n")
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

    /// Rows made on all cores, printed in order.
    private static func parallel(_ count: Int, _ row: @escaping @Sendable (Int) -> String) {
        let rows = Mutex([String](repeating: "", count: count))
        DispatchQueue.concurrentPerform(iterations: count) { number in
            let text = row(number)
            rows.withLock { $0[number] = text }
        }
        for text in rows.withLock({ $0 }) { print(text) }
    }
}
