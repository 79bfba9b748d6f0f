import LoadPlan

/// Queues: what one user makes and another uses. Each shard has its own; one that runs empty asks the others, which hand
/// over what they have or get next. Order is kept on each shard; with one shard, all is the same each time.
extension ShardCore {
    /// A user puts a value: to whoever waits, here or elsewhere, otherwise into the queue.
    func put(_ value: RuntimeValue, into queue: Int) {
        guard !value.isNone else { return }
        if serve(queue, value) { return }
        if let shard = queues[queue].hungry.popLast() {
            post(.give(queue: queue, StoredValue(value), shard: shard))
        } else if !queues[queue].push(value) {
            counters[queues[queue].dropped] += 1
        }
    }

    /// A user takes a value, or begins to wait for one.
    /// - Returns: whether it goes on at once.
    func take(_ slot: Int, _ number: Int) -> Bool {
        let step = takes[number]
        let queue = Int(step.queue)
        if let value = queues[queue].pop() {
            set(slot, step, value)
            return true
        }
        askOthers(queue)
        if step.wait > 0 {
            let user = users + slot
            lastTicket += 1
            user.pointee.rounds = 0
            user.pointee.random = evaluator.random
            user.pointee.state = .waiting
            user.pointee.taking = Int32(number)
            user.pointee.ticket = lastTicket
            user.pointee.isServed = false
            queues[queue].waiters.push((UInt64(slot), lastTicket))
            waiting.insert(slot, at: user.pointee.intended &+ step.wait)
            return false
        }
        if step.orNone {
            set(slot, step, .none)
            return true
        }
        breakOff(slot, step.fault)
        return false
    }

    /// A user's waiting is over: it was given a value, or its time is up.
    func endTake(_ slot: Int) {
        let step = takes[Int(users[slot].taking)]
        let isServed = users[slot].isServed
        users[slot].taking = -1
        focus(slot)
        if isServed { return run(slot) }
        guard step.orNone else { return breakOff(slot, step.fault) }
        set(slot, step, .none)
        run(slot)
    }

    private func set(_ slot: Int, _ step: Program.TakeStep, _ value: RuntimeValue) {
        evaluator.variables.set(user: slot, Int(step.variable), value)
        if let trace {
            trace(.assign(name: plan.variables[Int(step.variable)], value: traceText(of: value)))
        }
    }

    /// Gives a value to the user that has waited longest. It goes on in its own turn: the one that puts is not done yet.
    private func serve(_ queue: Int, _ value: RuntimeValue) -> Bool {
        while let (seat, ticket) = queues[queue].waiters.pop() {
            let slot = Int(seat)
            // Whoever has gone on without a value has another ticket, or none.
            guard users[slot].taking >= 0, users[slot].ticket == ticket, !users[slot].isServed else { continue }
            evaluator.variables.set(user: slot, Int(takes[Int(users[slot].taking)].variable), value)
            users[slot].isServed = true
            waiting.insert(slot, at: clock.now())
            return true
        }
        return false
    }

    // MARK: Other shards

    private func askOthers(_ queue: Int) {
        guard settings.shards > 1, !queues[queue].hasAsked else { return }
        queues[queue].hasAsked = true
        post(.want(queue: queue, shard: settings.shard))
    }

    /// Another shard has none: it gets up to half of what is here, or the next that comes.
    func feed(_ queue: Int, _ shard: Int) {
        var share = min((queues[queue].count + 1) / 2, 64)
        if share == 0 {
            if !queues[queue].hungry.contains(shard) { queues[queue].hungry.insert(shard, at: 0) }
            return
        }
        while share > 0, let value = queues[queue].pop() {
            post(.give(queue: queue, StoredValue(value), shard: shard))
            share -= 1
        }
    }

    /// A value from another shard.
    func accept(_ value: StoredValue, into queue: Int) {
        queues[queue].hasAsked = false
        value.lend { value in
            guard !self.serve(queue, value) else { return }
            if !self.queues[queue].push(value) { self.counters[self.queues[queue].dropped] += 1 }
        }
    }
}
