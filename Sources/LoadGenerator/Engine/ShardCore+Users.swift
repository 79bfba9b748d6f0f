import Curl
import LoadMetrics
import LoadPlan

extension ShardCore {
    // MARK: Closed model

    /// When a user is active, by the load that is followed now. Seats are those of the plan.
    private func changes(ofUser slot: Int) -> [Nanoseconds] {
        guard let seat = plan.load.seat(ofUser: Int(users[slot].number)) else { return [] }
        guard let own = seat.load else { return load.curve.changes(ofUser: seat.index) }
        users[slot].ownFlow = Int32(load.flows[own].flow)
        return load.flows[own].curve.changes(ofUser: seat.index)
    }

    /// Gives a user its place in a load that changes at `time` since the start.
    private func reseat(_ slot: Int, at time: Nanoseconds) {
        let isActive = users[slot].state == .inFlight || (users[slot].state == .waiting && users[slot].iterating)
        let changes = changes(ofUser: slot)
        var span = 0
        while span * 2 + 1 < changes.count, changes[span * 2 + 1] <= time { span += 1 }
        let isWanted = span * 2 + 1 < changes.count && changes[span * 2] <= time
        if isActive {
            // One that is not wanted now ends its iteration first; the span after it is its next one.
            users[slot].leaves = start &+ (isWanted ? changes[span * 2 + 1] : time)
            users[slot].span = Int32(isWanted ? span : span - 1)
            return
        }
        waiting.remove(slot)
        users[slot].state = .away
        guard span * 2 + 1 < changes.count, users[slot].left > 0 else { return }
        admit(slot, span: span, notBefore: time)
    }

    /// Puts a user's next active span into the waiting list.
    func admit(_ slot: Int, span: Int, notBefore time: Nanoseconds = 0) {
        let changes = changes(ofUser: slot)
        guard span * 2 + 1 < changes.count else { return }
        users[slot].span = Int32(span)
        users[slot].leaves = start &+ changes[span * 2 + 1]
        users[slot].state = .waiting
        users[slot].iterating = false
        users[slot].failures = 0
        waiting.insert(slot, at: start &+ max(changes[span * 2], time))
    }

    /// A user of the closed model joins: it gets its labels and its own numbers.
    func join(_ slot: Int, number: UInt64) {
        label(slot, number: number)
        // Between two iterations a user may wait: it is one still.
        guard !users[slot].isPresent else { return }
        users[slot].isPresent = true
        progress.users += 1
        progress.peakUsers = max(progress.peakUsers, progress.users)
    }

    /// Gives a user its number and the labels that follow from it.
    func label(_ slot: Int, number: UInt64) {
        let (region, tenant) = population.member(number)
        if users[slot].number != number { validators.forget(user: slot) }
        users[slot].number = number
        users[slot].region = Int32(region)
        users[slot].tenant = Int32(tenant)
        users[slot].group = Int32(layout.group(region: region, tenant: tenant))
        if !egresses.isEmpty {
            for lane in 0..<lanes { transport.use(connection: egresses[region], user: slot + lane * seats) }
        }
    }

    private func leave(_ slot: Int) {
        users[slot].state = .away
        users[slot].iterating = false
        users[slot].isPresent = false
        progress.users -= 1
    }

    /// Goes on by another load from `time` since its start; samples that are due from then on count or do not.
    func follow(_ load: Load, from time: Nanoseconds, counting: Bool) {
        self.load = load
        let moment = start &+ time
        if let last = exclusions.indices.last, exclusions[last].upperBound == .max {
            exclusions[last] = exclusions[last].lowerBound..<max(moment, exclusions[last].lowerBound)
        }
        if !counting { exclusions.append(moment..<UInt64.max) }
        guard !draining else { return }
        switch load.model {
        case .users: for slot in 0..<settings.slots { reseat(slot, at: time) }
        case .rate: nextArrival = arrivals?.follow(load.curve)
        }
    }

    /// Whether a sample that was due at `intended` is in no figure: warm-up, or a load that was changed by hand.
    func isExcluded(_ intended: UInt64) -> Bool {
        if intended < warmupEnd { return true }
        guard !exclusions.isEmpty else { return false }
        return exclusions.contains { $0.contains(intended) }
    }

    // MARK: Iterations

    /// A waiting user's deadline has come.
    func wake(_ slot: Int, due: UInt64) {
        users[slot].intended = due
        if users[slot].iterating {
            if users[slot].taking >= 0 { endTake(slot) } else { run(slot) }
            return
        }
        if slot >= settings.slots { return startOnce(slot, due: due) }
        switch load.model {
        case .users:
            join(slot, number: users[slot].number)
            nextIteration(slot, due: due)
        case .rate: break
        }
    }

    /// Begins another iteration of a closed user, or lets it go when its time is up.
    private func nextIteration(_ slot: Int, due: UInt64) {
        if due >= users[slot].leaves || users[slot].left == 0 {
            leave(slot)
            for lane in 0..<lanes { transport.release(user: slot + lane * seats) }
            validators.forget(user: slot)
            // Whoever has done all its iterations does not come back.
            if users[slot].left > 0 { admit(slot, span: Int(users[slot].span) + 1) }
            return
        }
        if stopsForWantOfRows(slot) {
            leave(slot)
            transport.release(user: slot)
            return
        }
        users[slot].left &-= 1
        progress.scheduled += 1
        startIteration(slot, due: due)
    }

