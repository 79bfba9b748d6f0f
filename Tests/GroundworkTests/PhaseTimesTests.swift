import Groundwork
import Testing

@Suite struct PhaseTimesTests {
    private let times = PhaseTimes(lookup: 1, connect: 2, tls: 3, wait: 4, transfer: 5)

    @Test func eachPartIsFoundByItsPhase() {
        #expect(RequestPhase.allCases.map { times[$0] } == [0, 1, 2, 3, 4, 5, 0])
        #expect(times.opening == 6)
    }

    @Test func partsAddUpOneByOne() {
        var sum = times
        sum += PhaseTimes(lookup: 10, connect: 20, tls: 30, wait: 40, transfer: 50)
        #expect(sum == PhaseTimes(lookup: 11, connect: 22, tls: 33, wait: 44, transfer: 55))
    }
}
