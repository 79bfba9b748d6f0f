import Curl
import LoadPlan

/// One virtual user of a shard: where it is in its flow, and the times that its samples are measured from. Plain
/// memory, no references; nanoseconds on the shard's clock.
struct VirtualUser {
    enum State: UInt8 {
        /// Not part of the run now.
        case away
        /// Waits for a deadline: its start, a think time, the next try of a poll.
        case waiting
        /// Waits for an answer.
        case inFlight
        /// Its request is on the modelled way to the service.
        case outbound
        /// The answer is on the modelled way back.
        case inbound

        /// It has a request that has not ended.
        var isUnderWay: Bool { self != .away && self != .waiting }
    }

    /// A loop that goes round so often without a request or a pause would hold its shard: its iteration fails.
    static let roundLimit = 10_000

    var state = State.away
    /// It is in the middle of an iteration.
    var iterating = false
    /// The number of the user in the run (closed model) or of its arrival (open model), from 0.
    var number: UInt64 = 0
    /// Iterations it has begun.
    var iteration: UInt64 = 0
    var region: Int32 = 0
    var tenant: Int32 = 0
    /// Its place among the series' cells.
    var group: Int32 = 0
    /// Next instruction.
    var pc: Int32 = 0
    /// The flow of this iteration.
    var flow: Int32 = 0
    /// The request that is under way.
    var request: Int32 = -1
    /// When the user wanted its next action to begin; never later than when it did.
    var intended: UInt64 = 0
    /// When its request was really sent.
    var sent: UInt64 = 0
    /// When its iteration was due.
    var iterationStart: UInt64 = 0
    /// When its poll began, and 0 outside one.
    var pollStart: UInt64 = 0
    /// The `parallel` that it is in, or -1; of its requests, those that were begun and those that have not ended.
    var parallel: Int32 = -1
    var branchesBegun: Int32 = 0
    var branchesOpen: Int32 = 0
    /// Requests of it are being begun right now.
    var isBeginningBranches = false
    /// The try of a request that may be sent again, from 1; 0 outside one.
    var tries: Int32 = 0
    /// When its next iteration may begin, and 0 without a pace.
    var paceEnd: UInt64 = 0
    /// Counts iterations that outlast their pace.
    var overrun: Int32 = 0
    /// It is counted among the users.
    var isPresent = false
    /// The `take` at which it waits, or -1; which time it waits, counted over all users; it has been given a value.
    var taking: Int32 = -1
    var ticket: UInt64 = 0
    var isServed = false
    /// The race that it exists for, or -1; it waits for its start, or has begun.
    var race: Int32 = -1
    var isAtStart = false
    var isReleased = false
    /// How often it went back in loops since its last request or pause.
    var rounds: Int32 = 0
    /// When it must leave (closed model).
    var leaves: UInt64 = .max
    /// Which of its active spans it is in (closed model).
    var span: Int32 = 0
    /// The flow that it does and no other (closed model with a load for each flow), or -1.
    var ownFlow: Int32 = -1
    /// Iterations that it may still begin.
    var left: UInt64 = .max
    /// Transport failures one after another, or iterations that could send nothing.
    var failures: UInt8 = 0
    /// The last request's outcome slot: a group, poll or iteration that fails takes it over.
    var failure: Int32 = -1
    var random = SeededRandom(seed: 0)
    var url = ByteBuffer()
    var body = ByteBuffer()
    var headers = HeaderChain()
}
