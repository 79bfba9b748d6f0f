import LoadPlan

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
        var fresh = isLast ? Self.startsInATurn : mayConnect ? freshUsers(now) : 0
        // What is still not begun at the end was not sent in time by far, and counts as dropped.
        var left = isLast ? Self.startsAtTheEnd : Self.startsInATurn
        while left > 0, let arrival = nextArrival, start &+ arrival.due <= now {
            if let slot = idle.last, !transport.isConnected(user: Int(slot)) {
                if fresh == 0 { return }
                fresh -= 1
            }
            left -= 1
            if lacksRow(arrival.number) {
                nextArrival = nil
                return
            }
            progress.scheduled += 1
            nextArrival = arrivals?.next()
            if let slot = idle.popLast() {
                arrive(Int(slot), arrival)
            } else {
                backlog.push(arrival)
            }
        }
    }

    /// How many users without a connection may begin in a turn.
    private func freshUsers(_ now: UInt64) -> Int {
        guard let due = nextArrival?.due, now > start &+ due, now - start - due > Self.late else {
            return Self.freshUsersInATurn
        }
        return 1
    }

    private func arrive(_ slot: Int, _ arrival: (number: UInt64, due: UInt64)) {
        join(slot, number: arrival.number)
        users[slot].iteration = 0
        sequenceCalls[slot] = 0
        // The slot's connections go on being used; what the service knows its last user by does not.
        if keepsCookies { transport.forgetCookies(user: slot) }
        startIteration(slot, due: start &+ arrival.due)
        // An arrival that begins with a pause has not sent anything yet.
        if users[slot].state == .inFlight, users[slot].sent >= start {
            probe.note(arrival.number, at: users[slot].sent - start)
        }
    }

    /// Arrivals that waited for a user get one that has become free.
    func serveBacklog() {
        while backlog.count > 0, let slot = idle.popLast(), let arrival = backlog.pop() {
            arrive(Int(slot), arrival)
        }
    }
}
