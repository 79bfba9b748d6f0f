import Groundwork
import LoadPlan

/// The number of an instruction.
typealias Address = IndexOf<Program.Instruction>
typealias RequestID = IndexOf<PreparedRequest>
typealias FlowID = IndexOf<Program.Entry>
typealias FaultID = IndexOf<Program.Fault>

/// The flows as one list of instructions with jumps: what a user does next is a number. Laid out once per shard, never
/// changed after.
struct Program: ~Copyable {
    /// One instruction; operands are numbers of the program's and the pool's lists, and of the plan's.
    enum Instruction {
        case request(RequestID)
        case pollStart(IndexOf<PollStep>)
        case pollTest(IndexOf<PollStep>)
        case think(least: UInt64, most: UInt64)
        case assign(variable: Int32, NodeID, fault: FaultID)
        case jump(Address)
        case jumpUnless(NodeID, to: Address)
        case groupStart(depth: Int32)
        case groupEnd(depth: Int32, series: Int32)
        case parallel(IndexOf<ParallelStep>)
        case put(NodeID, queue: Int32)
        case take(IndexOf<TakeStep>)
        case race(Int32)
        /// Waits until all users of the race are here.
        case raceStart
        /// The end of a race's user; in a debug run it goes on after the race.
        case raceEnd(back: Address)
        case count(counter: Int32, by: NodeID)
        case gauge(Int32, NodeID)
        /// Sets the rounds left of the loop at this depth, or passes it.
        case repeatStart(rounds: NodeID, depth: Int32, fault: FaultID, end: Address)
        /// Goes back where a round is left.
        case repeatNext(depth: Int32, fault: FaultID, to: Address)
        /// Goes back to a condition.
        case again(fault: FaultID, to: Address)
        /// Takes the first, or the next, item of a `for`; leaves it where there is none.
        case eachStart(IndexOf<EachStep>)
        case eachNext(IndexOf<EachStep>)
        case retryStart
        /// After a request that may be sent again.
        case retryTest(IndexOf<RetryStep>)
        case pace(UInt64, overrun: Int32)
        case thinkDrawn(IndexOf<ThinkDistribution>)
        /// Jumps by chance: to one of these alternatives.
        case choose(first: Int32, count: Int32)
        case fail(FaultID)
        case abandon(Double)
        case end
    }

    /// One way of a choice: taken where the number drawn from [0, 1) is below `below`, and no earlier one was taken.
    struct Alternative {
        var below: Double
        var start: Address
    }

    /// Why a flow may end its iteration as failed, without a request to blame.
    struct Fault {
        var message: String
        var place: Place
        /// The flow's.
        var series: Int
    }

    /// A poll's numbers.
    struct PollStep {
        var request: RequestID
        var series: Int
        var interval: UInt64
        var limit: UInt64
        var until: NodeID
    }

    /// Requests at the same time: they follow one another in the program's list.
    struct ParallelStep {
        var first: RequestID
        var count: Int
        var connections: Int
    }

    /// A `for`'s numbers.
    struct EachStep {
        enum Source {
            case value(NodeID)
            case range(NodeID, NodeID)
            case column(table: Int, column: Int)
        }

        var variable: Int
        var list: Int
        var sources: [Source]
        /// Its first of ``cellsOfEach`` cells of the user.
        var depth: Int
        /// After its body.
        var end: Address
        /// A range without whole numbers.
        var fault: FaultID
    }

    /// A `for` keeps: which source, where in it, its last number.
    static let cellsOfEach = 3

    /// The numbers of a request that may be sent again.
    struct RetryStep {
        var times: Int32
        var shortest: UInt64
        var longest: UInt64
        var jitter: Bool
        /// About the answer.
        var condition: NodeID?
        /// How a request without an answer ends that is worth another try.
        var failures: OutcomeSet
        /// What the service says of how long to wait, where that is asked for.
        var asked: NodeID?
    }

    /// Takes a value of a queue.
    struct TakeStep {
        var variable: Int
        var queue: Int
        var wait: UInt64
        var orNone: Bool
        /// What happens without one.
        var fault: FaultID
    }

    /// Where a flow, or what the users of a race do, begins.
    struct Entry {
        var start: Address
        /// After its last instruction.
        var end: Address
        /// What its iterations are measured under; a race's users are measured under nothing.
        var series: Int?
        /// The fault of each table that it reads: no row is left.
        var tableFaults: [FaultID?]
    }

    /// A loop that goes round so often without a request or a pause would hold its shard: its iteration fails.
    static let roundLimit = 10_000

    private let instructions: UnsafeMutableBufferPointer<Instruction>
    private let requests: UnsafeMutableBufferPointer<PreparedRequest>
    let polls: [PollStep]
    let entries: [Entry]
    /// Where a debug run's one user begins a race: as if it were one of its users.
    let raceBodies: [Address]
    /// Distinct time limits of requests.
    let timeouts: [UInt64]
    let alternatives: [Alternative]
    let parallels: [ParallelStep]
    let takes: [TakeStep]
    let eachSteps: [EachStep]
    let retries: [RetryStep]
    let distributions: [ThinkDistribution]
    let faults: [Fault]
    /// Most cells of loops, and most groups, inside one another.
    let loopDepth: Int
    let groupDepth: Int
    /// Requests that ask only for what has changed.
    let conditionals: Int
    /// Where samples go.
    let layout: SeriesLayout

    /// A program of these parts.
    init(_ parts: ProgramParts, layout: SeriesLayout) {
        instructions = .allocate(capacity: parts.instructions.count)
        _ = instructions.initialize(from: parts.instructions)
        requests = .allocate(capacity: parts.requests.count)
        _ = requests.initialize(from: parts.requests)
        polls = parts.polls
        entries = parts.entries
        raceBodies = parts.raceBodies
        timeouts = parts.timeouts
        alternatives = parts.alternatives
        parallels = parts.parallels
        takes = parts.takes
        eachSteps = parts.eachSteps
        retries = parts.retries
        distributions = parts.distributions
        faults = parts.faults
        loopDepth = parts.loopDepth
        groupDepth = parts.groupDepth
        conditionals = parts.conditionals
        self.layout = layout
    }

    deinit {
        instructions.deinitialize()
        instructions.deallocate()
        requests.deinitialize()
        requests.deallocate()
    }

    @inline(__always)
    subscript(address: Address) -> Instruction { instructions[address.int] }

    @inline(__always)
    func request(_ number: RequestID) -> UnsafePointer<PreparedRequest> {
        // A request's number is made where there is one.
        UnsafePointer(requests.baseAddress.unsafelyUnwrapped + number.int)
    }

    /// The request that a flow sends first, were it to go straight on.
    func firstRequest(of flow: FlowID) -> RequestID? {
        for address in entries[flow].start.int..<instructions.count {
            switch instructions[address] {
            case .request(let number): return number
            case .parallel(let number): return parallels[number].first
            default: continue
            }
        }
        return nil
    }

    /// The groups that an instruction of a flow is in: those whose end lies ahead and whose start does not.
    func forEachGroup(around address: Address, of flow: FlowID, _ body: (_ depth: Int, _ series: Int) -> Void) {
        guard groupDepth > 0 else { return }
        var opened = 0
        for index in address.int..<entries[flow].end.int {
            switch instructions[index] {
            case .groupStart: opened += 1
            case .groupEnd(let depth, let series):
                if opened > 0 { opened -= 1 } else { body(Int(depth), Int(series)) }
            default: break
            }
        }
    }
}
