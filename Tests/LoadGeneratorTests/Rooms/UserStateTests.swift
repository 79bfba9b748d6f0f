import Groundwork
import LoadPlan
import Testing

@testable import LoadGenerator

/// The table of what a user may do after what.
@Suite struct UserStateTests {
    private typealias State = VirtualUser.State

    private static let states: [State] =
        [.away, .acting, .inFlight, .outbound, .inbound]
        + [.start, .pause, .think, .poll, .retry, .take, .served, .raceStart, .raceEnd, .branches].map { .waiting($0) }

    @Test func nothingIsSentOrAnsweredOutOfTurn() {
        func next(_ state: State) -> [State] { Self.states.filter { VirtualUser.mayMove(from: state, to: $0) } }
        #expect(next(.inFlight) == [.away, .acting, .inbound])
        #expect(next(.outbound) == [.away, .inFlight])
        #expect(next(.inbound) == [.away, .acting])
        #expect(next(.away) == [.away, .acting, .inFlight, .outbound, .waiting(.start)])
        #expect(next(.waiting(.think)) == [.away, .acting])
        #expect(next(.waiting(.take)) == [.away, .acting, .waiting(.served)])
        #expect(next(.waiting(.branches)) == [.away, .acting, .inFlight, .outbound])
        #expect(next(.waiting(.pause)) == [.away, .acting, .waiting(.start)])
        #expect(!next(.acting).contains(.waiting(.served)))
    }

    @Test func anIterationLastsFromItsFirstStepToItsLast() {
        let outside: [State] = [.away, .waiting(.start), .waiting(.pause)]
        for state in Self.states { #expect(state.isIterating != outside.contains(state)) }
        #expect(Self.states.filter(\.isUnderWay) == [.inFlight, .outbound, .inbound])
    }

    @Test(arguments: [(0, 0), (1, 100), (2, 200), (7, 6_400), (8, 6_400), (200, 6_400)])
    func failuresInARowMakeItWaitLonger(failures: Int, milliseconds: UInt64) {
        var user = VirtualUser()
        for _ in 0..<failures { user.noteFailure() }
        let pause = user.drawFailurePause()
        #expect((milliseconds * 500_000...milliseconds * 1_000_000).contains(pause))
        user.forgetFailures()
        let none = user.drawFailurePause()
        #expect(none == 0)
    }

    @Test func lanesOfAUserAreApart() {
        let users = UserTable(
            .init(seats: 3, lanes: 4, tables: 2, groupDepth: 1, loopDepth: 2, conditionals: 0, timeouts: [1]),
            Population(Make.plan([], load: Make.users(1, for: .second)))
        )
        var lanes: Set<Lane> = []
        for number in 0..<3 {
            let seat = Seat(number)
            same(users.lane(0, of: seat), Lane(seat))
            users.forEachLane(of: seat) {
                lanes.insert($0)
                same(users.owner(of: $0), seat)
            }
        }
        #expect(lanes == Set((0..<12).map { Lane($0) }))
        users.cells(of: Seat(1), depth: 1).pointee = 5
        same(users.cells(of: Seat(2), depth: 0).pointee, 0)
        same(users.rows(of: Seat(2)).pointee, -1)
    }
}
