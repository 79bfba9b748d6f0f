import Curl
import Groundwork
import LoadPlan

/// One virtual user of a shard, or a further lane of one: where it is in its flow, and the times that its samples are
/// measured from. Plain memory, no references; nanoseconds on the shard's clock.
///
/// A user's further lanes use ``state``, ``request``, ``intended``, ``sent``, its group and the texts, nothing else.
struct VirtualUser {
    /// What a user does. ``move(to:)`` is the only way from one to another:
    ///
    /// | from | to | when |
    /// |---|---|---|
    /// | `away` | `waiting(start)` | the load wants it, or its flow, at some moment |
    /// | `away` | `acting` | an arrival takes its seat; its race begins |
    /// | `waiting(start)`, `waiting(pause)` | `acting` | its deadline has come |
    /// | `acting` | `inFlight`, `outbound` | it sends a request, over no distance or a modelled one |
    /// | `acting` | `waiting(…)` | a step makes it wait, or its next iteration comes later |
    /// | `acting` | `away` | it leaves, or is not needed before its next arrival |
    /// | `waiting(take)` | `waiting(served)` | another user has put a value for it |
    /// | `waiting(…)` within an iteration | `acting` | its deadline has come; its race or its other requests let it go on |
    /// | `waiting(start)`, `waiting(pause)` | `waiting(start)` | the load is changed by hand |
    /// | `away` (a further lane), `waiting(branches)` | `inFlight`, `outbound` | one of several requests is sent |
    /// | `outbound` | `inFlight` | its request reaches the service |
    /// | `inFlight` | `inbound` | the answer begins a modelled way back |
    /// | `inFlight`, `inbound` | `acting` | it has the answer, or gives up |
    /// | anything | `away` | the end of the run cuts it off; a further lane has its answer |
    ///
    /// A user acts only while its steps are gone through, never between two turns of the shard.
    enum State: Equatable {
        /// Not part of the run now.
        case away
        /// Goes through its steps, at this moment.
        case acting
        /// Waits for something other than an answer.
        case waiting(Reason)
        /// Waits for an answer.
        case inFlight
        /// Its request is on the modelled way to the service.
        case outbound
        /// The answer is on the modelled way back.
        case inbound

        /// It has a request that has not ended.
        @inline(__always)
        var isUnderWay: Bool {
            switch self {
            case .inFlight, .outbound, .inbound: true
            case .away, .acting, .waiting: false
            }
        }

        /// It is in the middle of an iteration.
        @inline(__always)
        var isIterating: Bool {
            switch self {
            case .away, .waiting(.start), .waiting(.pause): false
            case .acting, .waiting, .inFlight, .outbound, .inbound: true
            }
        }
    }

    /// Why a user waits.
    enum Reason {
        /// For its first iteration in a part of the load, or for the moment of its flow.
        case start
        /// For its next iteration: a pace, or a pause after failures.
        case pause
        /// A think time.
        case think
        /// For the next look at a state.
        case poll
        /// For another try of a request.
        case retry
        /// For a value of a queue.
        case take
        /// It was given one and goes on in its own turn.
        case served
        /// For the others, at the start of a race; without a deadline.
        case raceStart
        /// For the users of the race that it called; without a deadline.
        case raceEnd
        /// For those of its requests that are still open; without a deadline.
        case branches
    }

    /// Where it comes from.
    struct Labels {
        var region: Int32 = 0
        var tenant: Int32 = 0
        /// Their place among the series' cells.
        var group: Int32 = 0
    }

    /// Its part of a closed load.
    struct Stay {
        /// When it must leave.
        var leaves: UInt64 = .max
        /// Which of its active spans it is in.
        var span = 0
        /// The flow that it does and no other, where the load says so.
        var flow: FlowID?
        /// Iterations that it may still begin.
        var left: UInt64 = .max
    }

