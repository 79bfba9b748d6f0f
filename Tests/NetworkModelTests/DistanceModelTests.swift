import Groundwork
import LoadPlan
import Testing

@testable import NetworkModel

@Suite struct DistanceModelTests {
    static let ms: UInt64 = 1_000_000

    /// A line whose round trip is always the same.
    static func profile(_ roundTrip: Double, loss: Double? = nil, down: Double? = nil) -> NetworkProfile {
        let fact = { (value: Double) in NetworkFact(value, .assumed, "test") }
        let leg = NetworkProfile.Leg(
            name: "t",
            role: .whole,
            roundTrip: .constant(fact(roundTrip)),
            loss: loss.map(fact),
            down: down.map(fact)
        )
        return NetworkProfile(name: "t", summary: "", lines: [.init(name: "t", share: fact(1), legs: [leg])])
    }

    private func user(_ seed: UInt64 = 1) -> DistanceModel.Traveller {
        DistanceModel.Traveller(line: 0, random: SeededRandom(seed: seed))
    }

    /// Rounds of slow start: 10, 20, 40, 80 segments of 1448 bytes are 14,480, 43,440, 101,360, 217,200 bytes in all.
    @Test(arguments: [
        (0, 0), (1, 0), (14_480, 0), (14_481, 1), (43_440, 1), (43_441, 2), (101_360, 2), (101_361, 3), (200_000, 3),
        (217_201, 4),
    ])
    func slowStartTakesRounds(_ bytes: Int, _ rounds: UInt64) {
        let model = DistanceModel(Self.profile(40))
        var user = user()
        #expect(model.download(bytes: bytes, &user) == rounds * 40 * Self.ms)
    }

    @Test func aWindowOutlivesItsRequestAndShrinksWithIdleTime() {
        let model = DistanceModel(Self.profile(40))
        var user = user()
        // Flights of 10, 20, 40 and 69 segments: the last one lets the window grow to twice as many.
        _ = model.download(bytes: 200_000, &user)
        #expect(user.window.down.segments == 138)
        user.window.lastUsed = 1000 * Self.ms
        // The retransmission timeout is 200 ms above the round trip: nothing yet after 239, a half after 240.
        _ = model.upload(bytes: 100, at: 1239 * Self.ms, &user)
        #expect(user.window.down.segments == 138)
        _ = model.upload(bytes: 100, at: 1240 * Self.ms, &user)
        #expect(user.window.down.segments == 69)
        user.window.lastUsed = 1240 * Self.ms
        _ = model.upload(bytes: 100, at: 9000 * Self.ms, &user)
        #expect(user.window.down.segments == 10)
    }

    @Test func bandwidthCostsTransferTime() {
        // 100,000 bytes at 8 Mbps are 100 ms; the first windows leave before the link is busy.
        let model = DistanceModel(Self.profile(10, down: 8))
        var user = user()
        let time = model.download(bytes: 100_000, &user)
        #expect(time >= 99 * Self.ms && time < 125 * Self.ms)
    }

    @Test func handshakesAreRoundTrips() {
        let model = DistanceModel(Self.profile(40))
        var user = user()
        #expect(model.connect(&user) == 40 * Self.ms)
        #expect(model.handshake(rounds: 1, &user) == 40 * Self.ms)
        #expect(model.handshake(rounds: 2, &user) == 80 * Self.ms)
        #expect(model.handshake(rounds: 0, &user) == 0)
    }

    /// A lone lost segment waits for the retransmission timeout, one lost SYN for a second.
    @Test func lossCostsRetransmissions() {
        let model = DistanceModel(Self.profile(40, loss: 0.05))
        var late = 0
        var lateConnects = 0
        let count = 20_000
        for seed in 0..<count {
            var user = user(UInt64(seed))
            let time = model.download(bytes: 200, &user)
            if time > 0 {
                late += 1
                #expect(time >= 240 * Self.ms)
            }
            if model.connect(&user) >= 1000 * Self.ms { lateConnects += 1 }
        }
        #expect(abs(Double(late) / Double(count) - 0.05) < 0.006)
        #expect(abs(Double(lateConnects) / Double(count) - 0.05) < 0.006)
    }

    @Test func hostileFiguresDoNoHarm() {
        let model = DistanceModel(Self.profile(.infinity, loss: 5, down: 1e-300))
        var user = user()
        #expect(model.download(bytes: .max / 2, &user) > 0)
        var lossy = Self.profile(1)
        for _ in 0..<20 { lossy.lines[0].legs += Self.profile(1, loss: 1).lines[0].legs }
        #expect(DistanceModel(lossy).download(bytes: 100_000_000, &user) > 0)
        let nothing = DistanceModel(NetworkProfile(name: "n", summary: "", lines: []))
        #expect(nothing.roundTrip(&user) == 0)
    }
}
