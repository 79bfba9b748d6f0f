public import Groundwork

/// Why a load could not be changed from the command line.
public enum LoadOverrideError: Error, Sendable, Hashable {
    /// Users were asked of an arrival rate.
    case usersOfARate
    /// An arrival rate was asked of users.
    case rateOfUsers
    /// The level asked for is not a finite number above zero.
    case level(Double)
    /// The load reaches no level at all, so there is nothing to scale.
    case emptyLoad
    /// The length asked for is shorter than ``Load/shortest`` or longer than ``Load/longest``.
    case duration(Nanoseconds)

    /// What is wrong and what would be right.
    public var message: String {
        switch self {
        case .usersOfARate:
            "the scenario's load is an arrival rate, which --users cannot scale; use --rate"
        case .rateOfUsers:
            "the scenario's load is a number of users, which --rate cannot scale; use --users"
        case .level(let level):
            "a load cannot be scaled to \(level): it must be a number above 0 and at most \(Int(Load.highestLevel))"
        case .emptyLoad:
            "the scenario's load never rises above 0, so there is nothing to scale"
        case .duration(let duration):
            "a load cannot last \(duration.inSeconds) s: it must be from \(Int(Load.shortest.inSeconds)) s "
                + "to \(Int(Load.longest.inSeconds / 3600)) h"
        }
    }
}

extension Load {
    /// A highest level named from outside the scenario.
    public enum Peak: Sendable, Hashable {
        /// Users active at once.
        case users(Double)
        /// Arrivals a second.
        case rate(Double)
    }

    /// The shortest length that ``fitted(to:)`` accepts.
    public static var shortest: Nanoseconds { .second }
    /// The longest length that ``fitted(to:)`` accepts: 30 days.
    public static var longest: Nanoseconds { 720 * 3600 * .second }
    /// The highest level that ``scaled(toPeak:)`` accepts.
    public static var highestLevel: Double { 10_000_000 }

    /// The same load with every level in proportion, so that the highest becomes `peak`; lengths stay.
    public func scaled(toPeak peak: Peak) throws(LoadOverrideError) -> Load {
        let level: Double
        switch (peak, model) {
        case (.users(let users), .users): level = users
        case (.rate(let rate), .rate): level = rate
        case (.users, .rate): throw .usersOfARate
        case (.rate, .users): throw .rateOfUsers
        }
        guard level > 0, level <= Self.highestLevel else { throw .level(level) }
        let highest = curve.peak
        guard highest > 0, highest.isFinite else { throw .emptyLoad }
        let factor = level / highest
        var load = self
        // The highest level itself is set, not multiplied, so 1,000 users never become 999.9999.
        let scale = { (value: Double) in value == highest ? level : value * factor }
        let scaled = { (curve: LoadCurve) in
            LoadCurve(
                curve.pieces.map { LoadCurve.Piece(from: scale($0.from), to: scale($0.to), duration: $0.duration) }
            )
        }
        load.curve = scaled(curve)
        load.flows = flows.map { FlowLoad(flow: $0.flow, curve: scaled($0.curve)) }
        return load
    }

    /// The same load in `duration`, warm-up included: pieces, warm-up and phases in proportion; levels stay.
    ///
    /// Every boundary is moved by itself and rounded to a whole nanosecond, so pieces, warm-up and phases that met
    /// before still meet. The graceful stop keeps its length: it belongs to the service, not to the curve.
    public func fitted(to duration: Nanoseconds) throws(LoadOverrideError) -> Load {
        guard duration >= Self.shortest, duration <= Self.longest else { throw .duration(duration) }
        let whole = curve.duration
        guard whole > 0 else { throw .emptyLoad }
        let move = { (time: Nanoseconds) -> Nanoseconds in
            // time ≤ whole, so the quotient is at most `duration` and the division cannot overflow.
            let product = min(time, whole).multipliedFullWidth(by: duration)
            return whole.dividingFullWidth((product.high, product.low)).quotient
        }
        var load = self
        let fitted = { (curve: LoadCurve) in
            LoadCurve(
                curve.pieces.indices.map { index in
                    let piece = curve.pieces[index]
                    let length = move(curve.starts[index + 1]) - move(curve.starts[index])
                    return LoadCurve.Piece(from: piece.from, to: piece.to, duration: length)
                }
            )
        }
        load.curve = fitted(curve)
        load.flows = flows.map { FlowLoad(flow: $0.flow, curve: fitted($0.curve)) }
        load.warmup = move(warmup)
        load.phases = phases.map { Phase(name: $0.name, start: move($0.start), end: move($0.end)) }
        return load
    }
}
