import LoadPlan

/// Lays a plan's flows out.
struct ProgramBuilder {
    var program = Program()
    let pool: ExpressionPool
    private let plan: Plan
    var depth = 0
    var repeatDepth = 0
    private var series = 0
    private var race = -1
    private var races: [(race: Race, back: Int32, series: Int)] = []
    private var flowPlace = Place(file: "", line: 1, column: 1)

    init(plan: Plan, pool: ExpressionPool) {
        self.plan = plan
        self.pool = pool
        for flow in plan.flows {
            let start = Int32(program.instructions.count)
            series = flow.series
            flowPlace = flow.place
            pool.tablesRead = []
            add(flow.steps)
            addTableFaults()
            program.instructions.append(.end)
            program.entries.append(Program.Entry(start: start, series: Int32(flow.series), weight: flow.weight))
        }
        // Behind the flows, what the users of races do: flows that nobody measures as a whole.
        for (number, (race, back, flow)) in races.enumerated() {
            let start = next
            series = flow
            pool.tablesRead = []
            add(race.before)
            program.instructions.append(.raceStart)
            self.race = number
            add(race.steps)
            self.race = -1
            program.instructions.append(.raceEnd(back: back))
            addTableFaults()
            program.raceBodies.append(start)
            program.entries.append(Program.Entry(start: start, series: -1, weight: 0))
        }
    }

    /// For the flow that was added last: what it says where a table that it reads has no row left.
    private mutating func addTableFaults() {
        for (index, table) in plan.tables.enumerated() {
            let isRead = pool.tablesRead.contains(index)
            program.tableFaults.append(
                isRead ? fault("the data \(table.name) has no row left", table.place ?? flowPlace) : -1
            )
        }
    }

    var next: Int32 { Int32(program.instructions.count) }

    mutating func add(_ steps: [Step]) {
        for step in steps { add(step) }
    }

    private mutating func add(_ step: Step) {
        switch step {
        case .request(let request):
            let number = add(request)
            program.instructions.append(.request(number))
        case .think(.fixed(let length)): program.instructions.append(.think(least: length, most: length))
        case .think(.uniform(let least, let most)): program.instructions.append(.think(least: least, most: most))
        case .think(.drawn(let distribution)):
            program.distributions.append(distribution)
            program.instructions.append(.thinkDrawn(Int32(program.distributions.count - 1)))
        case .pace(let length, let overrun):
            program.instructions.append(.pace(length, overrun: Int32(overrun)))
        case .each(let each): add(each)
        case .retry(let retry): add(retry)
        case .assign(let variable, let expression, let place):
            let fault = fault("\(plan.variables[variable]) would be \(Self.tooLong)", place ?? flowPlace)
            program.instructions.append(.assign(variable: Int32(variable), pool.add(expression), fault: fault))
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
        case .put(let value, let queue):
            program.instructions.append(.put(pool.add(value), queue: Int32(queue)))
        case .take(let take):
            program.instructions.append(.take(Int32(program.takes.count)))
            let queue = plan.queues[take.queue].name
            let words =
                take.wait > 0
                ? "nothing was put into \(queue) within \(take.wait.inSeconds) s" : "there was nothing in \(queue)"
            program.takes.append(
                Program.TakeStep(
                    variable: Int32(take.variable),
                    queue: Int32(take.queue),
                    wait: take.wait,
                    orNone: take.orNone,
                    fault: fault(words, take.place)
                )
            )
        case .race(let race):
            program.instructions.append(.race(Int32(races.count)))
            races.append((race, next, series))
        case .count(let counter, let amount):
            program.instructions.append(.count(counter: Int32(counter), by: pool.add(amount)))
        case .gauge(let gauge, let value): program.instructions.append(.gauge(Int32(gauge), pool.add(value)))
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

    static let endless =
        "the loop went round \(VirtualUser.roundLimit) times without a request or a pause"

    static let tooLong = "a text of more than \(Evaluator.textLimit >> 20) MiB"

    mutating func fault(_ message: String, _ place: Place) -> Int32 {
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

    mutating func add(_ request: Request, alsoRead: [Expression] = []) -> Int32 {
        let timeout = program.timeouts.firstIndex(of: request.timeout) ?? program.timeouts.count
        if timeout == program.timeouts.count { program.timeouts.append(request.timeout) }
        let read = alsoRead + RequestWatches.conditions(of: request, race: race, plan)
        var prepared = PreparedRequest(request, plan: plan, pool: pool, timeoutList: timeout, alsoRead: read)
        prepared.tooLong = fault("\(prepared.label) would hold \(Self.tooLong)", request.place)
        if request.conditional {
            prepared.validator = program.conditionals
            program.conditionals += 1
        }
        RequestWatches.add(to: &prepared, race: race, plan, pool)
        program.requests.append(prepared)
        return Int32(program.requests.count - 1)
    }
}
