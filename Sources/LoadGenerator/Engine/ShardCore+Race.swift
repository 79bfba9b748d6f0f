import Curl
import LoadPlan

/// Flows that run once, and races: users that begin at the same moment, on all shards.
extension ShardCore {
    /// Puts the users of flows that run once into the waiting list.
    func admitOnce() {
        for (flow, seat) in extra.once {
            guard let moment = plan.flows[flow].startsAt else { continue }
            users[seat].ownFlow = Int32(flow)
            users[seat].state = .waiting
            onceOpen += 1
            waiting.insert(seat, at: start &+ moment)
        }
    }

    /// Whether no flow that runs once and no race has anything left to do here.
    var extrasAreDone: Bool { onceOpen == 0 && races.allSatisfy { $0.result.isFinished } }

    /// The user of a flow that runs once begins.
    func startOnce(_ seat: Int, due: UInt64) {
        label(seat, number: UInt64(seat - settings.slots))
        progress.scheduled += 1
        startIteration(seat, due: due)
    }

    // MARK: The flow's own user

    /// The flow's user comes to a race: it waits, and all shards prepare.
    func callRace(_ seat: Int, _ race: Int) {
        users[seat].state = .waiting
        races[race].leader = seat
        post(.prepare(race: race, variables: evaluator.variables.snapshot(user: seat)))
    }

    func post(_ message: ShardMessage) {
        if settings.shards == 1 { inbox.append(message) } else { outbox.append(message) }
    }

    /// A message from a shard, this one included.
    func receive(_ message: ShardMessage) {
        switch message {
        case .prepare(let race, let variables): prepare(race, variables)
        case .ready(let race):
            races[race].shardsReady += 1
            if races[race].shardsReady == settings.shards {
                post(.release(race: race, at: clock.now() &+ RaceState.notice))
            }
        case .release(let race, let moment): races[race].due = moment
        case .want(let queue, let shard): feed(queue, shard)
        case .give(let queue, let value, _): accept(value, into: queue)
        case .finished(let race):
            races[race].shardsFinished += 1
            if races[race].shardsFinished == settings.shards { endRace(race) }
        }
    }

    /// Acts on messages that this shard wrote to itself, and lets users begin whose time has come.
    func tendRaces(_ now: UInt64) {
        while !inbox.isEmpty { receive(inbox.removeFirst()) }
        for race in races.indices where races[race].due <= now { release(race) }
        while !inbox.isEmpty { receive(inbox.removeFirst()) }
    }

    /// When the next race begins.
    var nextRelease: UInt64 { inbox.isEmpty ? races.reduce(.max) { min($0, $1.due) } : 0 }

    private func endRace(_ race: Int) {
        let seat = races[race].leader
        guard seat >= 0, users[seat].iterating, !draining else { return }
        users[seat].intended = clock.now()
        run(seat)
    }

    // MARK: The race's users

    private func prepare(_ race: Int, _ variables: [StoredValue]) {
        let seats = races[race].seats
        races[race].preparing = seats.count
        races[race].open = seats.count
        races[race].result = RaceResult()
        races[race].result.isBegun = true
        races[race].result.users = seats.count
        if seats.isEmpty {
            races[race].result.isFinished = true
            post(.ready(race: race))
            post(.finished(race: race))
        }
        let now = clock.now()
        for seat in seats where !draining {
            users[seat].race = Int32(race)
            users[seat].isReleased = false
            label(seat, number: UInt64((seat - seats.lowerBound) * settings.shards + settings.shard))
            users[seat].iteration = 0
            progress.scheduled += 1
            begin(seat, flow: plan.flows.count + race, due: now, variables: variables)
        }
    }

    /// A user has come to the start.
    func reachStart(_ seat: Int) {
        users[seat].state = .waiting
        users[seat].isAtStart = true
        leavePreparation(Int(users[seat].race))
    }

    private func leavePreparation(_ race: Int) {
        races[race].preparing -= 1
        if races[race].preparing == 0 { post(.ready(race: race)) }
    }

    private func release(_ race: Int) {
        let due = races[race].due
        races[race].due = .max
        for seat in races[race].seats where users[seat].isAtStart && !draining {
            users[seat].isAtStart = false
            users[seat].isReleased = true
            users[seat].intended = due
            let before = users[seat].sent
            run(seat)
            let sent = users[seat].sent
            guard sent != before else { continue }
            races[race].result.firstSent = min(races[race].result.firstSent, sent)
            races[race].result.lastSent = max(races[race].result.lastSent, sent)
        }
    }

    /// A request of a race was answered with a status, or not at all (0).
    func noteRace(_ request: UnsafeMutablePointer<PreparedRequest>, status: Int) {
        let race = Int(request.pointee.race)
        races[race].result.requests += 1
        if status > 0 {
            races[race].result.statuses[status, default: 0] += 1
        } else {
            races[race].result.unanswered += 1
        }
    }

    /// An iteration that is not the load's has come to its end.
    func finishExtra(_ seat: Int) {
        users[seat].state = .away
        for lane in 0..<lanes { transport.release(user: seat + lane * seats) }
        guard users[seat].race >= 0 else {
            onceOpen -= 1
            return
        }
        let race = Int(users[seat].race)
        if !users[seat].isReleased {
            races[race].result.lost += 1
            leavePreparation(race)
        }
        races[race].open -= 1
        if races[race].open == 0 {
            races[race].result.isFinished = true
            post(.finished(race: race))
        }
    }
}
