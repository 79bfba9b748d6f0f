import LoadMetrics
import LoadPlan

/// What is counted for the invariants, request by request. Only requests that one of them is about come here.
extension ShardCore {
    /// A request has ended with an outcome; the evaluator looks at its answer, if there is one.
    func observe(
        _ request: UnsafeMutablePointer<PreparedRequest>,
        outcome: Int,
        isAnswered: Bool
    ) {
        let mayCount = !isAnswered && Self.wasPerhapsServed(outcome)
        for index in 0..<request.pointee.watches.count {
            let watch = request.pointee.watches[index]
            if watch.condition >= 0, !isAnswered {
                if mayCount { tallies.addUnknown(to: Int(watch.tally)) }
            } else if watch.condition >= 0 ? evaluator.evaluate(watch.condition).isTrue : watch.outcome == outcome {
                if watch.isImmediate {
                    tallies.add(1, to: Int(watch.tally))
                } else {
                    tallies.add(1, to: Int(watch.tally), of: evaluator.user)
                }
            }
        }
        for index in 0..<request.pointee.keys.count {
            let watch = request.pointee.keys[index]
            guard isAnswered ? evaluator.evaluate(watch.condition).isTrue : mayCount else { continue }
            let key = evaluator.variables.get(user: evaluator.user, Int(watch.variable))
            if !key.isNone { keyTables[Int(watch.table)].add(evaluator.text(of: key), isAnswered: isAnswered) }
        }
        if request.pointee.race >= 0 { noteRace(request, status: isAnswered ? evaluator.status : 0) }
    }

    /// The service may have done what was asked, although no answer came.
    private static func wasPerhapsServed(_ outcome: Int) -> Bool {
        [.timeout, .reset, .protocolError, .unfinished].contains { OutcomeSlots.slot($0) == outcome }
    }
}
