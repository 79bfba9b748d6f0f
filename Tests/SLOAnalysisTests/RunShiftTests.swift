import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

@Suite("Differences of two runs") struct RunShiftTests {
    /// Requests between 20 and 60 ms, times a factor, some of them failed.
    private func run(factor: Double, failed: Double = 0, seed: UInt64 = 1) -> StoredRun {
        var run = SyntheticRun(seconds: 60, limits: [])
        var random = SeededRandom(seed: seed, 0, 0)
        for second in UInt64(0)..<60 {
            for _ in 0..<100 {
                let time = Double(20_000_000 + random.below(40_000_000)) * factor
                run.add(at: second, response: UInt64(time), outcome: random.unit() < failed ? "status" : "ok")
            }
        }
        return run.stored
    }

    @Test func aRunDoesNotDifferFromItself() throws {
        let shift = RunShift(from: ComparedRun(run(factor: 1)), to: ComparedRun(run(factor: 1)))
        #expect(shift.unlike.isEmpty)
        let all = try #require(shift.series.first)
        #expect(all.quantiles.allSatisfy { $0.figure.change == 0 && $0.figure.direction == 0 })
        #expect(all.plot.count > 50)
        #expect(all.plot.allSatisfy { $0.change == 0 })
        #expect(all.errors.change == 0)
    }

    @Test func aFifthSlowerIsSeenWithItsInterval() throws {
        let shift = RunShift(from: ComparedRun(run(factor: 1)), to: ComparedRun(run(factor: 1.2, seed: 2)))
        for series in shift.series {
            for quantile in series.quantiles {
                let figure = quantile.figure
                #expect(figure.direction == 1)
                let low = try #require(figure.low)
                let high = try #require(figure.high)
                #expect((low...high).contains(0.2), "p\(quantile.quantile * 100): \(low) … \(high)")
            }
        }
        let back = RunShift(from: ComparedRun(run(factor: 1.2, seed: 2)), to: ComparedRun(run(factor: 1)))
        #expect(back.series[0].quantiles[0].figure.direction == -1)
    }

    @Test func moreErrorsAreSeen() throws {
        let shift = RunShift(from: ComparedRun(run(factor: 1)), to: ComparedRun(run(factor: 1, failed: 0.03)))
        let errors = shift.series[0].errors
        #expect(errors.a == 0)
        #expect(errors.direction == 1)
        #expect((errors.low ?? 1) < 0.03 && (errors.high ?? 0) > 0.03)
    }

    @Test func aQuantileAmongFailedRequestsHasNoRatio() {
        let shift = RunShift(from: ComparedRun(run(factor: 1)), to: ComparedRun(run(factor: 1, failed: 0.2)))
        let p90 = shift.series[0].quantiles[1].figure
        #expect(p90.b == .infinity)
        #expect(p90.change == nil)
        #expect(shift.series[0].plot.allSatisfy { $0.b.isFinite })
    }

    @Test func whatIsNotAlikeIsNamed() {
        var other = run(factor: 1)
        other.record.scenario.hash = "def"
        other.record.load.curve = "200 for 60s"
        other.record.target = "http://127.0.0.1:2"
        other.record.host.cores = 8
        other.record.state = .interrupted
        let words = RunShift(from: ComparedRun(run(factor: 1)), to: ComparedRun(other)).unlike.joined(separator: "\n")
        for part in [
            "scenario: def, run A has abc", "load: ", "target: ", "cores: 8, run A has 2", "run B did not come",
        ] {
            #expect(words.contains(part), "\(part) is not in \(words)")
        }
    }

