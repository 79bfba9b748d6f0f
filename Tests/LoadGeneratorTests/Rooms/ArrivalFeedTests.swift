import Groundwork
import LoadPlan
import Testing

@testable import LoadGenerator

/// Who arrives next, and which seat is free.
@Suite struct ArrivalFeedTests {
    /// Ten a second for a second, two seats.
    private func feed(seats: Int = 2) -> ArrivalFeed {
        let load = Make.rate(10, for: .second)
        var feed = ArrivalFeed(load, seed: 1)
        feed.begin(
            ArrivalSchedule(curve: load.curve, arrivals: .constant, seed: 1, shard: 0, shards: 1),
            seats: seats
        )
        return feed
    }

    private func take(_ feed: inout ArrivalFeed) -> Seat? {
        guard let arrival = feed.next else { return nil }
        feed.advance()
        return feed.seat(arrival)
    }

    @Test func aClosedLoadHasNone() {
        var feed = ArrivalFeed(Make.users(3, for: .second), seed: 1)
        same(feed.next == nil, true)
        same(feed.freeSeat == nil, true)
        same(feed.popWaiting() == nil, true)
        same(feed.isDone(seats: 0), true)
    }

    @Test func seatsAreTakenInOrderAndThoseWhoFindNoneWait() {
        var feed = feed()
        same(feed.freeSeat, Seat(0))
        same(take(&feed), Seat(0))
        same(take(&feed), Seat(1))
        same(feed.freeSeat == nil, true)
        same(take(&feed) == nil, true)
        same(take(&feed) == nil, true)
        same(feed.popWaiting() == nil, true)
        feed.free(Seat(1))
        let first = feed.popWaiting()
        same(first?.seat, Seat(1))
        same(first?.arrival.number, 2)
        same(feed.popWaiting() == nil, true)
        same(feed.dropWaiting()?.number, 3)
        same(feed.dropWaiting() == nil, true)
    }

    @Test func itIsDoneWhenAllHaveGone() {
        var feed = feed(seats: 20)
        var taken: [Seat] = []
        while let seat = take(&feed) { taken.append(seat) }
        same(taken, (0..<10).map { Seat($0) })
        same(feed.next == nil, true)
        same(feed.isDone(seats: 20), false)
        for seat in taken { feed.free(seat) }
        same(feed.isDone(seats: 20), true)
    }

    @Test func whoeverIsLateConnectsOneByOne() {
        let feed = feed()
        let due = feed.next?.due ?? 0
        same(feed.freshUsers(at: due), ArrivalFeed.freshUsersInATurn)
        same(feed.freshUsers(at: due + ArrivalFeed.late), ArrivalFeed.freshUsersInATurn)
        same(feed.freshUsers(at: due + ArrivalFeed.late + 1), 1)
    }

    @Test func aChangedCurveGoesOnFromTheArrivalThatComesNext() {
        var feed = feed()
        _ = take(&feed)
        let pause = LoadCurve([
            .init(from: 10, to: 10, duration: 200_000_000), .init(from: 0, to: 0, duration: .second),
        ])
        feed.follow(pause)
        same(feed.next?.number, 1)
        feed.advance()
        same(feed.next == nil, true)
    }
}
