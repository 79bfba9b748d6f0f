public import Groundwork

/// Users that do the same thing at the same moment. Each goes through ``before`` at its own pace and then waits; when
/// all have come so far, all begin ``steps`` together.
public struct Race: Sendable, Hashable {
    /// How many users; they exist for this race only.
    public var users: Int
    /// What each does first, with at least one request, so that its connection is open when it counts.
    public var before: [Step]
    /// What all do together.
    public var steps: [Step]
    /// Where it stands.
    public var place: Place

    /// A race.
    public init(users: Int, before: [Step], steps: [Step], place: Place) {
        self.users = users
        self.before = before
        self.steps = steps
        self.place = place
    }
}

extension Plan {
    /// All races, in the order of the flows; each stands at the outermost level of a flow that runs once.
    public var races: [Race] {
        flows.flatMap { flow in
            flow.steps.compactMap { step in
                if case .race(let race) = step { race } else { nil }
            }
        }
    }

    /// Makes the load last `duration`; flows that run once keep their place in it.
    public mutating func fit(to duration: Nanoseconds) throws(LoadOverrideError) {
        let before = load.curve.duration
        load = try load.fitted(to: duration)
        guard before > 0 else { return }
        let factor = Double(load.curve.duration) / Double(before)
        for index in flows.indices {
            flows[index].startsAt = flows[index].startsAt.map { Nanoseconds(Double($0) * factor) }
        }
    }
}
