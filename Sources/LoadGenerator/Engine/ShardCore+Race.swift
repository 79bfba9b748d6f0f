import LoadPlan

/// Flows that run once, and races: users that begin at the same moment, on all shards.
extension ShardCore {
    /// The users of flows that run once will.
    func admitOnce() {
        for (flow, seat) in races.once {
            guard let moment = plan.flows[flow.int].startsAt else { continue }
            users[seat].pointee.stay.flow = flow
            races.expectOnce()
            users.wait(seat, .start, until: window.start &+ moment)
        }
    }

    /// The user of a flow that runs once begins.
    func startOnce(_ seat: Seat, due: UInt64) {
        label(seat, number: UInt64(seat.int - settings.slots))
        counts.schedule()
        startIteration(seat, due: due)
    }

    // MARK: Messages

    /// A message from a shard, this one included.
    func receive(_ message: ShardMessage) {
        switch message {
        case .prepare(let race, let variables): prepare(race, variables)
        case .ready(let race):
            if races.noteReady(race) { mail.post(.release(race: race, at: clock.now() &+ RaceState.notice)) }
        case .release(let race, let moment): races.release(race, at: moment)
        case .finished(let race): if let seat = races.noteFinished(race) { endRace(seat) }
        case .want(let queue, let shard): feed(queue, shard)
        case .give(let queue, let value, _): accept(value, into: queue)
        }
    }

    /// Acts on messages that this shard wrote to itself, and lets users begin whose time has come.
    func tendRaces(_ now: UInt64) {
        while let message = mail.popNews() { receive(message) }
        while let (race, due, seats) = races.popDue(now) { release(race, seats, at: due) }
        while let message = mail.popNews() { receive(message) }
    }

    // MARK: The flow's own user

    /// The flow's user comes to a race: it waits, and all shards prepare.
    func callRace(_ seat: Seat, _ race: Int) {
        users.move(seat, to: .waiting(.raceEnd))
        races.call(race, by: seat)
        mail.post(.prepare(race: race, variables: evaluator.variables.snapshot(user: seat.int)))
    }

    private func endRace(_ seat: Seat) {
        guard users[seat].pointee.state == .waiting(.raceEnd), !window.isDraining else { return }
        users[seat].pointee.intended = clock.now()
        run(seat)
    }

    // MARK: The race's users

    private func prepare(_ race: Int, _ variables: [StoredValue]) {
        let seats = races.prepare(race)
        if seats.isEmpty {
            mail.post(.ready(race: race))
            mail.post(.finished(race: race))
        }
        let now = clock.now()
        for (index, number) in seats.enumerated() where !window.isDraining {
            let seat = Seat(number)
            label(seat, number: UInt64(index * settings.shards + settings.shard))
            users[seat].pointee.iterations = 0
            counts.schedule()
            begin(seat, flow: FlowID(plan.flows.count + race), due: now, variables: variables)
        }
    }

    /// A user has come to the start.
    func reachStart(_ seat: Seat) {
        users.move(seat, to: .waiting(.raceStart))
        guard let race = races.race(of: seat) else { return }
        if races.endPreparation(race) { mail.post(.ready(race: race)) }
    }

    private func release(_ race: Int, _ seats: Range<Int>, at due: UInt64) {
        for seat in seats.lazy.map({ Seat($0) })
        where users[seat].pointee.state == .waiting(.raceStart) && !window.isDraining {
            let user = users[seat]
            user.pointee.intended = due
            let before = user.pointee.sent
            run(seat)
            if user.pointee.sent != before { races.noteSent(race, at: user.pointee.sent) }
        }
    }

    /// An iteration that is not the load's has come to its end.
    func finishExtra(_ seat: Seat) {
        leave(seat)
        guard let race = races.race(of: seat) else { return races.endOnce() }
        let (lastToPrepare, last) = races.finish(race)
        if lastToPrepare { mail.post(.ready(race: race)) }
        if last { mail.post(.finished(race: race)) }
    }
}
