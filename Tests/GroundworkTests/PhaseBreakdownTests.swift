import Groundwork
import Testing

@Suite struct PhaseBreakdownTests {
    private let phases = PhaseTimes(lookup: 1, connect: 2, tls: 3, wait: 40, transfer: 5)

    private func sum(_ breakdown: PhaseBreakdown) -> Double { RequestPhase.allCases.reduce(0) { $0 + breakdown[$1] } }

    @Test func thePartsOfARequestAddUpToItsTime() {
        let breakdown = PhaseBreakdown(total: 100, queueing: 20, phases: phases, hasModelledNetwork: false)
        #expect(breakdown[.queueing] == 20)
        #expect(breakdown[.wait] == 40)
        #expect(breakdown[.rest] == 29)
        #expect(sum(breakdown) == breakdown.total)
        #expect(breakdown.parts == RequestPhase.allCases)
    }

    @Test func theRestIsNeverBelowNothing() {
        let breakdown = PhaseBreakdown(total: 50, queueing: 0, phases: phases, hasModelledNetwork: true)
        #expect(breakdown[.rest] == 0)
        #expect(breakdown.parts == [.lookup, .connect, .tls, .wait, .transfer])
        // What is said of the rest does not count twice.
        let told = PhaseBreakdown(count: 2, total: 10, hasModelledNetwork: false, means: [.wait: 7, .rest: 9])
        #expect(told[.rest] == 3)
    }
}
