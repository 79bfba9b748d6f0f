import Curl
import LoadMetrics
import LoadPlan

extension ShardCore {
    /// The user that a lane belongs to.
    @inline(__always)
    func owner(of lane: Int) -> Int { lanes == 1 ? lane : lane % seats }

    /// Points the evaluator at the user of a lane.
    @inline(__always)
    func focus(_ lane: Int) {
        let slot = owner(of: lane)
        evaluator.user = slot
        evaluator.number = Int64(bitPattern: users[slot].number)
        evaluator.iteration = Int64(bitPattern: users[slot].iteration &- 1)
        evaluator.region = Int(users[slot].region)
        evaluator.tenant = Int(users[slot].tenant)
        evaluator.random = users[slot].random
        evaluator.rows = rows + slot * plan.tables.count
        evaluator.sequenceCalls = sequenceCalls + slot
        evaluator.response = nil
        evaluator.status = 0
        evaluator.isTextTooLong = false
        evaluator.arena.reset()
    }

    /// Runs a user's instructions from where it is until it waits for an answer or a deadline. The user wants its next
    /// action to begin at its ``VirtualUser/intended``.
    func run(_ slot: Int) {
        focus(slot)
        let user = users + slot
        // A flow that loops without ever waiting must not hold the shard: `goBack` counts its rounds.
        while true {
            let instruction = instructions[Int(user.pointee.pc)]
            user.pointee.pc += 1
            switch instruction {
            case .request(let request):
                user.pointee.rounds = 0
                user.pointee.random = evaluator.random
                if !budgets.isEmpty, !spend(slot, request) { return }
                send(slot, request)
                return
            case .think(let least, let most):
                return pause(slot, least + (most > least ? evaluator.random.below(most - least + 1) : 0))
            case .thinkDrawn(let distribution):
                return pause(slot, distributions[Int(distribution)].draw(&evaluator.random))
            case .pace(let length, let overrun):
                user.pointee.paceEnd = user.pointee.iterationStart &+ length
                user.pointee.overrun = overrun
            case .assign(let variable, let expression, let fault):
                let value = evaluator.evaluate(expression)
                if evaluator.isTextTooLong { return breakOff(slot, fault) }
                evaluator.variables.set(user: slot, Int(variable), value)
                if let trace { trace(.assign(name: plan.variables[Int(variable)], value: traceText(of: value))) }
            case .jump(let target): user.pointee.pc = target
            case .jumpUnless(let condition, let target):
                if !evaluator.evaluate(condition).isTrue { user.pointee.pc = target }
            case .groupStart(let depth): groupStarts[slot * groupDepth + Int(depth)] = user.pointee.intended
            case .groupEnd(let depth, let series):
                recordDuration(
                    slot,
                    series: Int(series),
                    from: groupStarts[slot * groupDepth + Int(depth)],
                    to: user.pointee.intended
                )
            case .pollStart: user.pointee.pollStart = max(1, user.pointee.intended)
            case .pollTest: break
            case .parallel(let number):
                user.pointee.rounds = 0
                user.pointee.random = evaluator.random
                startParallel(slot, number)
                return
            case .put(let value, let queue): put(evaluator.evaluate(value), into: Int(queue))
            case .take(let number): if !take(slot, Int(number)) { return }
            case .race(let number):
                if trace == nil {
                    user.pointee.random = evaluator.random
                    return callRace(slot, Int(number))
                }
                user.pointee.pc = raceBodies[Int(number)]
            case .raceStart:
                guard trace == nil else { continue }
                user.pointee.random = evaluator.random
                return reachStart(slot)
            case .raceEnd(let back):
                if trace == nil {
                    finishIteration(slot, at: user.pointee.intended)
                    return
                }
                user.pointee.pc = back
            case .count(let counter, let amount):
                let amount = evaluator.evaluate(amount).asNumber ?? 0
                counters[Int(counter)] += amount
                let tally = counterTallies[Int(counter)]
                if tally >= 0 { tallies.add(amount, to: tally, of: slot) }
            case .gauge(let gauge, let expression):
                if let number = evaluator.evaluate(expression).asNumber {
                    gauges[Int(gauge)].add(number, at: user.pointee.intended &- start)
                }
            case .repeatStart(let rounds, let depth, let fault, let end):
                guard startRounds(slot, rounds, depth, end) else { return breakOff(slot, fault) }
            case .repeatNext(let depth, let fault, let target):
                if takeRound(slot, depth), !goBack(slot, to: target) { return breakOff(slot, fault) }
            case .again(let fault, let target):
                if !goBack(slot, to: target) { return breakOff(slot, fault) }
            case .eachStart(let each): startEach(slot, each)
            case .eachNext(let each):
                guard takeItem(slot, each) else { return breakOff(slot, eachSteps[Int(each)].fault) }
            case .retryStart: user.pointee.tries = 1
            case .retryTest: user.pointee.tries = 0
            case .choose(let first, let count): choose(slot, first, count)
            case .fail(let fault): return breakOff(slot, fault)
            case .abandon(let probability):
                guard evaluator.random.unit() < probability else { continue }
                user.pointee.random = evaluator.random
                finishIteration(slot, at: user.pointee.intended)
                return
            case .end:
                user.pointee.random = evaluator.random
                finishIteration(slot, at: user.pointee.intended)
                return
            }
        }
    }

