import Curl
import LoadMetrics
import LoadPlan

/// How requests end: answered, failed, out of time.
extension ShardCore {
    /// How a request ended, before its rules were looked at.
    enum Ending {
        case answered
        case failed(ErrorClass, detail: Int32)

        init(_ result: TransferResult) {
            self = result.code == .ok ? .answered : .failed(ErrorClass(result), detail: Int32(result.code.rawValue))
        }
    }

    /// The transport says that a request ended.
    func ended(_ result: TransferResult, at now: UInt64) {
        let slot = result.slot
        guard users[slot].state == .inFlight else { return }
        progress.connections += UInt64(max(0, result.newConnections))
        progress.bytesIn += UInt64(max(0, result.bytesIn))
        progress.bytesOut += UInt64(max(0, result.bytesOut))
        if trace != nil { traceAnswer(slot, result, at: now) }
        let service = settle(slot, now)
        if distances.isEmpty || !comeBack(slot, result, service: service, at: now) {
            complete(slot, Ending(result), result: result, service: service, at: now)
        }
    }

    /// A request ran out of time.
    func timedOut(_ slot: Int, _ now: UInt64) {
        transport.cancel(user: slot)
        let service = settle(slot, now)
        complete(slot, .failed(.timeout, detail: 28), result: nil, service: service, at: patience(slot, now))
    }

    /// The service is done with a request.
    /// - Returns: how long it took from the actual send on, nanoseconds.
    func settle(_ slot: Int, _ now: UInt64) -> UInt64 {
        timeouts.stop(slot)
        progress.changeInFlight(by: -1, now: now)
        progress.answered += 1
        let service = now > users[slot].sent ? now - users[slot].sent : 0
        progress.serviceSum &+= service
        return service
    }

    /// Classifies, records and goes on, at the moment when the user has the answer.
    func complete(_ slot: Int, _ ending: Ending, result: TransferResult?, service: UInt64, at now: UInt64) {
        let user = users + slot
        let owner = users + owner(of: slot)
        focus(slot)
        let number = user.pointee.request
        let request = requests.baseAddress.unsafelyUnwrapped + Int(number)
        var slotOutcome: Int
        switch ending {
        case .answered:
            evaluator.response = transport.sink(of: slot)
            evaluator.answerChanged()
            evaluator.status = result?.status ?? 0
            evaluator.latency = Int64(bitPattern: distances.isEmpty ? service : latency(slot, service, now))
            slotOutcome = classify(slot, request, number)
            owner.pointee.failures = 0
        case .failed(let error, let detail):
            slotOutcome = OutcomeSlots.slot(error)
            fail(FailureTable.Key(request: number, slot: Int32(slotOutcome), detail: detail))
            if error == .generator { progress.ownErrors += 1 }
            if error != .timeout { owner.pointee.failures = min(owner.pointee.failures + 1, 100) }
        }
        if request.pointee.isWatched {
            observe(request, outcome: slotOutcome, isAnswered: evaluator.response != nil)
        }
        let failed = isFailure(slotOutcome, request)
        if failed { progress.errors += 1 }
        record(slot, request, outcome: slotOutcome, result: result, service: service, now: now)
        user.pointee.state = .waiting
        user.pointee.intended = now
        owner.pointee.random = evaluator.random
        if user.pointee.tries > 0, !draining, triesAgain(slot, outcome: slotOutcome) { return }
        if owner.pointee.parallel >= 0 {
            endBranch(slot, failure: failed ? Int32(slotOutcome) : -1)
        } else if failed, !(goesOnAfterFailure && user.pointee.pollStart == 0) {
            user.pointee.failure = Int32(slotOutcome)
            abandon(slot)
        } else if draining {
            cutIteration(slot)
        } else {
            proceed(slot)
        }
    }
}
