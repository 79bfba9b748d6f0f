import Glibc

/// Looks for the highest level that holds: a state machine without clock or load, from results to the next trial.
///
/// From a first level on it doubles while levels hold, then tries the geometric middle of the bracket until its ends are
/// near enough. What is not shown to hold counts as too high, unless it is for want of requests alone. The level to be
/// reported is tried once more for twice as long, or as long as its objectives are known to need, and must hold then. Where
/// requests alone are missing it is tried again for as long as they take; otherwise the next is one step lower, twice
/// at most. The answer is a bracket and never a point:
/// the oracle is noisy, and a middle that nobody measured is no answer.
public struct CapacitySearch: Sendable {
    /// What to look between, and how closely.
    public struct Bounds: Sendable, Codable, Hashable {
        /// The first level.
        public var from: Double
        /// The highest level that may be tried.
        public var to: Double
        /// How far the bracket's ends may be apart at the end: 0.05 is 5 %.
        public var within: Double
        /// Levels are users and not rates.
        public var isWhole: Bool

        /// Bounds; `from` above `to` is `to`.
        public init(from: Double, to: Double, within: Double = 0.05, isWhole: Bool = false) {
            let least = isWhole ? 1 : 1e-6
            let shown = { (level: Double) in max(least, isWhole ? level.rounded() : level) }
            self.to = shown(to)
            self.from = min(shown(from), self.to)
            self.within = min(max(within, 0.001), 1)
            self.isWhole = isWhole
        }

        /// The same search from another first level on.
        public func scaled(from level: Double) -> Self {
            Self(from: CapacitySearch.rounded(level, self), to: to, within: within, isWhole: isWhole)
        }
    }

    /// What is to be done next.
    public enum Next: Sendable, Hashable {
        /// Try a level.
        case trial(CapacityTrial)
        /// The search is over.
        case end(CapacityEnd)
    }

    /// Halvings below the first level before it is said that nothing holds.
    static let mostHalvings = 6
    /// Steps down from a level that was not confirmed.
    static let mostStepsDown = 2
    /// Most lengths of a level that a confirmation may have.
    public static let mostLengths = 6.0
    /// How much longer than it should need to be a trial is made: no two runs have equally many requests.
    static let margin = 1.1

    /// What is to be done next.
    public private(set) var next: Next
    private let bounds: Bounds
    private var held: [Double] = []
    private var refused: [Double] = []
    /// Levels that were not decided for want of samples: nothing speaks against them.
    private var open: [Double] = []
    /// Lengths of a level that would have decided the levels that were short of samples.
    private var needs: [Double: Double] = [:]
    private var halvings = 0
    private var stepsDown = 0
    private var isSecondTry = false

    /// A search.
    public init(_ bounds: Bounds) {
        self.bounds = bounds
        next = .trial(CapacityTrial(level: bounds.from, purpose: .bound))
    }

    /// The level to begin at where nothing is known but a guess: a tenth of it.
    public static func first(of guess: Double, isWhole: Bool) -> Double {
        rounded(guess / 10, Bounds(from: guess, to: guess, isWhole: isWhole))
    }

    /// The lowest level that was not shown to hold.
    public var lowestRefused: Double? { refused.min() }

    /// The highest level that holds, below all that do not.
    public var highestHeld: Double? { held.filter { $0 < lowestRefused ?? .infinity }.max() }

    /// Takes note of what the trial in ``next`` showed. Once the search is over this does nothing.
    /// - Parameter longer: how many times as long it would have had to be, where that is known: ``CapacityLevel/longer``.
    public mutating func record(_ result: CapacityResult, longer: Double? = nil) {
        guard case .trial(let trial) = next else { return }
        needs[trial.level] = longer.map { $0 * trial.lengths }
        if let again = secondTry(trial, result) {
            isSecondTry = true
            next = again
            return
        }
        isSecondTry = false
        switch result {
        case .holds:
            held.append(trial.level)
            if trial.purpose == .confirmation { next = .end(lowestRefused == nil ? .ceiling : .bracket) }
        case .tooFew where trial.purpose != .confirmation: open.append(trial.level)
        default:
            refused.append(trial.level)
        }
        guard case .trial = next else { return }
        if trial.purpose == .confirmation {
            stepDown(from: trial.level, result)
        } else {
            advance()
        }
    }

