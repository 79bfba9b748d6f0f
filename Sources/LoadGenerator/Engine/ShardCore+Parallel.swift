import LoadPlan

/// Requests of one user at the same time, each on a lane of its own.
extension ShardCore {
    /// Begins a `parallel`: all of its requests are intended now, as far as there are connections.
    func startParallel(_ slot: Int, _ number: Int32) {
        let user = users + slot
        let start = user.pointee.intended
        user.pointee.parallel = number
        user.pointee.branchesBegun = 0
        user.pointee.branchesOpen = 0
        for lane in 0..<Int(parallels[Int(number)].connections) {
            users[slot + lane * seats].intended = start
            users[slot + lane * seats].group = user.pointee.group
        }
        beginBranches(slot)
    }

    /// Begins requests as long as one is left and a connection is free. One that had to wait for a connection is
    /// intended when it became free: a browser holds it back, not the service.
    private func beginBranches(_ slot: Int) {
        let user = users + slot
        let step = parallels[Int(user.pointee.parallel)]
        // One event at a time in a debug run, so that each answer stands below its request.
        let connections = trace == nil ? step.connections : 1
        user.pointee.isBeginningBranches = true
        while user.pointee.branchesBegun < step.count, user.pointee.branchesOpen < connections, !draining {
            var lane = slot
            while users[lane].state.isUnderWay { lane += seats }
            let request = step.first + user.pointee.branchesBegun
            user.pointee.branchesBegun += 1
            user.pointee.branchesOpen += 1
            // Sending may end other requests, which point the evaluator elsewhere.
            focus(slot)
            send(lane, request)
        }
        user.pointee.isBeginningBranches = false
        if user.pointee.branchesOpen == 0 { endParallel(slot) }
    }

    /// One of a user's requests has ended; `failure` is its outcome where it failed, otherwise -1.
    func endBranch(_ lane: Int, failure: Int32) {
        let slot = owner(of: lane)
        let user = users + slot
        user.pointee.branchesOpen -= 1
        user.pointee.intended = users[lane].intended
        if failure >= 0, user.pointee.failure < 0 { user.pointee.failure = failure }
        // A request that ends while it is being begun is followed by whoever began it.
        if user.pointee.isBeginningBranches { return }
        if user.pointee.branchesBegun < parallels[Int(user.pointee.parallel)].count, !draining {
            beginBranches(slot)
        } else if user.pointee.branchesOpen == 0 {
            endParallel(slot)
        }
    }

    /// All have ended: the user goes on, unless one failed or the load is over.
    private func endParallel(_ slot: Int) {
        let user = users + slot
        user.pointee.parallel = -1
        if user.pointee.failure >= 0 {
            abandon(slot)
        } else if draining {
            cutIteration(slot)
        } else {
            run(slot)
        }
    }
}