    @Test func phasesAddUpToTheMean() throws {
        func with(wait: UInt64, connect: UInt64) -> StoredRun {
            var run = run(factor: 1)
            for (clock, value, count) in [(SampleClock.wait, wait, 6000), (.connect, connect, 60)] {
                var histogram = Histogram(layout: .phase)
                histogram.record(value, count: UInt64(count))
                run.totals[0][clock] = histogram
            }
            return run
        }
        let shift = RunShift(
            from: ComparedRun(with(wait: 5_000_000, connect: 1_000_000)),
            to: ComparedRun(with(wait: 8_000_000, connect: 1_000_000))
        )
        let phases = shift.series[0].phases
        #expect(phases.map(\.phase) == RequestPhase.allCases)
        #expect(!shift.series[0].modelledA && !shift.series[0].modelledB)
        let mean = run(factor: 1).totals[0][.response]?.mean ?? 0
        #expect(abs(phases.reduce(0) { $0 + $1.a } - mean) < 0.001 * mean)
        let wait = try #require(phases.first { $0.phase == .wait })
        #expect(abs(wait.b - wait.a - 3_000_000) < 60_000)
        // Only one request in a hundred opened a connection.
        let connect = try #require(phases.first { $0.phase == .connect })
        #expect(abs(connect.a - 10_000) < 200)
    }

    @Test func aModelledNetworkIsNoQueueingAndIsCountedOnce() throws {
        var synthetic = SyntheticRun(regions: ["ar"])
        synthetic.record.regions[0].kind = "model"
        for second in 0..<synthetic.seconds {
            synthetic.add(at: second, response: 50_000_000, lateness: 1_000_000, network: 30_000_000, count: 10)
        }
        var run = synthetic.stored
        var wait = Histogram(layout: .phase)
        wait.record(48_000_000, count: 600)
        run.totals[0][.wait] = wait
        let series = RunShift(from: ComparedRun(run), to: ComparedRun(run)).series[0]
        let phases = series.phases
        #expect(series.modelledA && series.modelledB)
        let queueing = try #require(phases.first { $0.phase == .queueing })
        #expect(abs(queueing.a - 1_000_000) < 20_000)
        #expect(abs(phases.reduce(0) { $0 + $1.a } - 50_000_000) < 500_000)
        let breakdown = try #require(PhaseBreakdown.steps(run).first)
        #expect(breakdown.phases.hasModelledNetwork)
        for phase in phases { #expect(breakdown.phases[phase.phase] == phase.a) }
    }

    @Test func anAcceptedRunIsComparedByItsHistograms() throws {
        let stored = run(factor: 1)
        let baseline = Baseline(
            provenance: .init(stored, verdict: .pass),
            series: stored.record.series,
            totals: stored.totals
        )
        let shift = RunShift(from: ComparedRun(baseline), to: ComparedRun(run(factor: 1.2, seed: 2)))
        #expect(shift.a.isBaseline)
        #expect(shift.series[0].quantiles[0].figure.direction == 1)
        // Of two accepted runs nobody knows how much their samples stick together.
        let both = RunShift(from: ComparedRun(baseline), to: ComparedRun(baseline))
        #expect(both.series[0].quantiles[0].figure.low == nil)
        #expect(both.series[0].quantiles[0].figure.change == 0)
    }

    @Test func regionsAreToldApartWhereWanted() {
        var run = SyntheticRun(seconds: 60, limits: [], regions: ["ar", "cl"])
        for second in UInt64(0)..<60 {
            run.add(at: second, response: 20_000_000, region: "ar", count: 10)
            run.add(at: second, response: 30_000_000, region: "cl", count: 10)
        }
        let plain = RunShift(from: ComparedRun(run.stored), to: ComparedRun(run.stored))
        #expect(plain.series.map(\.region) == [nil, nil])
        let full = RunShift(from: ComparedRun(run.stored), to: ComparedRun(run.stored), byRegion: true)
        #expect(full.series.map(\.region) == [nil, nil, "ar", "cl"])
    }

    @Test func aRunWithoutSamplesHasNoFigures() {
        let shift = RunShift(from: ComparedRun(SyntheticRun().stored), to: ComparedRun(run(factor: 1)))
        let figure = shift.series[0].quantiles[0].figure
        #expect(figure.a == nil && figure.change == nil && figure.low == nil)
    }
}
