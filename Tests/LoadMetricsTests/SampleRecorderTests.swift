import Groundwork
import Testing

@testable import LoadMetrics

@Suite struct SampleRecorderTests {
    private let key = SeriesKey(
        kind: .step,
        name: "pay",
        flow: "book",
        region: "all",
        outcome: .ok,
        place: Place(file: "s.zonda", line: 1, column: 1)
    )

    /// A time of so many milliseconds in every part.
    private func sample(_ response: UInt64, _ service: UInt64, _ lateness: UInt64, _ phases: [UInt64] = []) -> Sample {
        let times = (phases + [0, 0, 0, 0, 0]).map { $0 * .millisecond }
        return Sample(
            response: response * .millisecond,
            service: service * .millisecond,
            lateness: lateness * .millisecond,
            phases: PhaseTimes(lookup: times[0], connect: times[1], tls: times[2], wait: times[3], transfer: times[4])
        )
    }

    /// Samples of each clock, and their mean in milliseconds.
    private func recorded(_ samples: [Sample]) -> [SampleClock: [UInt64]] {
        let recorder = SampleRecorder(limits: .init(series: [key], thresholds: []))
        for sample in samples { recorder.record(sample, series: 0) }
        let totals = SeriesHistograms(series: 1)
        _ = recorder.drain(into: totals)
        var found: [SampleClock: [UInt64]] = [:]
        for (_, clock, histogram) in totals.take(where: { _ in true }) {
            found[clock] = [histogram.totalCount, UInt64((histogram.mean / 1e6).rounded())]
        }
        return found
    }

    @Test func eachClockHasItsHistogram() {
        let sample = sample(36, 16, 20, [1, 2, 3, 4, 5])
        let expected: [SampleClock: UInt64] = [
            .response: 36, .service: 16, .lateness: 20, .lookup: 1, .connect: 2, .tls: 3, .wait: 4, .transfer: 5,
        ]
        #expect(recorded([sample, sample]) == expected.mapValues { [2, $0] })
    }

    @Test func partsThatARequestHasNotAreNotCounted() {
        let expected: [SampleClock: UInt64] = [.response: 9, .service: 9, .lateness: 0, .wait: 7, .transfer: 2]
        #expect(recorded([sample(9, 9, 0, [0, 0, 0, 7, 2])]) == expected.mapValues { [1, $0] })
        #expect(recorded([sample(9, 9, 0)]).count == 3)
    }

    @Test func positionsAreThoseOfAllClocks() {
        #expect(SampleClock.allCases.map(\.position) == Array(SampleClock.allCases.indices))
        #expect(SampleClock.allCases.count == ClockRecorders().recorders.count)
    }

    /// A sample goes by value through every request's hot path.
    @Test func aSampleIsEightWords() {
        #expect(MemoryLayout<Sample>.size == 64)
    }
}
