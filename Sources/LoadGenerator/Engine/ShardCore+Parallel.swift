import LoadPlan

/// Requests of one user at the same time, each on a lane of its own.
extension ShardCore {
    /// Begins a `parallel`: all of its requests are intended now, as far as there are connections.
    func startParallel(_ seat: Seat, _ number: IndexOf<Program.ParallelStep>) {
        let user = users[seat]
        user.pointee.iteration.branches = VirtualUser.Branches(step: number)
        for index in 0..<program.parallels[number].connections {
            let lane = users[users.lane(index, of: seat)]
            lane.pointee.intended = user.pointee.intended
            lane.pointee.labels.group = user.pointee.labels.group
        }
        beginBranches(seat, number)
    }

    /// Begins requests as long as one is left and a connection is free. One that had to wait for a connection is
    /// intended when it became free: a browser holds it back, not the service.
    private func beginBranches(_ seat: Seat, _ number: IndexOf<Program.ParallelStep>) {
        let user = users[seat]
        let step = program.parallels[number]
        // One event at a time in a debug run, so that each answer stands below its request.
        let connections = trace == nil ? step.connections : 1
        var branches = user.pointee.iteration.branches ?? VirtualUser.Branches(step: number)
        branches.isBeginning = true
        while branches.begun < step.count, branches.open < connections, window.mayGoOn(at: clock.now()) {
            let request = RequestID(step.first.int + branches.begun)
            branches.begun += 1
            branches.open += 1
            user.pointee.iteration.branches = branches
            // Sending may end other requests, which point the evaluator elsewhere.
            focus(seat)
            send(freeLane(of: seat), request)
            // One that could not be made has ended.
            branches = user.pointee.iteration.branches ?? branches
        }
        branches.isBeginning = false
        user.pointee.iteration.branches = branches
        awaitBranches(seat)
    }

    /// The first lane of a user that has nothing under way; there is one, since no more are open than there are lanes.
    private func freeLane(of seat: Seat) -> Lane {
        for index in 0..<users.lanesPerSeat {
            let lane = users.lane(index, of: seat)
            if !users[lane].pointee.state.isUnderWay { return lane }
        }
        return Lane(seat)
    }

    /// One of a user's requests has ended, with this outcome where it failed.
    func endBranch(_ lane: Lane, failure: OutcomeSlot?) {
        let seat = users.owner(of: lane)
        let user = users[seat]
        guard var branches = user.pointee.iteration.branches else { return }
        branches.open -= 1
        user.pointee.iteration.branches = branches
        user.pointee.intended = users[lane].pointee.intended
        if user.pointee.iteration.failure == nil { user.pointee.iteration.failure = failure }
        // A request that ends while it is being begun is followed by whoever began it.
        if branches.isBeginning { return }
        if branches.begun < program.parallels[branches.step].count, window.mayGoOn(at: clock.now()) {
            beginBranches(seat, branches.step)
        } else {
            awaitBranches(seat)
        }
    }

    /// Where all have ended, the user goes on, unless one failed or the load is over; otherwise it waits.
    private func awaitBranches(_ seat: Seat) {
        let user = users[seat]
        guard user.pointee.iteration.branches?.open == 0 else {
            // Its own lane may be one of those that have ended.
            if user.pointee.state == .acting { user.pointee.move(to: .waiting(.branches)) }
            return
        }
        user.pointee.iteration.branches = nil
        if user.pointee.iteration.failure != nil {
            user.pointee.move(to: .acting)
            abandon(seat)
        } else if !window.mayGoOn(at: clock.now()) {
            cutIteration(seat)
        } else {
            run(seat)
        }
    }
}
