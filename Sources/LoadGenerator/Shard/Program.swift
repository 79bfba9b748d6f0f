import Curl
import LoadPlan

/// The flows as one list of instructions with jumps: what a user does next is a number. Laid out once per shard.
struct Program {
    /// One instruction; operands are numbers of the program's and the pool's lists.
    enum Instruction {
        case request(Int32)
        case pollStart(Int32)
        case pollTest(Int32)
        case think(least: UInt64, most: UInt64)
        case assign(variable: Int32, Int32)
        case jump(Int32)
        case jumpUnless(Int32, to: Int32)
        case groupStart(depth: Int32)
        case groupEnd(depth: Int32, series: Int32)
        case parallel(Int32)
        case count(counter: Int32, by: Int32)
        /// Sets the rounds left of the loop at this depth, or passes it.
        case repeatStart(rounds: Int32, depth: Int32, fault: Int32, end: Int32)
        /// Goes back where a round is left.
        case repeatNext(depth: Int32, fault: Int32, to: Int32)
        /// Goes back to a condition.
        case again(fault: Int32, to: Int32)
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
    /// Distinct time limits of requests.
    var timeouts: [UInt64] = []
    var alternatives: [Alternative] = []
    var parallels: [ParallelStep] = []
    var faults: [Fault] = []
    /// Most `repeat`s inside one another.
    var repeatDepth = 0
    /// Most groups inside one another.
    var groupDepth = 0
}

/// Lays a plan's flows out.
struct ProgramBuilder {
    private(set) var program = Program()
    let pool: ExpressionPool
    private let plan: Plan
    private var depth = 0
    private var repeatDepth = 0
    private var series = 0

    init(plan: Plan, pool: ExpressionPool) {
        self.plan = plan
        self.pool = pool
        for flow in plan.flows {
            let start = Int32(program.instructions.count)
            series = flow.series
            add(flow.steps)
            program.instructions.append(.end)
            program.entries.append(Program.Entry(start: start, series: Int32(flow.series), weight: flow.weight))
        }
    }

    private var next: Int32 { Int32(program.instructions.count) }

    private mutating func add(_ steps: [Step]) {
        for step in steps { add(step) }
    }

    private mutating func add(_ step: Step) {
        switch step {
        case .request(let request):
            let number = add(request)
            program.instructions.append(.request(number))
        case .think(.fixed(let length)): program.instructions.append(.think(least: length, most: length))
        case .think(.uniform(let least, let most)): program.instructions.append(.think(least: least, most: most))
        case .assign(let variable, let expression):
            program.instructions.append(.assign(variable: Int32(variable), pool.add(expression)))
        case .branch(let condition, let then, let otherwise):
            let test = program.instructions.count
            let node = pool.add(condition)
            program.instructions.append(.end)
            add(then)
            if otherwise.isEmpty {
                program.instructions[test] = .jumpUnless(node, to: next)
            } else {
                let leave = program.instructions.count
                program.instructions.append(.end)
                program.instructions[test] = .jumpUnless(node, to: next)
                add(otherwise)
                program.instructions[leave] = .jump(next)
            }
        case .group(let series, let steps):
            program.instructions.append(.groupStart(depth: Int32(depth)))
            depth += 1
            program.groupDepth = max(program.groupDepth, depth)
            add(steps)
            depth -= 1
            program.instructions.append(.groupEnd(depth: Int32(depth), series: Int32(series)))
        case .poll(let poll): add(poll)
        case .parallel(let parallel):
            let first = Int32(program.requests.count)
            for request in parallel.requests { _ = add(request) }
            program.instructions.append(.parallel(Int32(program.parallels.count)))
            program.parallels.append(
                Program.ParallelStep(
                    first: first,
                    count: Int32(parallel.requests.count),
                    connections: Int32(max(1, min(parallel.connections, parallel.requests.count)))
                )
            )
        case .count(let counter, let amount):
            program.instructions.append(.count(counter: Int32(counter), by: pool.add(amount)))
        case .repeats(let rounds, let body, let place): add(repeating: rounds, body, place)
        case .loop(let condition, let body, let place):
            let test = program.instructions.count
            let node = pool.add(condition)
            program.instructions.append(.end)
            add(body)
            program.instructions.append(.again(fault: fault(Self.endless, place), to: Int32(test)))
            program.instructions[test] = .jumpUnless(node, to: next)
        case .choose(let alternatives): add(alternatives)
        case .fail(let message, let place): program.instructions.append(.fail(fault(message, place)))
        case .abandon(let probability): program.instructions.append(.abandon(probability))
        case .end: program.instructions.append(.end)
        }
    }

    private static let endless =
        "the loop went round \(VirtualUser.roundLimit) times without a request or a pause"

    private mutating func fault(_ message: String, _ place: Place) -> Int32 {
        program.faults.append(Program.Fault(message: message, place: place, series: series))
        return Int32(program.faults.count - 1)
    }

    private mutating func add(repeating rounds: Expression, _ body: [Step], _ place: Place) {
        let start = program.instructions.count
        let level = Int32(repeatDepth)
        let node = pool.add(rounds)
        program.instructions.append(.end)
        repeatDepth += 1
        program.repeatDepth = max(program.repeatDepth, repeatDepth)
        let first = next
        add(body)
        repeatDepth -= 1
        program.instructions.append(.repeatNext(depth: level, fault: fault(Self.endless, place), to: first))
        program.instructions[start] = .repeatStart(
            rounds: node,
            depth: level,
            fault: fault("the number of rounds is no whole number", place),
            end: next
        )
    }

    private mutating func add(_ alternatives: [Alternative]) {
        let first = program.alternatives.count
        let total = alternatives.reduce(0) { $0 + $1.share }
        var below = 0.0
        for alternative in alternatives {
            below += alternative.share / total
            program.alternatives.append(Program.Alternative(below: below, start: 0))
        }
        program.instructions.append(.choose(first: Int32(first), count: Int32(alternatives.count)))
        var leaves: [Int] = []
        for (index, alternative) in alternatives.enumerated() {
            program.alternatives[first + index].start = next
            add(alternative.steps)
            leaves.append(program.instructions.count)
            program.instructions.append(.end)
        }
        for leave in leaves { program.instructions[leave] = .jump(next) }
    }

    private mutating func add(_ poll: Poll) {
        let request = add(poll.request, alsoRead: [poll.until])
        let number = Int32(program.polls.count)
        program.polls.append(
            Program.PollStep(
                request: request,
                series: Int32(poll.series),
                interval: poll.interval,
                limit: poll.limit,
                until: pool.add(poll.until),
                test: next + 2,
                place: poll.place
            )
        )
        program.instructions.append(.pollStart(number))
        program.instructions.append(.request(request))
        program.instructions.append(.pollTest(number))
    }

    private mutating func add(_ request: Request, alsoRead: [Expression] = []) -> Int32 {
        let timeout = program.timeouts.firstIndex(of: request.timeout) ?? program.timeouts.count
        if timeout == program.timeouts.count { program.timeouts.append(request.timeout) }
        let prepared = PreparedRequest(request, plan: plan, pool: pool, timeoutList: timeout, alsoRead: alsoRead)
        program.requests.append(prepared)
        return Int32(program.requests.count - 1)
    }
}
