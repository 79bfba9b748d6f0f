import LoadPlan

/// Queues: what one user makes and another uses. Each shard has its own; one that runs empty asks the others, which hand
/// over what they have or get next. Order is kept on each shard; with one shard, all is the same each time.
extension ShardCore {
    /// A user puts a value: to whoever waits, here or elsewhere, otherwise into the queue.
    func put(_ value: RuntimeValue, into queue: Int) {
        guard !value.isNone, !serve(queue, value) else { return }
        if let shard = queues.popHungry(queue) {
            mail.post(.give(queue: queue, StoredValue(value), shard: shard))
        } else {
            keep(value, in: queue)
        }
    }

    private func keep(_ value: RuntimeValue, in queue: Int) {
        if !queues.push(value, into: queue) { counts.add(1, to: queues.dropped(queue)) }
    }

    /// A user takes a value, or begins to wait for one.
    /// - Returns: whether it goes on at once.
    func take(_ seat: Seat, _ number: IndexOf<Program.TakeStep>) -> Bool {
        let step = program.takes[number]
        if let value = queues.pop(step.queue) {
            set(step.variable, of: seat, value)
            return true
        }
        if settings.shards > 1, queues.asks(step.queue) {
            mail.post(.want(queue: step.queue, shard: settings.shard))
        }
        if step.wait > 0 {
            let user = users[seat]
            user.pointee.iteration.rounds = 0
            user.pointee.random = evaluator.random
            queues.wait(seat, at: number, of: step.queue)
            users.wait(seat, .take, until: user.pointee.intended &+ step.wait)
            return false
        }
        if step.orNone {
            set(step.variable, of: seat, .none)
            return true
        }
        breakOff(seat, step.fault)
        return false
    }

    /// A user's waiting is over: it was given a value, or its time is up.
    func endTake(_ seat: Seat, isServed: Bool) {
        let step = program.takes[queues.step(of: seat)]
        focus(seat)
        if isServed { return run(seat) }
        guard step.orNone else { return breakOff(seat, step.fault) }
        set(step.variable, of: seat, .none)
        run(seat)
    }

    /// Gives a value to the user that has waited longest. It goes on in its own turn: the one that puts is not done yet.
    private func serve(_ queue: Int, _ value: RuntimeValue) -> Bool {
        let next = queues.popWaiter(queue) { users[$0].pointee.state == .waiting(.take) }
        guard let seat = next else { return false }
        evaluator.variables.set(user: seat.int, program.takes[queues.step(of: seat)].variable, value)
        users.wait(seat, .served, until: clock.now())
        return true
    }

    // MARK: Other shards

    /// Another shard has none: it gets up to half of what is here, or the next that comes.
    func feed(_ queue: Int, _ shard: Int) {
        queues.feed(queue, shard) { mail.post(.give(queue: queue, StoredValue($0), shard: shard)) }
    }

    /// A value from another shard.
    func accept(_ value: StoredValue, into queue: Int) {
        queues.noteGiven(queue)
        value.lend { if !serve(queue, $0) { keep($0, in: queue) } }
    }
}
