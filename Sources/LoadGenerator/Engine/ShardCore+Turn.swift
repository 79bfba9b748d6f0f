import LoadPlan

extension ShardCore {
    /// Whether there is anything left to do.
    var isFinished: Bool { draining && progress.inFlight == 0 && travelling.count == 0 }

    /// Users that are begun or woken in one turn: answers that come meanwhile must not wait for all of them.
    static var startsInATurn: Int { 64 }
    /// Users without a connection among them.
    static var freshUsersInATurn: Int { 4 }
    /// Arrivals that are begun at the end of the load, of those that were due before it.
    static var startsAtTheEnd: Int { 1024 }
    /// An arrival that is not begun within this time is late by the generator's fault.
    static var late: UInt64 { 1_000_000 }

    /// One turn of the loop: acts on what is ready, begins what is due.
    /// - Returns: when the next turn must come at the latest, on the clock.
    func turn(now: UInt64) -> UInt64 {
        if !budgets.isEmpty, ledger.endedBy != nil { stop(now: now, grace: load.gracefulStop) }
        evaluator.library.wallClock = settings.wallOffset &+ Int64(bitPattern: now)
        var answers = 0
        transport.drive(now: now) {
            answers += 1
            self.ended($0, at: self.clock.now())
        }
        if !unstarted.isEmpty { failUnstarted(now) }
        while let user = timeouts.popExpired(now) { timedOut(user, now) }
        while let (slot, due) = travelling.popDue(now) { arrived(slot, at: due) }
        serveBacklog()
        // Also those that were due before the end, when the turn comes a little after it.
        if !draining { startArrivals(min(now, end), isLast: now >= end, mayConnect: answers == 0) }
        if now < end, !draining {
            var left = Self.startsInATurn
            while left > 0, let (user, deadline) = waiting.popDue(now) {
                wake(user, due: deadline)
                left -= 1
            }
            serveBacklog()
            if !races.isEmpty { tendRaces(now) }
            if load.iterations != nil || isOutOfRows, hasDoneAll, extrasAreDone { end = now }
        } else {
            finish(now)
        }
        return nextDeadline
    }

    /// Whether users have left for want of data.
    private var isOutOfRows: Bool { usersWithoutRow.contains { $0 > 0 } }

    var nextDeadline: UInt64 {
        if !unstarted.isEmpty { return 0 }
        if draining {
            let last = progress.inFlight > 0 || travelling.count > 0 ? cutOff : .max
            return min(last, transport.deadline, timeouts.earliest, travelling.earliest)
        }
        var next = min(waiting.earliest, timeouts.earliest, transport.deadline, travelling.earliest)
        if !races.isEmpty { next = min(next, nextRelease) }
        if let arrival = nextArrival { next = min(next, start &+ arrival.due) }
        return min(next, end)
    }
}