    /// Waits.
    private func pause(_ slot: Int, _ length: UInt64) {
        let user = users + slot
        if length > 0 { user.pointee.rounds = 0 }
        user.pointee.random = evaluator.random
        user.pointee.state = .waiting
        waiting.insert(slot, at: user.pointee.intended &+ length)
        if let trace { trace(.think(length)) }
    }

    /// Renders a request and sends it, or lets it begin its modelled way.
    func send(_ slot: Int, _ number: Int32) {
        let user = users + slot
        let request = requests.baseAddress.unsafelyUnwrapped + Int(number)
        if request.pointee.url >= 0 {
            user.pointee.url.clear()
            evaluator.render(request.pointee.url, into: &user.pointee.url)
            user.pointee.url.append(0)
        }
        if request.pointee.shape.headers == nil { renderHeaders(slot, request) }
        if request.pointee.constantBody == nil, request.pointee.body >= 0 {
            user.pointee.body.clear()
            evaluator.render(request.pointee.body, into: &user.pointee.body)
        }
        if evaluator.isTextTooLong, slot < seats { return breakOff(slot, request.pointee.tooLong) }
        users[owner(of: slot)].random = evaluator.random
        if trace != nil { traceRequest(slot, number, body: body(of: user, request)) }
        user.pointee.request = number
        if distances.isEmpty || !depart(slot, request) { transmit(slot) }
    }

    /// The rendered body of a request.
    func body(
        of user: UnsafeMutablePointer<VirtualUser>,
        _ request: UnsafeMutablePointer<PreparedRequest>
    ) -> UnsafeRawBufferPointer {
        if let constant = request.pointee.constantBody { return constant }
        return request.pointee.body >= 0 ? user.pointee.body.bytes : UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// Sends the request that was rendered.
    func transmit(_ slot: Int) {
        let user = users + slot
        let request = requests.baseAddress.unsafelyUnwrapped + Int(user.pointee.request)
        user.pointee.state = .inFlight
        let now = clock.now()
        user.pointee.sent = now
        progress.requests += 1
        progress.changeInFlight(by: 1, now: now)
        timeouts.start(slot, list: Int(request.pointee.timeoutList), now: now)
        let started = transport.start(
            user: slot,
            shape: request.pointee.shapeNumber,
            url: request.pointee.url >= 0 ? UnsafePointer(user.pointee.url.base) : nil,
            headers: user.pointee.headers.head,
            body: body(of: user, request)
        )
        guard started else {
            // Told of at once it could go on with the next one, and so on, until the stack is full.
            unstarted.append(Int32(slot))
            return
        }
    }

    /// Requests that could not even be started end.
    func failUnstarted(_ now: UInt64) {
        let slots = unstarted
        unstarted.removeAll(keepingCapacity: true)
        for slot in slots where users[Int(slot)].state == .inFlight {
            let service = settle(Int(slot), now)
            complete(Int(slot), .failed(.generator, detail: 0), result: nil, service: service, at: now)
        }
    }

    private func renderHeaders(_ slot: Int, _ request: UnsafeMutablePointer<PreparedRequest>) {
        let user = users + slot
        user.pointee.headers.clear()
        for index in 0..<request.pointee.headers.count {
            let template = request.pointee.headers[index]
            user.pointee.headers.begin { evaluator.render(template, into: &$0) }
        }
        if request.pointee.validator >= 0 {
            validators.add(user: owner(of: slot), request: request.pointee.validator, to: &user.pointee.headers)
        }
        user.pointee.headers.finish()
    }
}
