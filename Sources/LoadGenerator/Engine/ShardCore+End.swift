import LoadMetrics
import LoadPlan

/// How a load comes to its end.
extension ShardCore {
    /// Whether a load with a number of iterations has done all of them.
    var hasDoneAll: Bool {
        switch load.model {
        case .users: progress.users == 0 && waiting.count == 0
        case .rate: nextArrival == nil && backlog.count == 0 && idle.count == settings.slots
        }
    }

    /// Ends the load early: nothing new begins, requests under way may still be answered until `grace` has passed.
    func stop(now: UInt64, grace: UInt64) {
        end = min(end, now)
        cutOff = min(cutOff, now &+ grace)
    }

    /// The load is over: nothing begins any more; at the cut-off, what is unanswered is counted as such.
    func finish(_ now: UInt64) {
        if !draining {
            draining = true
            // Users who think go home; their iteration is neither good nor bad.
            while let (slot, _) = waiting.popDue(.max) {
                if users[slot].iterating { progress.cutOff += 1 }
                users[slot].iterating = false
                users[slot].state = .away
            }
            dropBacklog()
        }
        guard now >= cutOff, progress.inFlight > 0 || travelling.count > 0 else { return }
        for slot in 0..<seats * lanes where users[slot].state.isUnderWay {
            if users[slot].state == .inFlight {
                transport.cancel(user: slot)
                timeouts.stop(slot)
                progress.changeInFlight(by: -1, now: now)
            } else {
                travelling.remove(slot)
            }
            cutRequest(slot, now)
        }
    }

    private func dropBacklog() {
        // Arrivals that were due but found no free user until the end were never sent.
        while let arrival = backlog.pop() { drop(arrival) }
        while let arrival = nextArrival, start &+ arrival.due < end {
            progress.scheduled += 1
            nextArrival = arrivals?.next()
            drop(arrival)
        }
        nextArrival = nil
    }

    /// An arrival that was never sent is a bad event of the first request that it would have made: it waited from its
    /// due time until the end of the load, and got nothing.
    private func drop(_ arrival: (number: UInt64, due: UInt64)) {
        progress.dropped += 1
        progress.errors += 1
        let due = start &+ arrival.due
        guard !isExcluded(due) else { return }
        var random = SeededRandom(seed: settings.seed, arrival.number, 0)
        let flow = chooseFlow(&random, at: due, own: -1)
        var pc = Int(entries[flow].start)
        while pc < instructions.count {
            if let number = firstRequest(at: pc) {
                let (region, tenant) = population.member(arrival.number)
                let cell = layout.cell(
                    series: requests[Int(number)].series,
                    phase: phase(at: due),
                    group: layout.group(region: region, tenant: tenant),
                    outcome: OutcomeSlots.slot(.dropped)
                )
                fail(FailureTable.Key(request: number, slot: Int32(OutcomeSlots.slot(.dropped)), detail: 0))
                let waited = end > due ? end - due : 0
                recorder.record(Sample(response: waited, service: 0, lateness: waited), series: cell)
                return
            }
            pc += 1
        }
    }

    /// The request that an instruction sends, or sends first.
    private func firstRequest(at pc: Int) -> Int32? {
        switch instructions[pc] {
        case .request(let number): number
        case .parallel(let number): parallels[Int(number)].first
        default: nil
        }
    }

    private func cutRequest(_ slot: Int, _ now: UInt64) {
        let number = users[slot].request
        let request = requests.baseAddress.unsafelyUnwrapped + Int(number)
        let outcome = OutcomeSlots.slot(.unfinished)
        fail(FailureTable.Key(request: number, slot: Int32(outcome), detail: 0))
        progress.errors += 1
        if request.pointee.isWatched {
            focus(slot)
            observe(request, outcome: outcome, isAnswered: false)
        }
        let service = users[slot].state == .inFlight && now > users[slot].sent ? now - users[slot].sent : 0
        record(slot, request, outcome: outcome, result: nil, service: service, now: now)
        users[slot].state = .away
        // Of requests at the same time, the first ends the iteration of all.
        let owner = owner(of: slot)
        if users[owner].iterating { cutIteration(owner) }
    }

    /// The run is over in the middle of an iteration.
    func cutIteration(_ slot: Int) {
        users[slot].parallel = -1
        users[slot].taking = -1
        tallies.discard(slot)
        users[slot].state = .away
        users[slot].iterating = false
        progress.cutOff += 1
    }
}
