import Groundwork
import LoadMetrics
import LoadPlan

/// How a load comes to its end.
extension ShardCore {
    /// Whether a load with a number of iterations has done all of them.
    var hasDoneAll: Bool {
        switch window.load.model {
        case .users: counts.progress.users == 0 && users.waitingCount == 0
        case .rate: arrivals.isDone(seats: settings.slots)
        }
    }

    /// Ends the load early: nothing new begins, requests under way may still be answered until `grace` has passed.
    func stop(now: UInt64, grace: UInt64) { window.stop(now: now, grace: grace) }

    /// The load is over: nothing begins any more; at the cut-off, what is unanswered is counted as such.
    func finish(_ now: UInt64) {
        if !window.isDraining {
            window.drain()
            if now < window.finishBy { sendHomeBetweenIterations() }
            dropBacklog()
        }
        if now >= window.finishBy {
            // Users who think go home; their iteration is neither good nor bad.
            while let (seat, _) = users.popDue(.max) { sendHome(seat) }
        }
        guard now >= window.cutOff, counts.progress.inFlight > 0 || travel.count > 0 else { return }
        for number in 0..<users.seatCount * users.lanesPerSeat { cutRequest(Lane(number), now) }
    }

    /// Those who are in the middle of an iteration may come to its end, the others go home.
    private func sendHomeBetweenIterations() {
        for number in 0..<users.seatCount {
            let seat = Seat(number)
            guard case .waiting = users[seat].pointee.state, !users[seat].pointee.state.isIterating else { continue }
            users.stopWaiting(seat)
            sendHome(seat)
        }
    }

    private func sendHome(_ seat: Seat) {
        if users[seat].pointee.state.isIterating {
            counts.discard(seat)
            counts.cutOff()
        }
        users.move(seat, to: .away)
    }

    private func dropBacklog() {
        // Arrivals that were due but found no free user until the end were never sent.
        while let arrival = arrivals.dropWaiting() { drop(arrival) }
        while let arrival = arrivals.next, window.start &+ arrival.due < window.end {
            counts.schedule()
            arrivals.advance()
            drop(arrival)
        }
        arrivals.end()
    }

    /// An arrival that was never sent is a bad event of the first request that it would have made: it waited from its
    /// due time until the end of the load, and got nothing.
    private func drop(_ arrival: Arrival) {
        counts.drop()
        let due = window.start &+ arrival.due
        guard !window.isExcluded(due) else { return }
        var random = SeededRandom(seed: settings.seed, arrival.number, 0)
        guard let number = program.firstRequest(of: window.chooseFlow(&random, at: due)) else { return }
        let (region, tenant) = users.population.member(arrival.number)
        let outcome = OutcomeSlot(.dropped)
        let cell = program.layout.cell(
            series: program.request(number).pointee.series,
            phase: window.phase(at: due),
            group: program.layout.group(region: region, tenant: tenant),
            outcome: outcome
        )
        note(.request(number, outcome, .nothing))
        let waited = window.end > due ? window.end - due : 0
        counts.record(Sample(response: waited, service: 0, lateness: waited), cell: cell)
    }

    /// Gives up a lane's request, if one is under way.
    private func cutRequest(_ lane: Lane, _ now: UInt64) {
        let user = users[lane]
        var service: UInt64 = 0
        switch user.pointee.state {
        case .away, .acting, .waiting: return
        case .inFlight:
            transport.cancel(user: lane.int)
            service = users.settle(lane, now: now)
            counts.cancel(now: now)
        case .outbound, .inbound: travel.remove(lane)
        }
        let number = user.pointee.request
        let request = program.request(number)
        let outcome = OutcomeSlot(.unfinished)
        // What the run itself gives up before the service's time is over says nothing of the service.
        if window.isCutShort {
            counts.leaveOutSample()
        } else {
            note(.request(number, outcome, .nothing))
            counts.fail()
            record(lane, request, outcome: outcome, result: nil, service: service, now: now)
        }
        let owner = users.owner(of: lane)
        if request.pointee.isWatched {
            focus(owner)
            observe(request, outcome, isAnswered: false)
        }
        // Of requests at the same time, the first ends the iteration of all.
        if users[owner].pointee.state.isIterating { cutIteration(owner) }
        user.pointee.move(to: .away)
    }

    /// The run is over in the middle of an iteration.
    func cutIteration(_ seat: Seat) {
        users[seat].pointee.iteration.branches = nil
        counts.discard(seat)
        users.move(seat, to: .away)
        counts.cutOff()
    }
}
