import Curl
import Groundwork
import LoadPlan

/// Lays a plan's flows out.
struct ProgramBuilder {
    var parts = ProgramParts()
    let pool: ExpressionPool
    private let plan: Plan
    private let carriers: CarrierRule
    /// Series whose requests are counted against a budget.
    private let budgeted: Set<Int>
    var groupDepth = 0
    var loopDepth = 0
    private var series = 0
    private var race: Int?
    private var races: [(race: Race, back: Address, series: Int)] = []
    private var flowPlace = Place(file: "", line: 1, column: 1)

    init(plan: Plan, pool: ExpressionPool) {
        self.plan = plan
        self.pool = pool
        carriers = CarrierRule(plan)
        budgeted = plan.budgets.reduce(into: []) { $0.formUnion($1.series) }
        for flow in plan.flows {
            flowPlace = flow.place
            addEntry(flow.series, isMeasured: true) {
                $0.add(flow.steps)
                $0.append(.end)
            }
        }
        // After the flows, what the users of races do: flows that nobody measures as a whole.
        for (number, (race, back, flow)) in races.enumerated() {
            parts.raceBodies.append(next)
            addEntry(flow, isMeasured: false) {
                $0.add(race.before)
                $0.append(.raceStart)
                $0.race = number
                $0.add(race.steps)
                $0.race = nil
                $0.append(.raceEnd(back: back))
            }
        }
    }

    private mutating func addEntry(_ series: Int, isMeasured: Bool, _ body: (inout ProgramBuilder) -> Void) {
        let start = next
        self.series = series
        pool.tablesRead = []
        body(&self)
        // What it says where a table that it reads has no row left.
        let faults = plan.tables.enumerated().map { index, table -> FaultID? in
            guard pool.tablesRead.contains(index) else { return nil }
            return fault("the data \(table.name) has no row left", table.place ?? flowPlace)
        }
        parts.entries.append(
            Program.Entry(start: start, end: next, series: isMeasured ? series : nil, tableFaults: faults)
        )
    }

    var next: Address { Address(parts.instructions.count) }

    mutating func append(_ instruction: Program.Instruction) { parts.instructions.append(instruction) }

    /// Keeps a place for an instruction that is known later.
    mutating func reserve() -> Address { parts.instructions.add(.end) }

    mutating func add(_ steps: [Step]) {
        for step in steps { add(step) }
    }

    private mutating func add(_ step: Step) {
        switch step {
        case .request(let request):
            let number = add(request)
            append(.request(number))
        case .think(.fixed(let length)): append(.think(least: length, most: length))
        case .think(.uniform(let least, let most)): append(.think(least: least, most: most))
        case .think(.drawn(let distribution)):
            let number = parts.distributions.add(distribution)
            append(.thinkDrawn(number))
        case .pace(let length, let overrun): append(.pace(length, overrun: Int32(overrun)))
        case .each(let each): add(each)
        case .retry(let retry): add(retry)
        case .assign(let variable, let expression, let place):
            let fault = fault("\(plan.variables[variable]) would be \(Self.tooLong)", place ?? flowPlace)
            append(.assign(variable: Int32(variable), pool.add(expression), fault: fault))
        case .branch(let condition, let then, let otherwise): add(condition, then, otherwise)
        case .group(let series, let steps):
            append(.groupStart(depth: Int32(groupDepth)))
            groupDepth += 1
            parts.groupDepth = max(parts.groupDepth, groupDepth)
            add(steps)
            groupDepth -= 1
            append(.groupEnd(depth: Int32(groupDepth), series: Int32(series)))
        case .poll(let poll): add(poll)
        case .parallel(let parallel):
            let first = RequestID(parts.requests.count)
            for request in parallel.requests { _ = add(request) }
            let step = parts.parallels.add(
                Program.ParallelStep(
                    first: first,
                    count: parallel.requests.count,
                    connections: max(1, min(parallel.connections, parallel.requests.count))
                )
            )
            append(.parallel(step))
        case .put(let value, let queue): append(.put(pool.add(value), queue: Int32(queue)))
        case .take(let take): add(take)
        case .race(let race):
            append(.race(Int32(races.count)))
            races.append((race, next, series))
        case .count(let counter, let amount): append(.count(counter: Int32(counter), by: pool.add(amount)))
        case .gauge(let gauge, let value): append(.gauge(Int32(gauge), pool.add(value)))
        case .repeats(let rounds, let body, let place): add(repeating: rounds, body, place)
        case .loop(let condition, let body, let place): add(whileTrue: condition, body, place)
        case .choose(let alternatives): add(alternatives)
        case .fail(let message, let place):
            let fault = fault(message, place)
            append(.fail(fault))
        case .abandon(let probability): append(.abandon(probability))
        case .end: append(.end)
        }
    }

