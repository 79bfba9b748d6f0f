import Groundwork
import LoadPlan

/// Iterations that are cut short by a failure keep their pauses: failure does not change the load. A user whose first
/// request fails sends no more than one who gets to the end, and one bad user of twenty stays one of twenty.
extension ShardCore {
    /// What is left of an iteration's pauses, on the way from where its user stands to the end of its flow: think times
    /// are drawn as they would have been, of a choice one way is drawn, of a condition that cannot be known any more
    /// either way with the same chance, and a loop's body counts once. A pace that lies ahead holds.
    func keepPauses(_ seat: Seat) {
        let user = users[seat]
        guard case .users = window.load.model, seat.int < settings.slots, trace == nil else { return }
        var random = user.pointee.random
        var rest: UInt64 = 0
        var address = user.pointee.address
        let end = program.entries[user.pointee.iteration.flow].end
        while address.int < end.int {
            let instruction = program[address]
            address = address.next
            switch instruction {
            case .think(let least, let most):
                rest = rest.addingLimited(least + (most > least ? random.below(most - least + 1) : 0))
            case .thinkDrawn(let number): rest = rest.addingLimited(program.distributions[number].draw(&random))
            case .pace(let length, let overrun):
                let due = user.pointee.iteration.start &+ length
                user.pointee.iteration.pace = VirtualUser.Pace(end: due, overrun: Int(overrun))
            case .jump(let target): if target.int > address.int { address = target }
            case .jumpUnless(_, let target): if target.int > address.int, random.unit() < 0.5 { address = target }
            case .choose(let first, let count):
                address = program.alternatives[chosen(Int(first), Int(count), by: random.unit())].start
            default: continue
            }
        }
        user.pointee.random = random
        user.pointee.iteration.rest = rest
    }
}

extension UInt64 {
    /// The sum, or the largest number: a century of pauses is as long as one of five.
    fileprivate func addingLimited(_ other: UInt64) -> UInt64 {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        return isTooLarge || sum > .max / 4 ? .max / 4 : sum
    }
}
