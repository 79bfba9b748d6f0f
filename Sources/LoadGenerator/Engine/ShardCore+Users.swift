import Groundwork
import LoadPlan

/// How users come and go.
extension ShardCore {
    // MARK: Closed model

    /// When a user is active, by the load that is followed now. Its place in it is that of the plan.
    private func changes(of seat: Seat) -> [Nanoseconds] {
        let user = users[seat]
        guard let place = plan.load.seat(ofUser: Int(user.pointee.number)) else { return [] }
        guard let own = place.load else { return window.load.curve.changes(ofUser: place.index) }
        user.pointee.stay.flow = FlowID(window.load.flows[own].flow)
        return window.load.flows[own].curve.changes(ofUser: place.index)
    }

    /// Gives a user its place in a load that changes at `time` since the start.
    private func reseat(_ seat: Seat, at time: Nanoseconds) {
        let user = users[seat]
        let changes = changes(of: seat)
        var span = 0
        while span * 2 + 1 < changes.count, changes[span * 2 + 1] <= time { span += 1 }
        let isWanted = span * 2 + 1 < changes.count && changes[span * 2] <= time
        if user.pointee.state.isIterating {
            // One that is not wanted now ends its iteration first; the span after it is its next one.
            user.pointee.stay.leaves = window.start &+ (isWanted ? changes[span * 2 + 1] : time)
            user.pointee.stay.span = isWanted ? span : span - 1
            return
        }
        users.stopWaiting(seat)
        if user.pointee.isPresent, !isWanted { leave(seat) } else { user.pointee.move(to: .away) }
        guard span * 2 + 1 < changes.count, user.pointee.stay.left > 0 else { return }
        admit(seat, span: span, notBefore: time)
    }

    /// A user's next active span comes.
    func admit(_ seat: Seat, span: Int, notBefore time: Nanoseconds = 0) {
        let changes = changes(of: seat)
        guard span * 2 + 1 < changes.count else { return }
        let user = users[seat]
        user.pointee.stay.span = span
        user.pointee.stay.leaves = window.start &+ changes[span * 2 + 1]
        user.pointee.forgetFailures()
        users.wait(seat, .start, until: window.start &+ max(changes[span * 2], time))
    }

    /// Goes on by another load from `time` since its start; samples that are due from then on count or do not.
    func follow(_ load: Load, from time: Nanoseconds, counting: Bool) {
        window.follow(load, from: time, counting: counting)
        guard !window.isDraining else { return }
        switch load.model {
        case .users: for number in 0..<settings.slots { reseat(Seat(number), at: time) }
        case .rate: arrivals.follow(load.curve)
        }
    }

    // MARK: Joining and leaving

    /// A user of the load joins: it gets its labels and its own numbers.
    func join(_ seat: Seat, number: UInt64) {
        label(seat, number: number)
        // Between two iterations a user may wait: it is one still.
        guard !users[seat].pointee.isPresent else { return }
        users[seat].pointee.isPresent = true
        counts.join()
    }

    /// Gives a user its number and the labels that follow from it.
    func label(_ seat: Seat, number: UInt64) {
        let user = users[seat]
        let (region, tenant) = users.population.member(number)
        if user.pointee.number != number { users.validators.forget(user: seat.int) }
        user.pointee.number = number
        user.pointee.labels = VirtualUser.Labels(
            region: Int32(region),
            tenant: Int32(tenant),
            group: Int32(program.layout.group(region: region, tenant: tenant))
        )
        guard let egress = users.population.egress(ofRegion: region) else { return }
        users.forEachLane(of: seat) { transport.use(connection: egress, user: $0.int) }
    }

    /// A user is not there any more; its seat keeps its connections for the next one.
    func vacate(_ seat: Seat) {
        users.move(seat, to: .away)
        guard users[seat].pointee.isPresent else { return }
        users[seat].pointee.isPresent = false
        counts.leave()
    }

    /// A user leaves with all that is its own: the connections of all its lanes, and what it knows of answers.
    func leave(_ seat: Seat) {
        vacate(seat)
        users.forEachLane(of: seat) { transport.release(user: $0.int) }
        users.validators.forget(user: seat.int)
    }
}
