import Groundwork
import LoadPlan

/// Iterations: how they begin, what they need, how they end.
extension ShardCore {
    /// A waiting user's deadline has come.
    func wake(_ seat: Seat, due: UInt64) {
        let user = users[seat]
        guard case .waiting(let reason) = user.pointee.state else { return }
        user.pointee.intended = due
        user.pointee.move(to: .acting)
        switch reason {
        case .start, .pause:
            if seat.int >= settings.slots { return startOnce(seat, due: due) }
            join(seat, number: user.pointee.number)
            nextIteration(seat, due: due)
        case .take, .served: endTake(seat, isServed: reason == .served)
        case .think, .poll, .retry, .raceStart, .raceEnd, .branches: run(seat)
        }
    }

    /// Begins another iteration of a closed user, or lets it go when its time is up.
    private func nextIteration(_ seat: Seat, due: UInt64) {
        let user = users[seat]
        if due >= user.pointee.stay.leaves || user.pointee.stay.left == 0 {
            leave(seat)
            // Whoever has done all its iterations does not come back.
            if user.pointee.stay.left > 0 { admit(seat, span: user.pointee.stay.span + 1) }
            return
        }
        if lacksRow(user.pointee.number, user.pointee.iterations) { return leave(seat) }
        user.pointee.stay.left &-= 1
        counts.schedule()
        startIteration(seat, due: due)
    }

    /// Begins an iteration of the user's own flow, or of one that is drawn.
    func startIteration(_ seat: Seat, due: UInt64) { begin(seat, flow: nil, due: due, variables: nil) }

    /// Begins an iteration of a flow, or of one that is drawn, with these variables, or none.
    func begin(_ seat: Seat, flow: FlowID?, due: UInt64, variables: [StoredValue]?) {
        counts.begin()
        let user = users[seat]
        if users.population.opensAnew { users.forEachLane(of: seat) { transport.disconnect(user: $0.int) } }
        // Users that are not the load's have numbers of their own: what is made up for them must not be another's.
        let race = seat.int < settings.slots ? nil : races.race(of: seat)
        let seed = seat.int < settings.slots ? settings.seed : settings.seed &+ 0x9E37_79B9 &* UInt64(2 + (race ?? -1))
        user.pointee.random = SeededRandom(seed: seed, user.pointee.number, user.pointee.iterations)
        user.pointee.intended = due
        user.pointee.move(to: .acting)
        let chosen = flow ?? user.pointee.stay.flow ?? window.chooseFlow(&user.pointee.random, at: due)
        user.pointee.iteration = VirtualUser.Iteration(start: due, flow: chosen)
        user.pointee.address = program.entries[chosen.int].start
        if let trace, !trace.isOver { trace(.flow(plan.flows[chosen.int].name)) }
        evaluator.variables.clear(user: seat.int)
        if let variables { evaluator.variables.restore(user: seat.int, variables) }
        let missing = takeRows(seat)
        user.pointee.iterations += 1
        if let missing {
            // The iteration fails, and the next one of this user would too.
            user.pointee.stay.left = 0
            focus(seat)
            breakOff(seat, missing)
            return
        }
        if !travel.isEmpty { pack(seat, isRacing: race != nil) }
        run(seat)
    }

    /// An iteration has come to its end, good or bad, at `now`. One that is not whole is in no flow's figures: what it
    /// left out took no time.
    func finishIteration(_ seat: Seat, at now: UInt64, isWhole: Bool = true) {
        let user = users[seat]
        counts.finish(seat)
        if trace != nil {
            // A debug run is one iteration: nothing begins after it.
            traceEnd(seat)
            user.pointee.move(to: .away)
            return
        }
        if isWhole, let series = program.entries[user.pointee.iteration.flow.int].series {
            recordDuration(seat, series: series, from: user.pointee.iteration.start, to: now)
        }
        if seat.int >= settings.slots { return finishExtra(seat) }
        if window.isDraining {
            user.pointee.move(to: .away)
            return
        }
        switch window.load.model {
        case .users: goOn(seat, at: now)
        case .rate:
            vacate(seat)
            // Not the next arrival at once: with iterations that end at once that would fill the stack.
            arrivals.free(seat)
        }
    }

    /// A closed user's next iteration comes at once or later.
    private func goOn(_ seat: Seat, at now: UInt64) {
        let user = users[seat]
        // What a failure cut short is waited for all the same.
        let pause = max(user.pointee.drawFailurePause(), user.pointee.iteration.rest)
        if let pace = user.pointee.iteration.pace {
            if pace.end > now { return users.wait(seat, .pause, until: max(pace.end, now &+ pause)) }
            if now > pace.end { counts.add(1, to: pace.overrun) }
        }
        // An iteration without a request would otherwise call itself for ever.
        if pause == 0, now > user.pointee.iteration.start {
            nextIteration(seat, due: now)
        } else {
            users.wait(seat, .pause, until: now &+ max(pause, 1_000_000))
        }
    }

    // MARK: Rows of data

    private func row(_ table: Int, _ number: UInt64, _ iteration: UInt64, _ random: inout SeededRandom) -> Int32 {
        evaluator.library.tables.row(
            table: table,
            user: number,
            iteration: iteration,
            users: UInt64(max(1, plan.load.userCount)),
            random: &random
        )
    }

    /// Gives a user its rows for the iteration that begins.
    /// - Returns: the fault of a table that its flow reads and that has no row left.
    private func takeRows(_ seat: Seat) -> FaultID? {
        let user = users[seat]
        let rows = users.rows(of: seat)
        var missing: FaultID?
        for table in 0..<plan.tables.count {
            let row = row(table, user.pointee.number, user.pointee.iterations, &user.pointee.random)
            rows[table] = row
            if row < 0, missing == nil {
                missing = program.entries[user.pointee.iteration.flow.int].tableFaults[table]
            }
        }
        return missing
    }

    /// Whether a table that ends the load with its rows has none for an iteration, and counts the user that goes.
    func lacksRow(_ number: UInt64, _ iteration: UInt64 = 0) -> Bool {
        for table in 0..<plan.tables.count where plan.tables[table].atEnd == .stop {
            var random = SeededRandom(seed: 0)
            guard row(table, number, iteration, &random) < 0 else { continue }
            counts.leave(without: table)
            return true
        }
        return false
    }
}
