import LoadPlan

/// How arrivals of an open load begin.
extension ShardCore {
    /// Starts the arrivals that are due at `now`; what is left over by a bound is due at once in the next turn, after
    /// the answers that have come meanwhile.
    ///
    /// A new connection costs as much as several requests, and with TLS as a hundred. Without a bound a moment's delay
    /// would open one for each arrival that waited, more would become due meanwhile, and the generator would never catch
    /// up although users that are connected come free all the time. So answers go first: nobody connects in a turn that
    /// has read some, since there may be more, and while arrivals are late one user connects between two looks for
    /// answers. What the generator has time for is not held back: where no answer is there, the service is slow, and
    /// arrivals connect.
    func startArrivals(_ now: UInt64, isLast: Bool, mayConnect: Bool) {
        guard arrivals.next != nil else { return }
        let time = now > window.start ? now - window.start : 0
        var fresh = isLast ? ArrivalFeed.startsInATurn : mayConnect ? arrivals.freshUsers(at: time) : 0
        // What is still not begun at the end was not sent in time by far, and counts as dropped.
        var left = isLast ? ArrivalFeed.startsAtTheEnd : ArrivalFeed.startsInATurn
        while left > 0, let arrival = arrivals.next, window.start &+ arrival.due <= now {
            if let seat = arrivals.freeSeat, !transport.isConnected(user: Lane(seat).int) {
                if fresh == 0 { return }
                fresh -= 1
            }
            left -= 1
            if lacksRow(arrival.number) { return arrivals.end() }
            counts.schedule()
            arrivals.advance()
            if let seat = arrivals.seat(arrival) { arrive(seat, arrival) }
        }
    }

    private func arrive(_ seat: Seat, _ arrival: Arrival) {
        join(seat, number: arrival.number)
        let user = users[seat]
        user.pointee.iterations = 0
        users.sequenceCalls(of: seat).pointee = 0
        // The seat's connections go on being used; what the service knows its last user by does not.
        if users.population.keepsCookies { transport.forgetCookies(user: Lane(seat).int) }
        startIteration(seat, due: window.start &+ arrival.due)
        // An arrival that begins with a pause has not sent anything yet.
        if user.pointee.state == .inFlight, user.pointee.sent >= window.start {
            arrivals.noteStart(arrival.number, at: user.pointee.sent - window.start)
        }
    }

    /// Arrivals that waited for a user get one that has become free.
    func serveBacklog() {
        while let (seat, arrival) = arrivals.popWaiting() { arrive(seat, arrival) }
    }
}
