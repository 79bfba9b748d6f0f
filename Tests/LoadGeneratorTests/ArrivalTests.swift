import Foundation
import Groundwork
import LoadPlan
import Testing

@testable import LoadGenerator

@Suite struct ArrivalTests {
    private func schedule(_ curve: LoadCurve, _ kind: Load.Arrivals, seed: UInt64, shards: Int) -> [[UInt64]] {
        (0..<shards).map { shard in
            var schedule = ArrivalSchedule(curve: curve, arrivals: kind, seed: seed, shard: shard, shards: shards)
            var times: [UInt64] = []
            while let arrival = schedule.next() { times.append(arrival.due) }
            return times
        }
    }

    @Test("Any number of shards makes the same arrivals", arguments: [Load.Arrivals.constant, .poisson])
    func sharding(kind: Load.Arrivals) {
        let curve = LoadCurve([
            .init(from: 0, to: 300, duration: 5 * .second), .init(from: 300, to: 300, duration: 5 * .second),
            .init(from: 300, to: 20, duration: 3 * .second),
        ])
        let whole = schedule(curve, kind, seed: 42, shards: 1)[0]
        #expect(whole.count > 2000)
        #expect(whole == whole.sorted())
        for shards in [2, 3, 8] {
            #expect(schedule(curve, kind, seed: 42, shards: shards).flatMap { $0 }.sorted() == whole)
        }
        #expect(schedule(curve, kind, seed: 43, shards: 1)[0] != whole)
    }

    /// The ramp that k6's tests give: 0 → 1/s in 5 s, 1/s for 1 s, 1 → 0/s in 5 s.
    @Test func rampVector() {
        let curve = LoadCurve([
            .init(from: 0, to: 1, duration: 5 * .second), .init(from: 1, to: 1, duration: .second),
            .init(from: 1, to: 0, duration: 5 * .second),
        ])
        let times = (1...5).map { Double(curve.time(ofArea: Double($0)) ?? 0) / 1e6 }
        for (time, expected) in zip(times, [3162, 4472, 5500, 6527, 7837]) { #expect(abs(time - Double(expected)) < 1) }
        #expect(curve.area == 6)
        #expect(curve.time(ofArea: 6) == nil)
        #expect(curve.time(ofArea: -1) == nil)
    }

    /// Parts of one size; the stripes of unequal ones are in StripedSharesTests.
    private struct Sharding: Decodable {
        struct Thirds: Decodable {
            struct Part: Decodable { var start, step: Double }
            var w0, w1, w2: Part
        }
        struct Ramp: Decodable {
            struct Parts: Decodable { var w0, w1, w2: [Double] }
            var tMs: [Double]
            var thirds: Parts
        }
        var thirdsConstant50PerS: Thirds
        var ramp: Ramp
    }

    /// k6's thirds of 50 arrivals a second; our schedule begins at a seeded phase of the first 20 ms.
    @Test func thirdsOfAnEvenSchedule() throws {
        let vectors = try VectorFile.read("arrival-sharding", as: Sharding.self).thirdsConstant50PerS
        let curve = LoadCurve([.init(from: 50, to: 50, duration: 10 * .second)])
        let shards = schedule(curve, .constant, seed: 3, shards: 3).map { $0.map { Double($0) / 1e6 } }
        let phase = try #require(shards[0].first)
        #expect(phase < 20)
        for (times, part) in zip(shards, [vectors.w0, vectors.w1, vectors.w2]) {
            #expect(times.count >= 166)
            for (number, time) in times.enumerated() {
                #expect(abs(time - phase - part.start - part.step * Double(number)) < 1e-5)
            }
        }
    }

    /// The ramp in thirds: which worker gets which arrival, and when it is due.
    @Test func thirdsOfARamp() throws {
        let vectors = try VectorFile.read("arrival-sharding", as: Sharding.self).ramp
        let curve = LoadCurve([
            .init(from: 0, to: 1, duration: 5 * .second), .init(from: 1, to: 1, duration: .second),
            .init(from: 1, to: 0, duration: 5 * .second),
        ])
        let thirds = [vectors.thirds.w0, vectors.thirds.w1, vectors.thirds.w2]
        for number in 1...6 {
            // The last one is due where the area is complete: just below it the curve still has a time.
            let time = Double(curve.time(ofArea: min(Double(number), 6 - 1e-9)) ?? 0) / 1e6
            #expect(abs(time - vectors.tMs[number - 1]) < 1)
            #expect(abs(time - thirds[(number - 1) % 3][(number - 1) / 3]) < 1)
        }
        // Whatever the phase, shard w has arrivals w, w + 3, … of the whole schedule.
        let whole = schedule(curve, .constant, seed: 8, shards: 1)[0]
        for (shard, times) in schedule(curve, .constant, seed: 8, shards: 3).enumerated() {
            #expect(times == stride(from: shard, to: whole.count, by: 3).map { whole[$0] })
        }
    }

    @Test func areaAndTimeAreInverse() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<200 {
            let pieces = (0..<4).map { _ in
                LoadCurve.Piece(
                    from: random.unit() * 100,
                    to: random.unit() * 100,
                    duration: random.below(20_000_000_000) + 1_000_000
                )
            }
            let curve = LoadCurve(pieces)
            for _ in 0..<20 {
                let area = random.unit() * curve.area * 0.999
                guard let time = curve.time(ofArea: area) else {
                    Issue.record("no time for area \(area) of \(curve.area)")
                    continue
                }
                #expect(abs(curve.area(until: time) - area) < 1e-4)
            }
        }
    }

    /// Anderson–Darling against the unit exponential, as the audit does it (measurement paper 7.2).
    @Test func poissonGapsAreExponential() {
        let rate = 1000.0
        let times = schedule(
            LoadCurve([.init(from: rate, to: rate, duration: 2 * .second)]),
            .poisson,
            seed: 5,
            shards: 1
        )[0]
        let gaps = zip(times.dropFirst(), times).map { Double($0 - $1) / 1e9 * rate }.sorted()
        let n = Double(gaps.count)
        var sum = 0.0
        for (index, gap) in gaps.enumerated() {
            let low = max(1 - exp(-gap), 1e-15)
            let high = exp(-gaps[gaps.count - 1 - index])
            sum += (2 * Double(index) + 1) * (log(low) + log(max(high, 1e-300)))
        }
        #expect(-n - sum / n < 3.857)
        #expect(abs(Double(times.count) - 2000) < 5 * 2000.squareRoot())
    }

    @Test func usersComeAndGoWithTheCurve() {
        let curve = LoadCurve([
            .init(from: 0, to: 10, duration: 10 * .second), .init(from: 10, to: 10, duration: 5 * .second),
            .init(from: 10, to: 0, duration: 10 * .second),
        ])
        for time in stride(from: UInt64(0), to: curve.duration, by: 100_000_000) {
            let active = (0..<12).filter { user in
                curve.changes(ofUser: user).filter { $0 <= time }.count % 2 == 1
            }.count
            #expect(abs(Double(active) - curve.level(at: time)) <= 0.51)
        }
        #expect(curve.changes(ofUser: 10).isEmpty)
        let steps = LoadCurve([
            .init(from: 3, to: 3, duration: .second), .init(from: 0, to: 0, duration: .second),
            .init(from: 2, to: 2, duration: .second),
        ])
        #expect(steps.changes(ofUser: 0) == [0, 1_000_000_000, 2_000_000_000, 3_000_000_000])
        #expect(steps.changes(ofUser: 2) == [0, 1_000_000_000])
    }
}
