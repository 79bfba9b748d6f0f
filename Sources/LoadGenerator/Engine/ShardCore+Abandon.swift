import LoadMetrics
import LoadPlan

/// The early end of an iteration.
extension ShardCore {
    /// A step failed: its groups and its poll fail with it, and the iteration is over.
    func abandon(_ slot: Int) {
        let user = users + slot
        if user.pointee.pollStart > 0, case .pollTest(let number) = instructions[Int(user.pointee.pc)],
            user.pointee.failure != Int32(OutcomeSlots.slot(.timeout))
        {
            recordDuration(
                slot,
                series: Int(polls[Int(number)].series),
                from: user.pointee.pollStart,
                to: user.pointee.intended
            )
        }
        user.pointee.pollStart = 0
        user.pointee.tries = 0
        endOpenGroups(slot)
        finishIteration(slot, at: user.pointee.intended)
    }

    /// Records the groups that a failing step stands in: those whose end lies ahead and whose start lies behind.
    private func endOpenGroups(_ slot: Int) {
        guard groupDepth > 0 else { return }
        let user = users + slot
        var index = Int(user.pointee.pc)
        var opened = 0
        let last =
            Int(user.pointee.flow) + 1 < entries.count
            ? Int(entries[Int(user.pointee.flow) + 1].start) : instructions.count
        while index < last {
            switch instructions[index] {
            case .groupStart: opened += 1
            case .groupEnd(let depth, let series):
                if opened > 0 {
                    opened -= 1
                } else {
                    recordDuration(
                        slot,
                        series: Int(series),
                        from: groupStarts[slot * groupDepth + Int(depth)],
                        to: user.pointee.intended
                    )
                }
            default: break
            }
            index += 1
        }
    }
}
