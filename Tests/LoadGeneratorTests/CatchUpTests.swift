import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// A generator that was held up, or that is near its limit, catches up with what is due.
@Suite struct CatchUpTests {
    /// 20,000 arrivals a second, where a request takes the generator 16 µs and a connection 0.5 ms more.
    @Test func aPauseDoesNotOpenAConnectionForEachArrivalThatWaited() throws {
        let plan = Make.plan([.request(Make.request())], load: Make.rate(20_000, for: 600 * .millisecond, cap: 10_000))
        var isPaused = false
        let run = try Simulation(
            plan,
            keepsCalls: false,
            cost: { call, isNew in
                let pause: UInt64 = !isPaused && call.time > ShardGroup.start + 200 * .millisecond ? 20_000_000 : 0
                isPaused = isPaused || pause > 0
                return 16_000 + (isNew ? 500_000 : 0) + pause
            },
            script: { _ in .init(after: 100_000) }
        )
        #expect(isPaused)
        #expect(run.totals.scheduled == 12_000)
        #expect(run.totals.dropped == 0)
        #expect(run.merged("s0", .response).totalCount == 12_000)
        // What was due in the pause is late by up to its length, and made good before three times as long has passed.
        let lateness = run.merged("s0", .lateness)
        #expect(lateness.exactMax >= 19_000_000)
        #expect(lateness.exactMax < 25_000_000)
        #expect(lateness.value(atPercentile: 90) < 1_000_000)
        #expect(run.cores[0].transport.users.count < 40)
    }

    /// Where it is the service that is slow, each arrival connects at once.
    @Test func aSlowServiceMeetsAUserForEachArrival() throws {
        let plan = Make.plan([.request(Make.request())], load: Make.rate(1000, for: 2 * .second, cap: 10_000))
        let run = try Simulation(
            plan,
            keepsCalls: false,
            cost: { _, isNew in isNew ? 166_000 : 16_000 },
            script: { _ in .init(after: 500_000_000) }
        )
        #expect(run.cores[0].transport.users.count >= 500)
        #expect(run.merged("s0", .lateness).value(atPercentile: 99.9) < 500_000)
    }
}
