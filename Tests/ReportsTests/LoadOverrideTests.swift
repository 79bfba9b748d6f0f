import Groundwork
import LoadPlan
import Testing

@Suite("Loads changed from the command line")
struct LoadOverrideTests {
    private let users = Load(
        model: .users,
        curve: LoadCurve([
            LoadCurve.Piece(from: 0, to: 2000, duration: 120 * .second),
            LoadCurve.Piece(from: 2000, to: 2000, duration: 300 * .second),
            LoadCurve.Piece(from: 2000, to: 300, duration: 7 * .second),
        ]),
        warmup: 15 * .second,
        phases: [
            Load.Phase(name: "ramp", start: 0, end: 120 * .second),
            Load.Phase(name: "soak", start: 120 * .second, end: 427 * .second),
        ]
    )

    @Test("Levels scale in proportion and the peak is met exactly")
    func scaling() throws {
        let load = try users.scaled(toPeak: .users(777))
        #expect(load.curve.peak == 777)
        #expect(load.curve.pieces[0].from == 0)
        #expect(abs(load.curve.pieces[2].to - 777.0 * 300 / 2000) < 1e-9)
        #expect(load.curve.duration == users.curve.duration)
        #expect(load.warmup == users.warmup)
    }

    @Test("Lengths scale in proportion; what met before still meets", arguments: [1, 7, 59, 60, 427, 5000] as [UInt64])
    func fitting(seconds: UInt64) throws {
        let load = try users.fitted(to: seconds * .second)
        #expect(load.curve.duration == seconds * .second)
        #expect(load.phases[0].end == load.curve.starts[1])
        #expect(load.phases[0].end == load.phases[1].start)
        #expect(load.phases[1].end == load.curve.duration)
        #expect(abs(load.warmup.inSeconds - 15.0 * Double(seconds) / 427) < 1e-6)
        #expect(load.curve.pieces.map(\.to) == users.curve.pieces.map(\.to))
        #expect(load.gracefulStop == users.gracefulStop)
    }

    @Test("The wrong model, senseless levels and lengths are refused with a reason")
    func refusals() {
        #expect(throws: LoadOverrideError.rateOfUsers) { try users.scaled(toPeak: .rate(10)) }
        var rate = users
        rate.model = .rate(.poisson)
        #expect(throws: LoadOverrideError.usersOfARate) { try rate.scaled(toPeak: .users(10)) }
        for level in [0, -1, .infinity, 1e12] {
            #expect(throws: LoadOverrideError.level(level)) { try users.scaled(toPeak: .users(level)) }
        }
        #expect(throws: LoadOverrideError.self) { try users.scaled(toPeak: .users(.nan)) }
        #expect(throws: LoadOverrideError.duration(1)) { try users.fitted(to: 1) }
        #expect(throws: LoadOverrideError.duration(.max)) { try users.fitted(to: .max) }
        let empty = Load(model: .users, curve: LoadCurve([]), warmup: 0)
        #expect(throws: LoadOverrideError.emptyLoad) { try empty.scaled(toPeak: .users(10)) }
        #expect(throws: LoadOverrideError.emptyLoad) { try empty.fitted(to: .second) }
        #expect(LoadOverrideError.rateOfUsers.message.contains("--users"))
        #expect(LoadOverrideError.level(.nan).message.contains("nan"))
    }
}
