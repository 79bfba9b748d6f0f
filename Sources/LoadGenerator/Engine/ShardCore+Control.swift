import LoadMetrics
import LoadPlan

/// Loops, choices and failures that a flow asks for.
extension ShardCore {
    /// Begins a `repeat`, or passes it where it has no round.
    /// - Returns: false where its count is no whole number.
    func startRounds(_ slot: Int, _ count: Int32, _ depth: Int32, _ end: Int32) -> Bool {
        guard let rounds = evaluator.evaluate(count).asInteger else { return false }
        if rounds > 0 {
            roundsLeft[slot * repeatDepth + Int(depth)] = rounds
        } else {
            users[slot].pc = end
        }
        return true
    }

    /// Takes note of a round that is over.
    /// - Returns: whether another one follows.
    func takeRound(_ slot: Int, _ depth: Int32) -> Bool {
        let left = roundsLeft + slot * repeatDepth + Int(depth)
        left.pointee -= 1
        return left.pointee > 0
    }

    /// Goes back in a loop.
    /// - Returns: false where it did so too often without anything that takes time.
    func goBack(_ slot: Int, to target: Int32) -> Bool {
        users[slot].rounds += 1
        guard users[slot].rounds < VirtualUser.roundLimit else { return false }
        users[slot].pc = target
        // What the round has made is in variables by now: a long loop needs no more memory than a short one.
        evaluator.arena.reset()
        return true
    }

    /// Draws one of a choice's ways and goes there.
    func choose(_ slot: Int, _ first: Int32, _ count: Int32) {
        let drawn = evaluator.random.unit()
        var index = Int(first)
        let last = Int(first + count) - 1
        // The last way takes what rounding may have left of the whole.
        while index < last, drawn >= alternatives[index].below { index += 1 }
        users[slot].pc = alternatives[index].start
    }

    /// Ends an iteration as failed, without a request to blame.
    func breakOff(_ slot: Int, _ fault: Int32) {
        let check = Int32(OutcomeSlots.slot(.check))
        users[slot].random = evaluator.random
        users[slot].failure = check
        progress.errors += 1
        fail(FailureTable.Key(request: FailureTable.noRequest, slot: check, detail: fault))
        abandon(slot)
    }
}
