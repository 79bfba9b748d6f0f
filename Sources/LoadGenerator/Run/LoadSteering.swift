import Groundwork
import LoadPlan

/// Why a load cannot be changed now.
public enum LoadControlError: Error, Sendable, Hashable {
    /// The run has not begun or is over.
    case notRunning
    /// The level is no number that a load can have.
    case level
    /// More users than the run was laid out for.
    case tooManyUsers(most: Int)

    /// What is wrong and what would be right.
    public var message: String {
        switch self {
        case .notRunning: "the load has not begun, or is over"
        case .level: "a level must be a number from 0 to \(Int(Load.highestLevel))"
        case .tooManyUsers(let most):
            "the run was laid out for \(most) users; start it with --room N to leave room for more"
        }
    }
}

/// The load that a run follows: the planned one, or what was made of it by hand.
final class LoadSteering: Sendable {
    private struct State {
        var load: Load
        var start: UInt64?
    }

    /// A moment ahead, so that every shard changes at the same time.
    private static let lead: UInt64 = 20_000_000
    private let planned: Load
    private let room: Int
    private let state: Locked<State>

    /// The steering of a load that is laid out for `room` users.
    init(_ planned: Load, room: Int) {
        self.planned = planned
        self.room = room
        state = Locked(State(load: planned))
    }

    /// The load begins at `start` on CLOCK_MONOTONIC.
    func begin(at start: UInt64) { state.withLock { $0.start = start } }

    /// The load that follows a change at `now`, and from when, since its start.
    func change(_ change: LoadChange, now: UInt64) throws(LoadControlError) -> (load: Load, time: UInt64) {
        let result = state.withLock { state -> Result<(Load, UInt64), LoadControlError> in
            guard let start = state.start, now >= start else { return .failure(.notRunning) }
            let time = now - start + Self.lead
            guard time < planned.curve.duration else { return .failure(.notRunning) }
            if case .level(let level) = change, !(level >= 0 && level <= Load.highestLevel) { return .failure(.level) }
            let load = state.load.changed(change, at: time, planned: planned)
            if case .users = planned.model, let most = mostUsers(load, at: time) {
                return .failure(.tooManyUsers(most: most))
            }
            state.load = load
            return .success((load, time))
        }
        return try result.get()
    }

    /// How many users there may be, where a load wants more from `time` on.
    private func mostUsers(_ load: Load, at time: UInt64) -> Int? {
        guard !planned.flows.isEmpty else {
            return load.curve.level(at: time).rounded() > Double(room) ? room : nil
        }
        let fits = zip(load.flows, planned.flows).allSatisfy { flow, planned in
            flow.curve.level(at: time).rounded() <= Double(Load.users(of: planned.curve))
        }
        return fits ? nil : planned.userCount
    }
}
