public import Groundwork

/// A change of the load while it runs.
public enum LoadChange: Sendable, Hashable {
    /// Users, or arrivals a second, from now until the end or the next change.
    case level(Double)
    /// Nothing new begins.
    case pause
    /// Back to the load as planned.
    case resume
}

extension Load {
    /// The load that follows a change at `time`: the same until then, for this load may be a changed one already.
    ///
    /// With a load for each flow, a level is dealt out in proportion to what the flows have in `planned` at that time, or
    /// to their highest levels where that is nothing.
    public func changed(_ change: LoadChange, at time: Nanoseconds, planned: Load) -> Load {
        var load = self
        switch change {
        case .resume:
            load.curve = curve.followed(by: planned.curve, from: time)
            for index in flows.indices {
                load.flows[index].curve = flows[index].curve.followed(by: planned.flows[index].curve, from: time)
            }
        case .pause, .level:
            var level = 0.0
            if case .level(let wanted) = change { level = wanted }
            load.curve = curve.held(at: level, from: time)
            var shares = planned.flows.map { $0.curve.level(at: time) }
            if shares.reduce(0, +) <= 0 { shares = planned.flows.map(\.curve.peak) }
            let whole = max(shares.reduce(0, +), .leastNormalMagnitude)
            for index in flows.indices {
                // A flow that is over goes on being so.
                let curve = flows[index].curve
                load.flows[index].curve = curve.held(at: level * shares[index] / whole, from: time)
            }
        }
        return load
    }
}