    /// What cannot be trusted, or is not decided where nothing is known yet, is tried once more.
    private func secondTry(_ trial: CapacityTrial, _ result: CapacityResult) -> Next? {
        var trial = trial
        switch result {
        case .invalid: return isSecondTry ? .end(.invalid) : .trial(trial)
        case .undecided:
            guard !trial.mayExtend, trial.purpose == .bound, !isSecondTry else { return nil }
            trial.mayExtend = true
            return .trial(trial)
        case .tooFew:
            guard trial.purpose == .confirmation, !isSecondTry, let length = length(of: trial.level) else { return nil }
            guard length > trial.lengths else { return nil }
            trial.length = length
            return .trial(trial)
        default: return nil
        }
    }

    /// The highest level that nothing speaks against.
    private var floor: Double? { (held + open).filter { $0 < lowestRefused ?? .infinity }.max() }

    private mutating func advance() {
        switch (floor, lowestRefused) {
        case (let low?, nil):
            next = low >= bounds.to ? confirmation(low) : trial(min(low * 2, bounds.to), .bound)
        case (let low?, let high?):
            let middle = Self.rounded((low * high).squareRoot(), bounds)
            let isNarrow = high <= low * (1 + bounds.within) || middle <= low || middle >= high
            next = isNarrow ? confirmation(low) : trial(middle, .narrowing)
        case (nil, let high):
            let lower = Self.rounded((high ?? bounds.from) / 2, bounds)
            halvings += 1
            let isLowest = halvings > Self.mostHalvings || lower <= 0 || lower >= high ?? .infinity
            next = isLowest ? .end(.nothing) : trial(lower, .bound)
        }
    }

    private func confirmation(_ level: Double) -> Next {
        .trial(CapacityTrial(level: level, purpose: .confirmation, length: length(of: level)))
    }

    /// The lengths that a level's confirmation needs; nil where the usual ones do, or none that is allowed would.
    private func length(of level: Double) -> Double? {
        guard let need = needs[level].map({ $0 * Self.margin }), need > 2, need <= Self.mostLengths else { return nil }
        return need
    }

    private mutating func stepDown(from level: Double, _ result: CapacityResult) {
        let lower = Self.rounded(level / (1 + bounds.within), bounds)
        stepsDown += 1
        guard stepsDown <= Self.mostStepsDown, lower > 0, lower < level else {
            next = .end(result == .tooFew ? .tooFew : .unconfirmed)
            return
        }
        // Fewer requests at the lower level take longer.
        if result == .tooFew { needs[lower] = needs[level].map { $0 * level / lower } }
        next = confirmation(lower)
    }

    /// A level may go on beyond its length once there is something to narrow: before that, the next one tells more.
    private func trial(_ level: Double, _ purpose: CapacityTrial.Purpose) -> Next {
        let mayExtend = !(held.isEmpty && refused.isEmpty)
        return .trial(CapacityTrial(level: level, purpose: purpose, mayExtend: mayExtend))
    }

    /// Whole users, at least one; rates to three digits, which is closer than anybody can measure and easy to read.
    static func rounded(_ level: Double, _ bounds: Bounds) -> Double {
        if bounds.isWhole { return max(1, level.rounded()) }
        guard level > 0, level.isFinite else { return 0 }
        let unit = pow(10, (log10(level)).rounded(.down) - 2)
        // Divided where the unit is a fraction: 4.07 is 407 / 100, and not 407 × 0.01.
        return unit < 1 ? (level / unit).rounded() / (1 / unit).rounded() : (level / unit).rounded() * unit
    }
}
