import LoadPlan

/// The flows as one list of instructions with jumps: what a user does next is a number. Laid out once per shard.
struct Program {
    /// One instruction; operands are numbers of the program's and the pool's lists.
    enum Instruction {
        case request(Int32)
        case pollStart(Int32)
        case pollTest(Int32)
        case think(least: UInt64, most: UInt64)
        case assign(variable: Int32, Int32, fault: Int32)
        case jump(Int32)
        case jumpUnless(Int32, to: Int32)
        case groupStart(depth: Int32)
        case groupEnd(depth: Int32, series: Int32)
        case parallel(Int32)
        case put(Int32, queue: Int32)
        case take(Int32)
        case race(Int32)
        /// Waits until all users of the race are here.
        case raceStart
        /// The end of a race's user; in a debug run it goes on behind the race.
        case raceEnd(back: Int32)
        case count(counter: Int32, by: Int32)
        case gauge(Int32, Int32)
        /// Sets the rounds left of the loop at this depth, or passes it.
        case repeatStart(rounds: Int32, depth: Int32, fault: Int32, end: Int32)
        /// Goes back where a round is left.
        case repeatNext(depth: Int32, fault: Int32, to: Int32)
        /// Goes back to a condition.
        case again(fault: Int32, to: Int32)
        /// Takes the first, or the next, item of a `for`; leaves it where there is none.
        case eachStart(Int32)
        case eachNext(Int32)
        case retryStart
        /// Behind a request that may be sent again.
        case retryTest(Int32)
        case pace(UInt64, overrun: Int32)
        case thinkDrawn(Int32)
        /// Jumps by chance: to one of these alternatives.
        case choose(first: Int32, count: Int32)
        case fail(Int32)
        case abandon(Double)
        case end
    }

    /// One way of a choice: taken where the number drawn from [0, 1) is below `below`, and no earlier one was taken.
    struct Alternative {
        var below: Double
        var start: Int32
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
        var request: Int32
        var series: Int32
        var interval: UInt64
        var limit: UInt64
        var until: Int32
        /// Its test instruction.
        var test: Int32
        var place: Place
    }

    /// Requests at the same time: they stand behind one another in the program's list.
    struct ParallelStep {
        var first: Int32
        var count: Int32
        var connections: Int32
    }

    /// A `for`'s numbers.
    struct EachStep {
        enum Source {
            case value(Int32)
            case range(Int32, Int32)
            case column(table: Int32, column: Int32)
        }

        var variable: Int32
        var list: Int32
        var sources: [Source]
        /// Its first of ``cellsOfEach`` cells in the rounds of a user.
        var depth: Int32
        /// Behind its body.
        var end: Int32
        /// A range without whole numbers.
        var fault: Int32
    }

    /// A `for` keeps: which source, where in it, its last number.
    static let cellsOfEach = 3

    /// The numbers of a request that may be sent again.
    struct RetryStep {
        var times: Int32
        var shortest: UInt64
        var longest: UInt64
        var jitter: Bool
        /// About the answer, or -1.
        var condition: Int32
        /// Outcome slots of failures that are worth another try, as bits.
        var failures: UInt64
    }

    /// Takes a value of a queue.
    struct TakeStep {
        var variable: Int32
        var queue: Int32
        var wait: UInt64
        var orNone: Bool
        /// What happens without one.
        var fault: Int32
    }

    /// Where each flow begins, and what its iterations are measured under.
    struct Entry {
        var start: Int32
        var series: Int32
        var weight: Double
    }

    var instructions: [Instruction] = []
    var requests: [PreparedRequest] = []
    var polls: [PollStep] = []
    var entries: [Entry] = []
    /// Where a debug run's one user begins a race: as if it were one of its users.
    var raceBodies: [Int32] = []
    /// Distinct time limits of requests.
    var timeouts: [UInt64] = []
    var alternatives: [Alternative] = []
    var parallels: [ParallelStep] = []
    var takes: [TakeStep] = []
    var eachSteps: [EachStep] = []
    var retries: [RetryStep] = []
    var distributions: [ThinkDistribution] = []
    var faults: [Fault] = []
    /// The fault of each flow and table, flow by flow, where the flow reads the table; otherwise -1.
    var tableFaults: [Int32] = []
    /// Most `repeat`s inside one another.
    var repeatDepth = 0
    /// Most groups inside one another.
    var groupDepth = 0
    /// Requests that ask only for what has changed.
    var conditionals = 0
}
