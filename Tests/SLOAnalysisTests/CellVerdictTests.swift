import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

@Suite("Endpoints and regions by themselves")
struct CellVerdictTests {
    /// Two steps in three regions: `north` is fast, `south` slow, `west` nearly empty.
    private var run: StoredRun {
        var run = SyntheticRun(
            limits: [200_000_000],
            regions: ["north", "south", "west"],
            steps: ["slots", "book"]
        )
        for second in 0..<60 as Range<UInt64> {
            for step in ["slots", "book"] {
                run.add(at: second, response: 40_000_000, step: step, region: "north", count: 50)
                run.add(at: second, response: 300_000_000, step: step, region: "south", count: 50)
            }
        }
        run.add(at: 5, response: 190_000_000, step: "slots", region: "west", count: 3)
        return run.stored
    }

    private func outcomes(_ objectives: [Objective]) -> [String: Verdict.Outcome?] {
        let run = run
        let cells = CellVerdict.cells(RunSummary(run), of: run, objectives: objectives)
        return Dictionary(
            cells.map { ("\($0.name)@\($0.region ?? "all")", $0.outcome) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    @Test func eachIsJudgedOnItsOwnSamples() {
        let outcomes = outcomes([objective(.p95)])
        #expect(outcomes["slots@north"] == .pass)
        #expect(outcomes["slots@south"] == .fail)
        #expect(outcomes["slots@west"] == .inconclusive)
        #expect(outcomes["slots@all"] == .fail)
        #expect(outcomes["book@west"] == nil)
    }

    @Test func onlyObjectivesThatCoverItCount() {
        let scope = Scope(of: [Scope.Selector(name: Glob("slo*"))], from: [Glob("north")])
        let outcomes = outcomes([objective(.p95, of: scope), objective(.throughput(least: 1e9, orEqual: true))])
        #expect(outcomes["slots@north"] == .pass)
        #expect(outcomes["slots@south"] == .some(nil))
        #expect(outcomes["book@north"] == .some(nil))
        // All regions together, of those that the objective is about.
        #expect(outcomes["slots@all"] == .pass)
    }

    @Test func errorsCountWhereTheyAreProven() {
        let scarce = objective(.errorRate(limit: 0.000_1, orEqual: false))
        #expect(outcomes([objective(.p95), scarce])["slots@north"] == .pass)
        var run = run
        for index in run.timeline.indices {
            run.timeline[index].series.append(
                TimelineTick.SeriesCount(series: 1, count: 25, beyond: [25], serviceBeyond: [25])
            )
        }
        let limit = objective(.errorRate(limit: 0.01, orEqual: false))
        let cells = CellVerdict.cells(RunSummary(run), of: run, objectives: [limit])
        #expect(cells.first { $0.name == "slots" && $0.region == "north" }?.outcome == .fail)
        #expect(cells.first { $0.name == "book" && $0.region == "south" }?.outcome == .some(nil))
    }

    @Test func theWorstIsShown() throws {
        let run = run
        let strict = objective(.mean(limit: 1_000_000, orEqual: false), text: "mean < 1ms")
        let cells = CellVerdict.cells(RunSummary(run), of: run, objectives: [objective(.p95), strict])
        let cell = try #require(cells.first { $0.name == "slots" && $0.region == "north" })
        #expect(cell.outcome == .fail)
        #expect(cell.objective == "mean < 1ms")
    }
}

@Suite("Parts of a run by series")
struct SeriesPartsTests {
    @Test func aPartHoldsItsOwnSamplesUnderNewNumbers() {
        var run = SyntheticRun(limits: [200_000_000], regions: ["north", "south"], steps: ["slots", "book"])
        for second in 0..<60 as Range<UInt64> {
            run.add(at: second, response: 40_000_000, step: "slots", region: "north", count: second + 1)
            run.add(at: second, response: 300_000_000, step: "book", region: "south", count: 7)
        }
        let stored = run.stored
        let wanted = stored.record.series.indices.filter { stored.record.series[$0].name == "book" }
        let part = SeriesParts(stored).part(wanted)
        #expect(part.record.series == wanted.map { stored.record.series[$0] })
        #expect(part.timeline.count == stored.timeline.count)
        #expect(part.timeline.reduce(0) { $0 + $1.series.reduce(0) { $0 + $1.count } } == 420)
        for (number, old) in wanted.enumerated() {
            #expect(part.total(number, .response) == stored.total(old, .response))
        }
        let sliced = part.slices.flatMap(\.series)
        #expect(sliced.reduce(0) { $0 + $1.response.totalCount } == 420)
        #expect(sliced.allSatisfy { part.record.series[$0.series].region == "south" })
    }
}
