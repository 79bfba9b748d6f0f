import Groundwork
import LoadPlan
import Testing

@testable import LoadGenerator

/// Which part of its load a moment is in.
@Suite struct LoadWindowTests {
    private static let start: UInt64 = 100 * .second

    private func window(phases: [Load.Phase] = [], tellsPhases: Bool = false, flows: [Flow] = []) -> LoadWindow {
        var load = Make.users(5, for: 10 * .second, warmup: 2 * .second)
        load.phases = phases
        load.gracefulStop = 3 * .second
        var window = LoadWindow(load, flows: flows, tellsPhases: tellsPhases)
        window.begin(at: Self.start)
        return window
    }

    @Test func endAndCutOffFollowTheStart() {
        let window = window()
        #expect(window.start == Self.start)
        #expect(window.end == 110 * .second)
        #expect(window.cutOff == 113 * .second)
        #expect(!window.isDraining)
    }

    @Test(
        arguments: [
            (105, 1, 105, 106), (105, 0, 105, 105), (109, 10, 109, 113), (120, 0, 110, 113),
        ] as [(UInt64, UInt64, UInt64, UInt64)]
    )
    func stoppingNeverMakesItLonger(now: UInt64, grace: UInt64, end: UInt64, cutOff: UInt64) {
        var window = window()
        window.stop(now: now * .second, grace: grace * .second)
        #expect(window.end == end * .second)
        #expect(window.cutOff == cutOff * .second)
    }

    /// Warm-up until 102; by hand from 104 to 106, and from 108 on.
    @Test(
        arguments: [
            (100, true), (101, true), (102, false), (103, false), (104, true), (105, true), (106, false), (107, false),
            (108, true), (115, true),
        ] as [(UInt64, Bool)]
    )
    func whatIsChangedByHandIsInNoFigure(second: UInt64, isExcluded: Bool) {
        var window = window()
        let load = window.load
        window.follow(load, from: 4 * .second, counting: false)
        window.follow(load, from: 6 * .second, counting: true)
        window.follow(load, from: 8 * .second, counting: false)
        #expect(window.isExcluded(second * .second) == isExcluded)
    }

    @Test func twoChangesInARowAreOneExclusion() {
        var window = window()
        let load = window.load
        window.follow(load, from: 4 * .second, counting: false)
        window.follow(load, from: 5 * .second, counting: false)
        window.follow(load, from: 6 * .second, counting: true)
        #expect(
            (0..<10).map { window.isExcluded(Self.start + $0 * .second) } == [
                true, true, false, false, true, true, false, false, false, false,
            ]
        )
    }

    @Test(arguments: [(99, 0), (103, 0), (104, 1), (106, 1), (107, 2), (109, 2), (112, 2)] as [(UInt64, Int)])
    func aMomentIsInOnePhase(second: UInt64, phase: Int) {
        let phases = [(0, 4), (4, 7), (7, 10)].enumerated().map { index, span in
            Load.Phase(name: "\(index)", start: span.0 * .second, end: span.1 * .second)
        }
        #expect(window(phases: phases, tellsPhases: true).phase(at: second * .second) == phase)
        #expect(window(phases: phases).phase(at: second * .second) == 0)
    }

    /// By weight, and with loads of their own by their levels at the moment.
    @Test func flowsAreDrawnByWhatTheyWeighThen() {
        func share(_ window: inout LoadWindow, at second: UInt64) -> Double {
            var random = SeededRandom(seed: 5)
            let drawn = (0..<20_000).map { _ in window.chooseFlow(&random, at: Self.start + second * .second).int }
            return Double(drawn.reduce(0, +)) / 20_000
        }
        let flows = [3.0, 1.0].map { Flow(name: "f", weight: $0, series: 0, steps: [], place: here) }
        var weighted = window(flows: flows)
        #expect(abs(share(&weighted, at: 1) - 0.25) < 0.01)
        let curves = [
            LoadCurve.Piece(from: 10, to: 0, duration: 10 * .second), .init(from: 0, to: 10, duration: 10 * .second),
        ]
        .map { LoadCurve([$0]) }
        let load = Load(
            model: .rate(.poisson),
            curve: LoadCurve(sumOf: curves),
            warmup: 0,
            flows: curves.enumerated().map { FlowLoad(flow: $0.offset, curve: $0.element) }
        )
        var own = LoadWindow(load, flows: flows, tellsPhases: false)
        own.begin(at: Self.start)
        #expect(abs(share(&own, at: 2) - 0.2) < 0.01)
        #expect(abs(share(&own, at: 9) - 0.9) < 0.01)
        // Where there is one flow, no number is spent on it.
        var single = window(flows: [flows[0]])
        var (random, untouched) = (SeededRandom(seed: 5), SeededRandom(seed: 5))
        #expect(single.chooseFlow(&random, at: Self.start).int == 0)
        #expect(random.next() == untouched.next())
    }
}
