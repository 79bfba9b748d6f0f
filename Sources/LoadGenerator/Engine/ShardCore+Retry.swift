import LoadMetrics
import LoadPlan

/// Further tries of a request.
extension ShardCore {
    /// Sends a request that has just ended once more after a pause, where that is asked for and a try is left.
    func triesAgain(_ slot: Int, outcome: Int) -> Bool {
        let user = users + slot
        guard case .retryTest(let number) = instructions[Int(user.pointee.pc)] else { return false }
        let retry = retries[Int(number)]
        guard user.pointee.tries <= retry.times else { return false }
        let isReason: Bool
        if evaluator.response == nil {
            isReason = retry.failures & (1 << UInt64(outcome)) != 0
        } else {
            isReason = retry.condition >= 0 && evaluator.evaluate(retry.condition).isTrue
        }
        guard isReason else { return false }
        let doublings = UInt64(user.pointee.tries - 1)
        let doubled = doublings < 32 ? retry.shortest.multipliedReportingOverflow(by: 1 << doublings) : (0, true)
        var length = doubled.1 ? retry.longest : min(doubled.0, retry.longest)
        if retry.jitter { length = evaluator.random.below(length &+ 1) }
        user.pointee.random = evaluator.random
        if let trace { trace(.retry(number: Int(user.pointee.tries), of: Int(retry.times), after: length)) }
        user.pointee.tries += 1
        // Back to the request itself.
        user.pointee.pc -= 1
        waiting.insert(slot, at: user.pointee.intended &+ length)
        return true
    }
}
