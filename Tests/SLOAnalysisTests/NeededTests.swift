import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

/// What is not decided says what would decide it.
@Suite("What would decide it") struct NeededTests {
    private static let requirements: [Requirement] = [
        .p95, .percentile(quantile: 0.999, limit: 200_000_000, orEqual: false),
        .mean(limit: 41_000_000, orEqual: false), .maximum(limit: 200_000_000, orEqual: false),
        .errorRate(limit: 0.02, orEqual: false), .availability(least: 0.9999, orEqual: true),
        .throughput(least: 200, orEqual: true), .regression(quantile: 0.95, within: 0.05),
        .windows(of: .p95, share: 0.9, length: 10 * .second), .windows(of: .p95, share: 0.99, length: .second),
        .windows(of: .p95, share: 0.9, length: .millisecond),
        .apdex(satisfied: 50_000_000, least: 0.95, orEqual: true), .checks(least: 0.98, orEqual: true),
        .counter(name: "n", comparison: .atLeast, limit: 1, perSecond: false),
    ]

    @Test(arguments: [1, 4, 9, 30, 60], requirements)
    func everyOpenFindingSaysIt(seconds: Int, requirement: Requirement) {
        for (slow, failed) in [(0.0, 0.0), (0.05, 0.02), (0.5, 0.5), (0.0, 1.0)] {
            var run = SyntheticRun.even(slow: slow, perSecond: 40, seconds: UInt64(seconds), failed: failed).stored
            run.record.counters = ["n": 1]
            for looks in [nil, RunRecord.Looks(plannedTo: 1, extendTo: nil, mayEndEarly: false)] {
                run.record.looks = looks
                var coarse = run
                coarse.slices = []
                for run in [run, coarse] {
                    let finding = ObjectiveJudge(objective(requirement), run: run, baselines: []).decide().finding
                    #expect(!finding.reason.isEmpty)
                    guard finding.outcome == .inconclusive else { continue }
                    #expect(
                        finding.needed?.isEmpty == false,
                        "\(requirement), \(seconds) s, \(slow), \(failed): \(finding)"
                    )
                }
            }
        }
    }
}
