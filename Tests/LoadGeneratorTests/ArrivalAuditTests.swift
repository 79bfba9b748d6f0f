import Foundation
import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// What the generator measures of its own arrivals and turns.
@Suite struct ArrivalAuditTests {
    private func answer(_ call: ScriptedTransport.Call) -> ScriptedTransport.Answer { .init(after: 1_000_000) }

    private func gaps(_ load: Load, shards: Int = 1, seed: UInt64 = 1) throws -> ArrivalGaps {
        let plan = Make.plan([.request(Make.request())], load: load)
        let run = try Simulation(plan, shards: shards, seed: seed, keepsCalls: false, script: answer)
        return try #require(ArrivalAudit.gaps(load, run.cores.map { $0.arrivals.probe }))
    }

    @Test("Poisson arrivals pass the test of their gaps, on a ramp and for any number of shards", arguments: [1, 3])
    func poisson(shards: Int) throws {
        var load = Make.rate(500, for: 20 * .second, .poisson)
        load.curve = LoadCurve([
            .init(from: 100, to: 900, duration: 20 * .second), .init(from: 300, to: 300, duration: 20 * .second),
        ])
        let found = try gaps(load, shards: shards)
        #expect(found.gaps > 1500 && found.gaps < 2600)
        #expect(try #require(found.andersonDarling) < 3.857)
        #expect(try #require(found.kolmogorov) < 1.95 / Double(found.places).squareRoot())
        #expect(try gaps(load, shards: 2) == gaps(load, shards: 5))
    }

    @Test func constantArrivalsAreExact() throws {
        let found = try gaps(Make.rate(500, for: 20 * .second, .constant))
        #expect(found.errorP99 == 0 || found.errorP99 == 1)
        #expect(found.meanGap == 2_000_000 || found.meanGap == 1_999_999)
    }

    /// A generator that only looks at its clock now and then makes gaps of whole ticks: at a tenth of the mean gap that
    /// must be seen.
    @Test func coarseTimersAreSeen() {
        let curve = LoadCurve([.init(from: 1000, to: 1000, duration: 10 * .second)])
        var schedule = ArrivalSchedule(curve: curve, arrivals: .poisson, seed: 7, shard: 0, shards: 1)
        var (exact, coarse) = (
            ArrivalProbe(seed: 7, arrivals: curve.area), ArrivalProbe(seed: 7, arrivals: curve.area)
        )
        while let arrival = schedule.next() {
            exact.note(arrival.number, at: arrival.due)
            coarse.note(arrival.number, at: (arrival.due / 200_000 + 1) * 200_000)
        }
        let load = Load(model: .rate(.poisson), curve: curve, warmup: 0)
        let good = ArrivalAudit.gaps(load, [exact])?.andersonDarling ?? .infinity
        let bad = ArrivalAudit.gaps(load, [coarse])?.andersonDarling ?? 0
        #expect(good < 3.857)
        #expect(bad > 2 * 3.857)
    }

    @Test func aClosedLoadHasNoArrivals() throws {
        #expect(ArrivalAudit.gaps(Make.users(5, for: .second), []) == nil)
    }

    @Test func turnsAreCountedInNarrowClasses() {
        var turns = TurnLengths()
        var lengths: [UInt64] = []
        var random = SeededRandom(seed: 4, 1)
        for _ in 0..<5000 {
            let length = random.below(1 << (1 + random.below(36)))
            lengths.append(length)
            turns.note(length)
        }
        lengths.sort()
        for share in [0.01, 0.5, 0.9, 0.99, 1] {
            let exact = Double(lengths[Int((share * 5000).rounded(.up)) - 1])
            let found = Double(turns.quantile(share))
            #expect(found >= exact && found <= exact * 1.126 + 1, "\(share)")
        }
        #expect(turns.longest == lengths.last)
        var since = turns
        since.note(5)
        since.subtract(turns)
        #expect(since.count == 1)
        #expect(since.quantile(0.5) == 5)
        var both = turns
        both.add(turns)
        #expect(both.count == 10_000)
        #expect(TurnLengths().quantile(0.99) == 0)
    }
}
