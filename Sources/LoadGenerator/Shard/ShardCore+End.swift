import LoadPlan

/// How a load comes to its end.
extension ShardCore {
    /// Whether a load with a number of iterations has done all of them.
    var hasDoneAll: Bool {
        switch load.model {
        case .users: progress.users == 0 && waiting.count == 0
        case .rate: nextArrival == nil && backlog.count == 0 && idle.count == settings.slots
        }
    }

    /// Ends the load early: nothing new begins, requests under way may still be answered until `grace` has passed.
    func stop(now: UInt64, grace: UInt64) {
        end = min(end, now)
        cutOff = min(cutOff, now &+ grace)
    }
}
