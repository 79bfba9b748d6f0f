import Groundwork
import LoadPlan
import Testing

@testable import LoadGenerator

/// A race as a shard sees it, step by step.
@Suite struct RaceHallTests {
    /// A race of five users on shard 0 of two, which has seats 4, 5 and 6 for its three of them.
    private func hall(users: Int = 5, shard: Int = 0, shards: Int = 2, once: Bool = false) -> RaceHall {
        var plan = Make.plan([], load: Make.users(4, for: .second))
        let race = Race(users: users, before: [], steps: [], place: here)
        let flow = Flow(
            name: "r",
            weight: 0,
            series: 0,
            steps: [.race(race)],
            place: here,
            startsAt: once ? .second : nil
        )
        plan.flows.append(flow)
        return RaceHall(ExtraSeats(plan, shard: shard, shards: shards, after: 4), shards: shards)
    }

    @Test func seatsBelongToTheirRace() {
        let hall = hall()
        same((0..<8).map { hall.race(of: Seat($0)) }, [nil, nil, nil, nil, 0, 0, 0, nil])
        same(hall.isEmpty, false)
        same(hall.areDone, false)
    }

    @Test func aFlowThatRunsOnceHasASeatOfItsOwnOnTheFirstShard() {
        var hall = hall(once: true)
        same(hall.once.map(\.seat), [Seat(4)])
        same(hall.once.map(\.flow.int), [1])
        same(hall.race(of: Seat(4)) == nil, true)
        same(hall.race(of: Seat(5)), 0)
        hall.expectOnce()
        hall.endOnce()
        same(self.hall(shard: 1, once: true).once.isEmpty, true)
    }

    /// Two come to the start, one is lost before; all of both shards are ready; then they begin, and end.
    @Test func fromCallToEnd() {
        var hall = hall()
        hall.call(0, by: Seat(2))
        same(hall.prepare(0), 4..<7)
        same(hall.endPreparation(0), false)
        let lost = hall.finish(0)
        #expect(!lost.lastToPrepare && !lost.last)
        same(hall.endPreparation(0), true)
        same(hall.noteReady(0), false)
        same(hall.noteReady(0), true)
        same(hall.nextRelease, .max)
        hall.release(0, at: 1000)
        same(hall.nextRelease, 1000)
        same(hall.popDue(999) == nil, true)
        let due = hall.popDue(1000)
        #expect(due?.race == 0 && due?.due == 1000 && due?.seats == 4..<7)
        same(hall.popDue(2000) == nil, true)
        for moment in [1001, 1003] as [UInt64] { hall.noteSent(0, at: moment) }
        hall.noteAnswer(0, status: 201)
        hall.noteAnswer(0, status: nil)
        let first = hall.finish(0)
        #expect(!first.lastToPrepare && !first.last)
        let second = hall.finish(0)
        #expect(!second.lastToPrepare && second.last)
        same(hall.noteFinished(0) == nil, true)
        same(hall.noteFinished(0), Seat(2))
        let result = hall.results[0]
        #expect(result.isBegun && result.isFinished)
        same([result.users, result.lost], [3, 1])
        same([result.requests, result.unanswered], [2, 1])
        same(result.statuses, [201: 1])
        same([result.firstSent, result.lastSent], [1001, 1003])
        same(hall.areDone, true)
    }

    @Test func whoIsLostLastMakesTheOthersReady() {
        var hall = hall(users: 2, shards: 1)
        _ = hall.prepare(0)
        same(hall.endPreparation(0), false)
        same(hall.finish(0) == (true, false), true)
    }

    @Test func aShardWithoutUsersIsDoneAtOnce() {
        var hall = hall(users: 1, shard: 1)
        same(hall.prepare(0).isEmpty, true)
        same(hall.results[0].isFinished, true)
    }

    /// A flow may come to the same race again: the shards' answers are counted from the start.
    @Test func aSecondCallBeginsAnew() {
        var hall = hall(users: 1, shards: 1)
        for caller in 0..<2 {
            hall.call(0, by: Seat(caller))
            _ = hall.prepare(0)
            same(hall.endPreparation(0), true)
            same(hall.noteReady(0), true)
            hall.release(0, at: 5)
            same(hall.popDue(5) != nil, true)
            same(hall.finish(0) == (false, true), true)
            same(hall.noteFinished(0), Seat(caller))
            same(hall.results[0].lost, 0)
        }
    }
}
