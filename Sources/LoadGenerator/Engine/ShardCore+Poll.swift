import LoadMetrics
import LoadPlan

/// Requests that are repeated until a state is reached.
extension ShardCore {
    /// Goes on after an answer: a poll looks at it first.
    func proceed(_ slot: Int) {
        let user = users + slot
        guard user.pointee.pollStart > 0, case .pollTest(let number) = instructions[Int(user.pointee.pc)] else {
            run(slot)
            return
        }
        let poll = polls[Int(number)]
        let began = user.pointee.pollStart
        if evaluator.evaluate(poll.until).isTrue {
            recordDuration(slot, series: Int(poll.series), from: began, to: user.pointee.intended)
            user.pointee.pollStart = 0
            user.pointee.pc += 1
            run(slot)
            return
        }
        let next = user.pointee.intended &+ poll.interval
        if next >= began &+ poll.limit {
            let timeout = OutcomeSlots.slot(.timeout)
            user.pointee.failure = Int32(timeout)
            progress.errors += 1
            fail(FailureTable.Key(request: poll.request, slot: Int32(timeout), detail: -1))
            recordDuration(slot, series: Int(poll.series), from: began, to: user.pointee.intended)
            abandon(slot)
            return
        }
        // Back to the request itself.
        user.pointee.pc -= 1
        waiting.insert(slot, at: next)
    }
}
