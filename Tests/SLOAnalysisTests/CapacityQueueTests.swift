import Glibc
import Groundwork
import LoadPlan
import Testing

@testable import SLOAnalysis

/// Searches against a service whose capacity is known: one server with a queue, Poisson arrivals, exponential service.
///
/// At rate λ its response time is Exp(μ − λ), so p95 < T holds up to μ − ln 20 / T. `make coverage PARTS=capacity` does the
/// same with whole runs and looks, 200 times.
@Suite("Capacity of a known queue") struct CapacityQueueTests {
    private static let service = 100.0
    private static let limit = 0.1
    private static let capacity = service - log(20) / limit

    /// A level as the judge sees it: twenty blocks of time, the share beyond the limit.
    private func level(_ rate: Double, seconds: Double, _ random: inout SeededRandom) -> CapacityResult {
        var blocks = [BlockProportion.Block](repeating: .init(samples: 0, counted: 0), count: BlockProportion.blocks)
        var medians = blocks
        let median = Self.service > rate ? log(2) / (Self.service - rate) : 1
        var (time, wait) = (-5.0, 0.0)
        while true {
            let gap = -log1p(-random.unit()) / rate
            time += gap
            wait = max(0, wait - gap)
            guard time < seconds else { break }
            let response = wait - log1p(-random.unit()) / Self.service
            wait = response
            guard time >= 0 else { continue }
            let block = min(blocks.count - 1, Int(time / seconds * Double(blocks.count)))
            blocks[block].samples += 1
            blocks[block].counted += response >= Self.limit ? 1 : 0
            medians[block].samples += 1
            medians[block].counted += response >= median ? 1 : 0
        }
        let share = BlockProportion(blocks, otherEffects: [BlockProportion.designEffect(medians)])
        switch ShareRuling(most: share, least: share, allowed: 0.05).outcome {
        case .pass: return .holds
        case .fail: return .misses
        default: return .undecided
        }
    }

    @Test func whatIsReportedIsHardlyEverTooHigh() throws {
        var errors: [Double] = []
        for seed in 0..<100 {
            var random = SeededRandom(seed: UInt64(seed), 7, 0)
            var search = CapacitySearch(.init(from: 10, to: 1_000))
            while case .trial(let trial) = search.next {
                let first = level(trial.level, seconds: trial.purpose == .confirmation ? 120 : 60, &random)
                let isLonger = first == .undecided && trial.mayExtend
                search.record(isLonger ? level(trial.level, seconds: 180, &random) : first)
            }
            guard case .end(.bracket) = search.next, let held = search.highestHeld else { continue }
            errors.append(held / Self.capacity - 1)
        }
        #expect(errors.count >= 90)
        #expect(errors.count { $0 > 0.02 } <= 2, "\(errors.sorted().suffix(3))")
        let middle = try #require(errors.sorted().dropFirst(errors.count / 2).first)
        #expect((-0.2...0).contains(middle), "\(middle)")
    }
}
