import Groundwork
import LoadPlan

/// What part of a shard's load a moment is in: before its end or after, in the warm-up, in a phase, under a load that
/// was changed by hand. Times on the shard's clock, nanoseconds; it knows neither users nor requests.
struct LoadWindow {
    /// The load that is followed: the plan's, unless it was changed while running.
    private(set) var load: Load
    /// The clock's time at the start of the load.
    private(set) var start: UInt64 = 0
    /// Nothing new begins after this.
    private(set) var end: UInt64 = .max
    /// Iterations that are under way at the end may go on until then.
    private(set) var finishBy: UInt64 = .max
    /// What is still unanswered then is cut off.
    private(set) var cutOff: UInt64 = .max
    /// The run ends before the scenario lets answers come: what is given up is unknown, not the service's failure.
    private(set) var isCutShort = false
    /// Nothing begins any more.
    private(set) var isDraining = false
    private var warmupEnd: UInt64 = 0
    /// When each phase ends, where phases are told apart.
    private var phaseEnds: [UInt64] = []
    private let tellsPhases: Bool
    /// Times in which the load was changed by hand.
    private var exclusions: [Range<UInt64>] = []
    private var mix: FlowMix

    /// The window of a plan's load, whose moments are not known before ``begin(at:)``.
    init(_ load: Load, flows: [Flow], tellsPhases: Bool) {
        self.load = load
        self.tellsPhases = tellsPhases && load.phases.count > 1
        mix = FlowMix(flows)
    }

    /// The load begins at `start`.
    mutating func begin(at start: UInt64) {
        self.start = start
        end = start &+ load.curve.duration
        finishBy = end &+ load.finishing
        cutOff = finishBy &+ load.gracefulStop
        warmupEnd = start &+ load.warmup
        if tellsPhases { phaseEnds = load.phases.map { start &+ $0.end } }
    }

    /// Ends the load early: requests under way may still be answered until `grace` has passed.
    mutating func stop(now: UInt64, grace: UInt64) {
        end = min(end, now)
        finishBy = min(finishBy, now)
        cutOff = min(cutOff, now &+ grace)
        if grace < load.gracefulStop { isCutShort = true }
    }

    /// Ends the load now, since all is done.
    mutating func end(at now: UInt64) { end = now }

    /// Whether an iteration that is under way may take its next step.
    @inline(__always)
    func mayGoOn(at now: UInt64) -> Bool { !isDraining || now < finishBy }

    /// Nothing begins from now on.
    mutating func drain() { isDraining = true }

    /// Goes on by another load from `time` since the start; what is due from then on counts or does not.
    mutating func follow(_ load: Load, from time: Nanoseconds, counting: Bool) {
        self.load = load
        let moment = start &+ time
        if let last = exclusions.indices.last, exclusions[last].upperBound == .max {
            exclusions[last] = exclusions[last].lowerBound..<max(moment, exclusions[last].lowerBound)
        }
        if !counting { exclusions.append(moment..<UInt64.max) }
    }

    /// Whether a request that was due at `intended` and ended at `now` is in no figure. One of the warm-up counts where it
    /// hung into the measured part: for a second at least, and if it was answered, for longer than it was in the warm-up.
    /// What iterations send that only come to their end is none of the load.
    @inline(__always)
    func isExcluded(_ intended: UInt64, endedAt now: UInt64, isAnswered: Bool) -> Bool {
        if intended < warmupEnd {
            guard now > warmupEnd, now - warmupEnd >= Self.hang else { return true }
            return isAnswered && now - warmupEnd < warmupEnd - intended
        }
        if load.finishing > 0, intended >= end { return true }
        return isExcluded(intended)
    }

    /// From when on a request of the warm-up hangs in the measured part, nanoseconds.
    private static let hang: UInt64 = 1_000_000_000

    /// Whether a sample that was due at `intended` is in no figure: warm-up, or a load that was changed by hand.
    @inline(__always)
    func isExcluded(_ intended: UInt64) -> Bool {
        if intended < warmupEnd { return true }
        guard !exclusions.isEmpty else { return false }
        return exclusions.contains { $0.contains(intended) }
    }

    /// The phase that a moment is in; 0 where phases are not told apart.
    @inline(__always)
    func phase(at time: UInt64) -> Int {
        guard tellsPhases else { return 0 }
        for (index, end) in phaseEnds.enumerated() where time < end { return index }
        return phaseEnds.count - 1
    }

    /// The flow of an iteration that was due at `due` and has none of its own.
    mutating func chooseFlow(_ random: inout SeededRandom, at due: UInt64) -> FlowID {
        mix.choose(&random, load.flows, at: due > start ? due - start : 0)
    }
}
