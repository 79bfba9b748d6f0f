import Groundwork
import LoadPlan

/// Requests that are sent more than once: until a state is reached, or since the last try failed.
extension ShardCore {
    /// Goes on after an answer: a poll looks at it first.
    func proceed(_ seat: Seat) {
        let user = users[seat]
        guard let began = user.pointee.iteration.pollStart, case .pollTest(let number) = program[user.pointee.address]
        else { return run(seat) }
        let poll = program.polls[number]
        if evaluator.truth(of: poll.until).isCertain {
            recordDuration(seat, series: poll.series, from: began, to: user.pointee.intended)
            user.pointee.iteration.pollStart = nil
            user.pointee.address = user.pointee.address.next
            return run(seat)
        }
        let next = user.pointee.intended &+ poll.interval
        if next >= began &+ poll.limit {
            user.pointee.iteration.failure = .timeout
            counts.fail()
            note(.request(poll.request, .timeout, .stateNotReached))
            recordDuration(seat, series: poll.series, from: began, to: user.pointee.intended)
            return abandon(seat)
        }
        sendAgain(seat, .poll, at: next)
    }

    /// Sends a request that has just ended once more after a pause, where that is asked for and a try is left.
    func triesAgain(_ seat: Seat, _ outcome: OutcomeSlot) -> Bool {
        let user = users[seat]
        guard let attempt = user.pointee.iteration.attempt, case .retryTest(let number) = program[user.pointee.address]
        else { return false }
        let retry = program.retries[number]
        guard attempt <= retry.times else { return false }
        let isReason =
            evaluator.response == nil
            ? retry.failures.contains(outcome) : retry.condition.map { evaluator.evaluate($0).isTrue } ?? false
        guard isReason else { return false }
        let doublings = UInt64(attempt - 1)
        let doubled = doublings < 32 ? retry.shortest.multipliedReportingOverflow(by: 1 << doublings) : (0, true)
        var length = doubled.1 ? retry.longest : min(doubled.0, retry.longest)
        if retry.jitter { length = evaluator.random.below(length &+ 1) }
        if let asked = retry.asked, let pause = askedPause(asked) {
            // Those who are told to come back together do not, where jitter was asked for.
            length = retry.jitter ? pause &+ length : max(length, pause)
        }
        user.pointee.random = evaluator.random
        if let trace { trace(.retry(number: Int(attempt), of: Int(retry.times), after: length)) }
        user.pointee.iteration.attempt = attempt + 1
        sendAgain(seat, .retry, at: user.pointee.intended &+ length)
        return true
    }

    /// What an answer's `Retry-After` asks for in seconds, at most ten minutes. A date, which services hardly send, is none.
    private func askedPause(_ header: NodeID) -> UInt64? {
        guard evaluator.response != nil, let seconds = evaluator.evaluate(header).asNumber, seconds >= 0 else {
            return nil
        }
        return UInt64(min(seconds, 600) * 1e9)
    }

    /// Goes back to the request itself, which is the instruction before.
    private func sendAgain(_ seat: Seat, _ reason: VirtualUser.Reason, at moment: UInt64) {
        users[seat].pointee.address = users[seat].pointee.address.previous
        users.wait(seat, reason, until: moment)
    }
}
