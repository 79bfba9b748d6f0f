import Groundwork
import LoadPlan
import Testing

@testable import NetworkModel

/// What loss costs, against TCP simulated segment by segment.
@Suite struct LossTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var segments: Int
        var loss: Double
        var roundTrip: Double
        var testDescription: String { "\(segments) segments, loss \(loss), \(roundTrip) ms" }
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    /// A request's round trip and its answer: the mean agrees within 5 %, the share of answers that a loss made longer
    /// within four points.
    @Test(arguments: [
        Case(segments: 1, loss: 0.01, roundTrip: 50), Case(segments: 7, loss: 0.01, roundTrip: 200),
        Case(segments: 20, loss: 0.005, roundTrip: 50), Case(segments: 60, loss: 0.01, roundTrip: 50),
        Case(segments: 138, loss: 0.005, roundTrip: 200), Case(segments: 138, loss: 0.01, roundTrip: 50),
    ])
    func answersTakeAsLongAsSegmentBySegment(_ example: Case) {
        let model = DistanceModel(DistanceModelTests.profile(example.roundTrip, loss: example.loss))
        let timeout = Double(model.sampler.facts(0).retransmission) / 1e6
        let simulated = (0..<1000).map { seed in
            SegmentSimulation.time(
                segments: example.segments,
                roundTrip: example.roundTrip,
                loss: example.loss,
                timeout: timeout,
                seed: UInt64(seed)
            )
        }
        let modelled = (0..<10_000).map { seed in
            var user = DistanceModel.Traveller(line: 0, random: SeededRandom(seed: 99, UInt64(seed)))
            return Double(model.download(bytes: example.segments * ConnectionWindow.segment, &user)) / 1e6
        }
        let (slow, fast) = (mean(simulated) + example.roundTrip, mean(modelled) + example.roundTrip)
        #expect(abs(fast - slow) < 0.05 * slow, "model \(fast) ms, segments \(slow) ms")
        let least = simulated.min() ?? 0
        let late = { (values: [Double]) in Double(values.filter { $0 > least + 1 }.count) / Double(values.count) }
        #expect(abs(late(modelled) - late(simulated)) < 0.04, "\(late(modelled)), \(late(simulated))")
    }

    /// Without loss both are the same.
    @Test(arguments: [1, 10, 11, 30, 31, 70, 138, 300])
    func withoutLossTheyAreEqual(_ segments: Int) {
        let model = DistanceModel(DistanceModelTests.profile(50))
        var user = DistanceModel.Traveller(line: 0, random: SeededRandom(seed: 1))
        let fast = Double(model.download(bytes: segments * ConnectionWindow.segment, &user)) / 1e6
        #expect(fast == SegmentSimulation.time(segments: segments, roundTrip: 50, loss: 0, timeout: 250, seed: 1))
    }

    /// A loss ends slow start: what follows on the same connection is sent in smaller flights.
    @Test func aWindowRemembersALoss() {
        var window = CongestionWindow()
        for flight in [10, 20, 40] as [UInt32] { window.arrived(flight) }
        #expect(window.flight == 80)
        window.lost(behind: 10, of: 80)
        #expect(window.segments == 45)
        #expect(window.threshold == 45)
        window.arrived(45)
        #expect(window.segments == 46)
        window.timedOut()
        #expect(window.segments == 1)
        #expect(window.threshold == 23)
        for flight in [1, 2, 4, 8, 16] as [UInt32] { window.arrived(flight) }
        #expect(window.segments == 23)
        window.arrived(23)
        #expect(window.segments == 24)
        // Late in a flight of slow start: twice as many as were acknowledged before it are on their way.
        var late = CongestionWindow()
        late.arrived(10)
        late.lost(behind: 18, of: 20)
        #expect(late.segments == 19)
        #expect(late.flight == 36)
    }
}
