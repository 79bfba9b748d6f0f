import LoadPlan

extension ShardCore {
    /// Whether there is anything left to do.
    var isFinished: Bool {
        window.isDraining && counts.progress.inFlight == 0 && travel.count == 0 && users.waitingCount == 0
    }

    /// Users that are woken in one turn: answers that come meanwhile must not wait for all of them.
    static var wakesInATurn: Int { 64 }

    /// One turn of the loop: acts on what is ready, begins what is due.
    /// - Returns: when the next turn must come at the latest, on the clock.
    func turn(now: UInt64) -> UInt64 {
        if counts.hasBudgets, counts.ledger.endedBy != nil { stop(now: now, grace: window.load.gracefulStop) }
        evaluator.library.wallClock = settings.wallOffset &+ Int64(bitPattern: now)
        var answers = 0
        transport.drive(now: now) {
            answers += 1
            self.ended($0, at: self.clock.now())
        }
        if users.hasUnstarted { failUnstarted(now) }
        while let lane = users.popTimedOut(now) { timedOut(lane, now) }
        while let (lane, due) = travel.popArrived(now) { arrived(lane, at: due) }
        serveBacklog()
        // Also those that were due before the end, when the turn comes a little after it.
        if !window.isDraining {
            startArrivals(min(now, window.end), isLast: now >= window.end, mayConnect: answers == 0)
        }
        if now < window.end, !window.isDraining {
            var left = Self.wakesInATurn
            while left > 0, let (seat, deadline) = users.popDue(now) {
                wake(seat, due: deadline)
                left -= 1
            }
            serveBacklog()
            if !races.isEmpty { tendRaces(now) }
            if window.load.iterations != nil || counts.isOutOfRows, hasDoneAll, races.areDone { window.end(at: now) }
        } else {
            finish(now)
            if now < window.finishBy { goOnToTheEnd(now) }
        }
        return nextDeadline
    }

    /// Iterations that are under way at the load's end take their steps as ever, until they may not any more.
    private func goOnToTheEnd(_ now: UInt64) {
        var left = Self.wakesInATurn
        while left > 0, let (seat, deadline) = users.popDue(now) {
            wake(seat, due: deadline)
            left -= 1
        }
        if !races.isEmpty { tendRaces(now) }
    }

    var nextDeadline: UInt64 {
        if users.hasUnstarted { return 0 }
        if window.isDraining {
            let last = counts.progress.inFlight > 0 || travel.count > 0 ? window.cutOff : .max
            let waking = users.waitingCount > 0 ? min(users.nextDeadline, window.finishBy) : .max
            return min(last, waking, transport.deadline, users.nextTimeout, travel.nextArrival)
        }
        var next = min(users.nextDeadline, transport.deadline, travel.nextArrival)
        if !races.isEmpty { next = min(next, mail.hasNews ? 0 : races.nextRelease) }
        if let arrival = arrivals.next { next = min(next, window.start &+ arrival.due) }
        return min(next, window.end)
    }
}