    static let tooLong = "a text of more than \(Evaluator.textLimit >> 20) MiB"

    mutating func fault(_ message: String, _ place: Place) -> FaultID {
        parts.faults.add(Program.Fault(message: message, place: place, series: series))
    }

    private mutating func add(_ condition: Expression, _ then: [Step], _ otherwise: [Step]) {
        let node = pool.add(condition)
        let test = reserve()
        add(then)
        guard !otherwise.isEmpty else {
            parts.instructions[test] = .jumpUnless(node, to: next)
            return
        }
        let leave = reserve()
        parts.instructions[test] = .jumpUnless(node, to: next)
        add(otherwise)
        parts.instructions[leave] = .jump(next)
    }

    private mutating func add(_ alternatives: [Alternative]) {
        let first = parts.alternatives.count
        let total = alternatives.reduce(0) { $0 + $1.share }
        var below = 0.0
        for alternative in alternatives {
            below += alternative.share / total
            parts.alternatives.append(Program.Alternative(below: below, start: next))
        }
        append(.choose(first: Int32(first), count: Int32(alternatives.count)))
        var leaves: [Address] = []
        for (index, alternative) in alternatives.enumerated() {
            parts.alternatives[first + index].start = next
            add(alternative.steps)
            leaves.append(reserve())
        }
        for leave in leaves { parts.instructions[leave] = .jump(next) }
    }

    private mutating func add(_ take: Take) {
        let queue = plan.queues[take.queue].name
        let words =
            take.wait > 0
            ? "nothing was put into \(queue) within \(take.wait.inSeconds) s" : "there was nothing in \(queue)"
        let step = Program.TakeStep(
            variable: take.variable,
            queue: take.queue,
            wait: take.wait,
            orNone: take.orNone,
            fault: fault(words, take.place)
        )
        let number = parts.takes.add(step)
        append(.take(number))
    }

    private mutating func add(_ poll: Poll) {
        let request = add(poll.request, alsoRead: [poll.until])
        let number = parts.polls.add(
            Program.PollStep(
                request: request,
                series: poll.series,
                interval: poll.interval,
                limit: poll.limit,
                until: pool.add(poll.until)
            )
        )
        append(.pollStart(number))
        append(.request(request))
        append(.pollTest(number))
    }

    mutating func add(_ request: Request, alsoRead: [Expression] = []) -> RequestID {
        let timeout = parts.timeouts.firstIndex(of: request.timeout) ?? parts.timeouts.count
        if timeout == parts.timeouts.count { parts.timeouts.append(request.timeout) }
        let read = alsoRead + RequestWatches.conditions(of: request, race: race, plan)
        let label = PreparedRequest.label(of: request, plan)
        let fault = fault("\(label) would hold \(Self.tooLong)", request.place)
        var prepared = PreparedRequest(
            request,
            label: label,
            plan: plan,
            pool: pool,
            timeoutList: timeout,
            tooLong: fault,
            alsoRead: read
        )
        if request.conditional {
            prepared.validator = parts.conditionals
            parts.conditionals += 1
        }
        RequestWatches.add(to: &prepared, race: race, plan, pool)
        prepared.carrier = carriers.choice(of: request)
        prepared.shape.isExchanged = prepared.carrier.carrier == .exchange
        // What is counted exactly goes out once.
        prepared.shape.mayGoAgain = !prepared.isWatched && !budgeted.contains(request.series)
        return parts.requests.add(prepared)
    }
}
