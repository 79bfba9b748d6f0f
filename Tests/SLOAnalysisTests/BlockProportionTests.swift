import Groundwork
import LoadPlan
import Testing

@testable import SLOAnalysis

@Suite("Shares over blocks of time")
struct BlockProportionTests {
    /// With even blocks the design effect is 1 and the interval is Clopper and Pearson's on n · 0.905.
    @Test func evenBlocksAreIndependent() {
        let blocks = even(500, 20)
        let share = BlockProportion(blocks)
        #expect(share.designEffect == 1)
        #expect(share.share == 0.04)
        #expect(agrees(share.degradedSamples(alpha: 0.05) / 10_000, 0.9048942, within: 1e-6))
        // scipy: beta.ppf(.95, 361.9685 + 1, …), beta.ppf(.05, …) of the same figures, by the normal limit.
        #expect(agrees(share.upper(), 0.04 + 1.645 * (0.04 * 0.96 / 9049).squareRoot(), within: 2e-4))
        #expect(agrees(share.lower(), 0.04 - 1.645 * (0.04 * 0.96 / 9049).squareRoot(), within: 2e-4))
    }

    @Test func oneFullBlockIsOneSample() {
        var blocks = [BlockProportion.Block](repeating: .init(samples: 100, counted: 0), count: 20)
        blocks[7].counted = 100
        // v = B/(B−1) · Σ(x − θn)² / N², θ = 0.05; DEFF = v / (θ(1 − θ)/N), by hand: 0.0025 / 2.375e-5.
        #expect(agrees(BlockProportion.designEffect(blocks), 105.2631578947, within: 1e-9))
        #expect(agrees(BlockProportion(blocks).effectiveSamples, 19, within: 1e-9))
    }

    @Test func theLargestEffectCounts() {
        let blocks = even(500, 20)
        #expect(BlockProportion(blocks, otherEffects: [3, 8, 2]).effectiveSamples == 1250)
    }

    @Test func nothingAndEverything() {
        let none = BlockProportion(even(10, 0))
        #expect(none.lower() == 0)
        #expect(none.upper() > 0 && none.upper() < 0.02)
        let all = BlockProportion(even(10, 10))
        #expect(all.upper() == 1)
        #expect(all.lower() > 0.98)
        let empty = BlockProportion([])
        #expect(empty.blocks == 0)
        #expect(empty.lower() == 0)
        #expect(empty.upper() == 1)
        #expect(empty.evidence(above: 0.05) == 1)
    }

    @Test func evidenceIsTheLevelAtWhichTheLimitIsLeft() {
        let share = BlockProportion(even(100, 8))
        let evidence = share.evidence(above: 0.05)
        #expect(evidence < 0.05)
        #expect(share.lower(alpha: evidence * 1.01) > 0.05)
        #expect(share.lower(alpha: evidence * 0.99) < 0.05)
    }

    @Test func quantileIntervals() {
        let share = BlockProportion(even(500, 20))
        let woodruff = share.woodruff(0.95)
        #expect(agrees(woodruff.lower, 0.9461, within: 3e-4))
        #expect(agrees(woodruff.upper, 0.9536, within: 3e-4))
        // The share at which the upper limit would just reach 5 %.
        let undecided = share.undecided(0.95)
        #expect(undecided.lower < 0.95 && undecided.upper > 0.95)
        let edge = 1 - undecided.upper
        let atEdge = BlockProportion(even(500, edge * 500))
        #expect(agrees(atEdge.upper(), 0.05, within: 1e-6))
    }

    /// The gate at the exact boundary (measurement.md 3.3): M/M/1 waiting lines at half load, a true 5 % beyond the limit.
    /// Nominal error 5 %; 200 runs have a standard error of 1.5 %.
    @Test func boundaryCoverage() {
        var random = SeededRandom(seed: 20_261_121)
        var (passed, failed) = (0, 0)
        let runs = 200
        for _ in 0..<runs {
            let times = waitingLine(2500, load: 0.5, &random)
            let sorted = times.sorted()
            let effects = [0.9, 0.75, 0.5].map { level in
                BlockProportion.designEffect(blocks(times, above: sorted[Int(level * Double(times.count))]))
            }
            // ln 20 / (1 − ρ)
            let share = BlockProportion(blocks(times, above: 5.991464547), otherEffects: effects)
            guard share.effectiveSamples * 0.05 >= BlockProportion.fewestEffectiveEvents else { continue }
            if share.upper() < 0.05 { passed += 1 }
            if share.lower() > 0.05 { failed += 1 }
        }
        #expect(Double(passed) / Double(runs) <= 0.09)
        #expect(Double(failed) / Double(runs) <= 0.09)
    }

    /// Twenty blocks that are alike.
    private func even(_ samples: Double, _ counted: Double) -> [BlockProportion.Block] {
        Array(repeating: BlockProportion.Block(samples: samples, counted: counted), count: 20)
    }

    private func waitingLine(_ count: Int, load: Double, _ random: inout SeededRandom) -> [Double] {
        var wait = random.unit() < load ? exponential(&random) / (1 - load) : 0
        return (0..<count).map { _ in
            let time = wait + exponential(&random)
            wait = max(0, time - exponential(&random) / load)
            return time
        }
    }

    private func exponential(_ random: inout SeededRandom) -> Double {
        // The largest of 0 … k−1 uniforms argument of von Neumann: exponential without a logarithm.
        var whole = 0.0
        while true {
            let first = random.unit()
            var (last, count) = (first, 1)
            while true {
                let next = random.unit()
                if next >= last { break }
                last = next
                count += 1
            }
            if count % 2 == 1 { return whole + first }
            whole += 1
        }
    }

    private func blocks(_ times: [Double], above limit: Double) -> [BlockProportion.Block] {
        let length = times.count / BlockProportion.blocks
        return (0..<BlockProportion.blocks).map { block in
            let part = times[block * length..<(block + 1) * length]
            return .init(samples: Double(length), counted: Double(part.count { $0 > limit }))
        }
    }

    /// 100 effective samples are too few near a 5 % limit, and enough where hardly any is bad and all are far from it.
    @Test func aClearMarginNeedsFewerSamples() {
        let blocks = (0..<20).map { _ in BlockProportion.Block(samples: 100, counted: 0) }
        let share = BlockProportion(blocks, otherEffects: [20])
        #expect(share.effectiveSamples == 100)
        #expect(ShareRuling(most: share, least: share, allowed: 0.05).outcome == .inconclusive)
        #expect(ShareRuling(most: share, least: share, allowed: 0.05, hasMargin: true).outcome == .pass)
        // 62.5 are more than the 60 that are asked for, so it must not be said that they are too few.
        let nearly = BlockProportion(blocks, otherEffects: [32])
        let ruling = ShareRuling(most: nearly, least: nearly, allowed: 0.05, hasMargin: true)
        #expect(ruling.outcome == .inconclusive)
        #expect(ruling.doubt == .undecided)
        let tiny = BlockProportion(blocks, otherEffects: [40])
        #expect(ShareRuling(most: tiny, least: tiny, allowed: 0.05, hasMargin: true).outcome == .inconclusive)
    }
}