    func startIteration(_ slot: Int, due: UInt64) { begin(slot, flow: -1, due: due, variables: nil) }

    /// Begins an iteration of a flow, or of one that is drawn (-1).
    func begin(_ slot: Int, flow: Int, due: UInt64, variables: [StoredValue]?) {
        progress.started += 1
        let user = users + slot
        if opensAnew { for lane in 0..<lanes { transport.disconnect(user: slot + lane * seats) } }
        // Users that are not the load's have numbers of their own: what is made up for them must not be another's.
        let seed = slot < settings.slots ? settings.seed : settings.seed &+ 0x9E37_79B9 &* UInt64(2 + user.pointee.race)
        user.pointee.random = SeededRandom(seed: seed, user.pointee.number, user.pointee.iteration)
        user.pointee.intended = due
        user.pointee.iterationStart = due
        user.pointee.iterating = true
        user.pointee.failure = -1
        user.pointee.pollStart = 0
        user.pointee.parallel = -1
        user.pointee.taking = -1
        user.pointee.tries = 0
        user.pointee.paceEnd = 0
        user.pointee.rounds = 0
        user.pointee.flow = Int32(
            flow >= 0 ? flow : chooseFlow(&user.pointee.random, at: due, own: user.pointee.ownFlow)
        )
        user.pointee.pc = entries[Int(user.pointee.flow)].start
        if let trace, !trace.isOver { trace(.flow(plan.flows[Int(user.pointee.flow)].name)) }
        evaluator.variables.clear(user: slot)
        if let variables { evaluator.variables.restore(user: slot, variables) }
        let missing = takeRows(slot)
        user.pointee.iteration += 1
        if missing >= 0 {
            // The iteration fails, and the next one of this user would too.
            user.pointee.left = 0
            focus(slot)
            breakOff(slot, missing)
            return
        }
        if !distances.isEmpty { packFor(slot) }
        run(slot)
    }

    /// The flow of an iteration that was due at `due`: the user's own, or drawn by the flows' levels at that moment
    /// (a Poisson process of arrivals split by chance is one for each flow), or drawn by weight.
    func chooseFlow(_ random: inout SeededRandom, at due: UInt64, own: Int32) -> Int {
        if own >= 0 { return Int(own) }
        guard flowWeights.count > 1 else { return 0 }
        if !load.flows.isEmpty {
            let time = due > start ? due - start : 0
            for index in load.flows.indices {
                flowWeights[load.flows[index].flow] = load.flows[index].curve.level(at: time)
            }
        }
        var total = 0.0
        for weight in flowWeights { total += weight }
        var rest = random.unit() * total
        for (index, weight) in flowWeights.enumerated() where weight > 0 {
            rest -= weight
            if rest < 0 { return index }
        }
        return flowWeights.lastIndex { $0 > 0 } ?? 0
    }

    /// An iteration has come to its end, good or bad, at `now`. One that is not whole is in no flow's figures: what it
    /// left out took no time.
    func finishIteration(_ slot: Int, at now: UInt64, isWhole: Bool = true) {
        let user = users + slot
        user.pointee.iterating = false
        progress.finished += 1
        tallies.commit(slot)
        if trace != nil {
            // A debug run is one iteration: nothing begins after it.
            traceEnd(slot)
            user.pointee.state = .away
            return
        }
        let series = Int(entries[Int(user.pointee.flow)].series)
        if series >= 0, isWhole { recordDuration(slot, series: series, from: user.pointee.iterationStart, to: now) }
        if slot >= settings.slots { return finishExtra(slot) }
        if draining {
            user.pointee.state = .away
            return
        }
        switch load.model {
        case .users:
            let pause = failurePause(slot)
            if user.pointee.paceEnd > now {
                user.pointee.state = .waiting
                waiting.insert(slot, at: max(user.pointee.paceEnd, now &+ pause))
                return
            }
            if user.pointee.paceEnd > 0, now > user.pointee.paceEnd { counters[Int(user.pointee.overrun)] += 1 }
            // An iteration without a request would otherwise call itself for ever.
            if pause == 0, now > user.pointee.iterationStart {
                nextIteration(slot, due: now)
            } else {
                user.pointee.state = .waiting
                waiting.insert(slot, at: now &+ max(pause, 1_000_000))
            }
        case .rate:
            leave(slot)
            // Not the next arrival at once: with iterations that end at once that would fill the stack.
            idle.append(Int32(slot))
        }
    }

    /// After transport failures in a row, or iterations whose budget left nothing to send, a closed user waits, so that
    /// neither a refusing service is stormed nor a shard kept busy with nothing: 0.1 s, doubled each time up to 6.4 s.
    private func failurePause(_ slot: Int) -> UInt64 {
        let failures = users[slot].failures
        return failures == 0 ? 0 : 100_000_000 << UInt64(min(failures - 1, 6))
    }
}