    /// When its next iteration may begin, and the counter of iterations that last longer.
    struct Pace {
        var end: UInt64
        var overrun: Int
    }

    /// What belongs to the present iteration and is forgotten with it.
    struct Iteration {
        /// When it was due.
        var start: UInt64 = 0
        var flow = FlowID(0)
        /// How the request ended that made it fail: a group, poll or iteration takes it over.
        var failure: OutcomeSlot?
        /// When the poll began that it is in.
        var pollStart: UInt64?
        /// The try, from 1, of a request that may be sent again.
        var attempt: Int32?
        /// Where its numbers were when the first try was made.
        var firstTry = Draws()
        var pace: Pace?
        /// The requests at the same time that it is in.
        var branches: Branches?
        /// How often it went back in loops since its last request or pause.
        var rounds = 0
        /// What it would still have waited, had a failure not cut it short.
        var rest: UInt64 = 0
    }

    /// How far a user has come in its numbers.
    struct Draws {
        var random = SeededRandom(seed: 0)
        /// Calls of the run's sequence.
        var calls: UInt64 = 0
    }

    /// Requests at the same time.
    struct Branches {
        var step: IndexOf<Program.ParallelStep>
        /// Those that were begun, and those that have not ended.
        var begun = 0
        var open = 0
        /// Some are being begun right now.
        var isBeginning = false
    }

    private(set) var state = State.away
    /// It is counted among the users.
    var isPresent = false
    /// Transport failures one after another, or iterations that could send nothing.
    private(set) var failures: UInt8 = 0
    var labels = Labels()
    /// The number of the user in the run (closed model) or of its arrival (open model), from 0.
    var number: UInt64 = 0
    /// Iterations it has begun.
    var iterations: UInt64 = 0
    /// When the user wanted its next action to begin; never later than when it did.
    var intended: UInt64 = 0
    /// When its request was really sent.
    var sent: UInt64 = 0
    /// Next instruction.
    var address = Address(0)
    /// The last request.
    var request = RequestID(0)
    var iteration = Iteration()
    var random = SeededRandom(seed: 0)
    var stay = Stay()
    var url = GrowingBytes()
    var body = GrowingBytes()
    var headers = HeaderChain()

    /// Does something else from now on.
    @inline(__always)
    mutating func move(to next: State) {
        assert(Self.mayMove(from: state, to: next), "\(state) → \(next)")
        state = next
    }

    /// The table at ``State``.
    static func mayMove(from state: State, to next: State) -> Bool {
        switch (state, next) {
        case (_, .away): true
        case (.away, .waiting(.start)), (.away, .acting): true
        case (.away, .inFlight), (.away, .outbound): true
        case (.acting, .acting), (.acting, .inFlight), (.acting, .outbound): true
        case (.acting, .waiting(let reason)): reason != .served
        case (.waiting(.take), .waiting(.served)): true
        case (.waiting, .acting): true
        case (.waiting(.branches), .inFlight), (.waiting(.branches), .outbound): true
        case (.waiting(.start), .waiting(.start)), (.waiting(.pause), .waiting(.start)): true
        case (.outbound, .inFlight), (.inFlight, .inbound): true
        case (.inFlight, .acting), (.inbound, .acting): true
        default: false
        }
    }

    /// A request got no answer for the connection's sake, or an iteration could send nothing.
    mutating func noteFailure() { failures = min(failures + 1, 100) }

    mutating func forgetFailures() { failures = 0 }

    /// After transport failures in a row, or iterations whose budget left nothing to send, a closed user waits, so that
    /// neither a refusing service is stormed nor a shard kept busy with nothing: 0.1 s, doubled each time up to 6.4 s, of
    /// which half is drawn, so that users who failed together do not come back together.
    mutating func drawFailurePause() -> UInt64 {
        guard failures > 0 else { return 0 }
        let half: UInt64 = 50_000_000 << UInt64(min(failures - 1, 6))
        return half + random.below(half + 1)
    }
}
