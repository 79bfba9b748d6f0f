import Glibc
import LoadMetrics
import SLOAnalysis

/// What `zonda compare … --with …` decides of runs that differ among themselves.
struct ArmGate {
    var passes = 0
    var fails = 0
    var runs = 0

    /// - Parameters:
    ///   - count: runs of either arm, 2,000 requests each.
    ///   - variation: the standard deviation of a run's speed, relative.
    ///   - slowdown: how much slower the new runs are.
    init(count: Int, variation: Double, slowdown: Double, runs: Int, seed: UInt64) {
        let simulated = SimulatedRun()
        for number in 0..<runs {
            var random = Random(seed: seed &* 1_000_003 &+ UInt64(number))
            func run(_ factor: Double, _ place: Int) -> ComparedRun {
                let speed = 20 * factor * exp(variation * random.normal())
                var stored = simulated.stored([(0..<2_000).map { _ in speed * exp(0.25 * random.normal()) }])
                stored.record.id = "run-\(place)"
                stored.record.startedAt = Double(place)
                return ComparedRun(stored)
            }
            let base = (0..<count).map { run(1, 2 * $0) }
            let new = (0..<count).map { run(1 + slowdown, 2 * $0 + 1) }
            let outcome = ArmComparison(base: base, new: new).outcome
            self.runs += 1
            if outcome == .pass { passes += 1 }
            if outcome == .fail { fails += 1 }
        }
    }

    func row(_ name: String, _ count: Int, _ variation: Double) -> String {
        func percent(_ part: Int) -> String { fixed(100 * Double(part) / Double(max(1, runs)), 1) + " %" }
        return "| \(name) | \(count) | \(fixed(variation * 100, 0)) % | \(percent(passes)) | \(percent(fails)) |"
    }
}
