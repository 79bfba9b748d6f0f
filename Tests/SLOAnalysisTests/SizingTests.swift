import Foundation
import Groundwork
import Testing

@testable import SLOAnalysis

/// Pods and settings from brackets.
@Suite("Sizing") struct SizingTests {
    /// Holds 280 requests a second with four pods, and not 294.
    private let measured = MeasuredSize(
        search: "20261121T060800Z-0001",
        pods: 4,
        holds: 280,
        doesNotHold: 294,
        perLevel: 6,
        serviceTime: 0.02
    )

    /// 10,000 users whose iteration of six requests takes 48 s, from nothing to the peak in 20 minutes.
    private var question: SizingQuestion {
        var question = SizingQuestion(peak: .users(10_000, cycle: 48))
        question.night = 60
        question.growth = .ramp(seconds: 1200)
        question.reaction.ready = 25
        question.fewestPods = 3
        return question
    }

    private func values(
        _ sizes: [MeasuredSize],
        _ question: SizingQuestion
    ) throws -> (SizingCalculation, [SizingFigure.Name: Double]) {
        let computed = try SizingCalculation(sizes, question)
        return (computed, Dictionary(computed.figures.map { ($0.name, $0.value) }) { first, _ in first })
    }

    private func rounded(_ value: Double?, _ places: Double = 1) -> Double? {
        value.map { ($0 * places).rounded() / places }
    }

    /// Computed by hand: (n − 1) · 70 ≥ 1,250 · 1.12, and 70 · (20 / 21) / (1.12 · 1.1).
    @Test func theWorkedExample() throws {
        let (computed, values) = try values([measured], question)
        #expect(values[.perPod] == 70)
        #expect(values[.perPodAbove] == 73.5)
        #expect(values[.peak] == 1250)
        #expect(values[.inFlight] == 25)
        #expect(values[.reaction] == 70)
        #expect(values[.growth] == 1.12)
        #expect(values[.podsAtPeak] == 21)
        #expect(values[.podsAtPeakAbove] == 21)
        #expect(values[.fewestPods] == 3)
        #expect(rounded(values[.targetAtPeak], 100) == 54.11)
        #expect(rounded(values[.targetAtFewest], 100) == 37.88)
        #expect(rounded(values[.target]) == 38)
        #expect(values[.askedByPeakTarget] == 24)
        // 1,250 / 37.88 = 33 and nothing above it.
        #expect(values[.askedByTarget] == 33)
        #expect(computed.settings.mostPods == 33)
        #expect(computed.settings.podsAtPeak == 21)
        #expect(computed.settings.utilisation == nil)
        #expect(computed.missing.count == 3, "\(computed.missing)")
        #expect(
            computed.warnings.count == 1 && computed.warnings[0].hasPrefix("21 pods are computed from a search with 4")
        )
        #expect(computed.proof == SizingProof(before: 10, after: 30, peak: 1250 / 6, seconds: 240, isUsers: false))
    }

    @Test func withoutTheNightALossIsCovered() throws {
        var question = question
        (question.night, question.fewestPods, question.growth) = (nil, nil, nil)
        let (computed, values) = try values([measured], question)
        #expect(values[.fewestPods] == 2)
        #expect(values[.growth] == 1)
        // 1,250 / 70 = 17.9, and one that is lost.
        #expect(values[.podsAtPeak] == 19)
        #expect(computed.missing.count == 5)
    }

    /// n − ⌈n / 3⌉ pods are left of n: 30 − 10 = 20 carry 1,400, and of 29 only 19 are left.
    @Test func aZoneIsLost() throws {
        var question = question
        question.zones = 3
        let (_, values) = try values([measured], question)
        #expect(values[.podsAtPeak] == 30)
        #expect(values[.lostAtOnce] == 10)
        #expect(rounded(values[.targetAtPeak], 100) == 37.88)
    }

    @Test func usersOfASearchForUsersNeedNoCycle() throws {
        let users = MeasuredSize(
            search: "a",
            pods: 2,
            holds: 100,
            doesNotHold: 110,
            perLevel: 0.25,
            serviceTime: 0.1,
            model: .users
        )
        let (computed, values) = try values([users], SizingQuestion(peak: .users(4000, cycle: nil)))
        #expect(values[.peak] == 1000)
        #expect(computed.proof.isUsers && computed.proof.peak == 4000)
        #expect(throws: SizingError.self) { try SizingCalculation([users], question) }
        #expect(throws: SizingError.self) {
            try SizingCalculation([measured], SizingQuestion(peak: .users(10, cycle: nil)))
        }
    }

    /// 60 + 4 · requests, in thousandths of a core.
    @Test func processorTimeIsALine() throws {
        let use = try #require(ProcessorUse([(10, 0.1), (20, 0.14), (40, 0.22)]))
        #expect(abs(use.base - 0.06) < 1e-12 && abs(use.perRequest - 0.004) < 1e-12)
        // The best line would begin below 0: it goes through 0 instead.
        let steep = try #require(ProcessorUse([(10, 0.01), (20, 0.06)]))
        #expect(steep.base == 0 && abs(steep.perRequest - 1.3 / 500) < 1e-12)
        #expect(ProcessorUse([(10, 0.1)]) == nil)
        #expect(ProcessorUse([(10, 0.1), (10, 0.2)]) == nil)
        #expect(ProcessorUse([(10, 0.2), (20, 0.1)]) == nil)
        var question = question
        question.processor = use
        question.requestedCores = 0.5
        let (computed, values) = try values([measured], question)
        // 0.06 + 0.004 · 37.88 = 0.2115 of 0.5 cores: 42 %.
        #expect(computed.settings.utilisation == 42)
        #expect(rounded(values[.processor], 1000) == 0.212)
        // ln 3 / ln(100 / 42) = 1.27.
        #expect(values[.processorRounds] == 2)
        #expect(values[.processorSeconds] == 140)
    }

    /// metrics-server, issue 763: five times the load at 75 % takes six rounds.
    @Test func aFullProcessorShowsNoMore() {
        #expect(ScalingReaction().saturatedRounds(jump: 5, utilisation: 0.75) == 6)
        #expect(ScalingReaction().saturatedRounds(jump: 4, utilisation: 0.5) == 2)
        #expect(ScalingReaction.looks(from: 3, to: 9) == 2)
        #expect(ScalingReaction.looks(from: 8, to: 8) == 0)
        #expect(ScalingReaction.looks(from: 1, to: 1 << 60) <= 100)
    }

    @Test func costsAreOfAnHour() throws {
        var question = question
        question.price = 0.04
        let (_, values) = try values([measured], question)
        #expect(rounded(values[.costAtPeak], 100) == 1.32)
        #expect(rounded(values[.costAtNight], 100) == 0.12)
        // 750,000 iterations an hour.
        #expect(rounded(values[.costPerThousand], 1e5) == 0.00176)
    }

    @Test func nothingIsComputedFromNonsense() {
        for peak in [1e15, .nan, .infinity, 0, -1] {
            #expect(throws: SizingError.self) { try SizingCalculation([measured], .init(peak: .requests(peak))) }
        }
        var question = question
        question.night = 2000
        #expect(throws: SizingError.self) { try SizingCalculation([measured], question) }
        #expect(throws: SizingError.self) { try SizingCalculation([], question) }
        #expect(throws: SizingError.self) { try SizingCalculation([measured], .init(peak: .requests(1e9))) }
    }
}
