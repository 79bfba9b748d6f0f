import Groundwork
import LoadPlan

/// The meaning of each instruction.
extension ShardCore {
    /// Points the evaluator at a user.
    @inline(__always)
    func focus(_ seat: Seat) {
        let user = users[seat]
        evaluator.user = seat.int
        evaluator.number = Int64(bitPattern: user.pointee.number)
        evaluator.iteration = Int64(bitPattern: user.pointee.iterations &- 1)
        evaluator.region = Int(user.pointee.labels.region)
        evaluator.tenant = Int(user.pointee.labels.tenant)
        evaluator.random = user.pointee.random
        evaluator.rows = users.rows(of: seat)
        evaluator.sequenceCalls = users.sequenceCalls(of: seat)
        evaluator.response = nil
        evaluator.status = 0
        evaluator.isTextTooLong = false
        evaluator.arena.reset()
    }

    /// Runs a user's instructions from where it is until it waits for an answer or a deadline. The user wants its next
    /// action to begin at its ``VirtualUser/intended``.
    func run(_ seat: Seat) {
        focus(seat)
        let user = users[seat]
        user.pointee.move(to: .acting)
        // A flow that loops without ever waiting must not hold the shard: `goBack` counts its rounds.
        while true {
            let instruction = program[user.pointee.address]
            user.pointee.address = user.pointee.address.next
            switch instruction {
            case .request(let request):
                user.pointee.iteration.rounds = 0
                user.pointee.random = evaluator.random
                if counts.hasBudgets, !spend(seat, request) { return }
                return send(Lane(seat), request)
            case .think(let least, let most):
                return pause(seat, least + (most > least ? evaluator.random.below(most - least + 1) : 0))
            case .thinkDrawn(let number):
                return pause(seat, program.distributions[number].draw(&evaluator.random))
            case .pace(let length, let overrun):
                let end = user.pointee.iteration.start &+ length
                user.pointee.iteration.pace = VirtualUser.Pace(end: end, overrun: Int(overrun))
            case .assign(let variable, let expression, let fault):
                let value = evaluator.evaluate(expression)
                if evaluator.isTextTooLong { return breakOff(seat, fault) }
                set(Int(variable), of: seat, value)
            case .jump(let target): user.pointee.address = target
            case .jumpUnless(let condition, let target):
                if !evaluator.evaluate(condition).isTrue { user.pointee.address = target }
            case .groupStart(let depth):
                users.groupStart(of: seat, depth: Int(depth)).pointee = user.pointee.intended
            case .groupEnd(let depth, let series):
                let start = users.groupStart(of: seat, depth: Int(depth)).pointee
                recordDuration(seat, series: Int(series), from: start, to: user.pointee.intended)
            case .pollStart: user.pointee.iteration.pollStart = user.pointee.intended
            case .pollTest: break
            case .parallel(let number):
                user.pointee.iteration.rounds = 0
                user.pointee.random = evaluator.random
                return startParallel(seat, number)
            case .put(let value, let queue): put(evaluator.evaluate(value), into: Int(queue))
            case .take(let number): if !take(seat, number) { return }
            case .race(let number):
                if trace == nil {
                    user.pointee.random = evaluator.random
                    return callRace(seat, Int(number))
                }
                user.pointee.address = program.raceBodies[Int(number)]
            case .raceStart:
                guard trace == nil else { continue }
                user.pointee.random = evaluator.random
                return reachStart(seat)
            case .raceEnd(let back):
                if trace == nil { return finishIteration(seat, at: user.pointee.intended) }
                user.pointee.address = back
            case .count(let counter, let amount):
                counts.add(evaluator.evaluate(amount).asNumber ?? 0, to: Int(counter), of: seat)
            case .gauge(let gauge, let expression):
                if let number = evaluator.evaluate(expression).asNumber {
                    counts.note(number, of: Int(gauge), at: user.pointee.intended &- window.start)
                }
            case .repeatStart(let rounds, let depth, let fault, let end):
                guard startRounds(seat, rounds, Int(depth), end) else { return breakOff(seat, fault) }
            case .repeatNext(let depth, let fault, let target):
                if takeRound(seat, Int(depth)), !goBack(seat, to: target) { return breakOff(seat, fault) }
            case .again(let fault, let target): if !goBack(seat, to: target) { return breakOff(seat, fault) }
            case .eachStart(let each): startEach(seat, each)
            case .eachNext(let each):
                guard takeItem(seat, each) else { return breakOff(seat, program.eachSteps[each].fault) }
            case .retryStart: user.pointee.iteration.attempt = 1
            case .retryTest: user.pointee.iteration.attempt = nil
            case .choose(let first, let count): choose(seat, Int(first), Int(count))
            case .fail(let fault): return breakOff(seat, fault)
            case .abandon(let probability):
                guard evaluator.random.unit() < probability else { continue }
                return finish(seat)
            case .end: return finish(seat)
            }
        }
    }

    /// The iteration has come to its end as it was meant to.
    private func finish(_ seat: Seat) {
        users[seat].pointee.random = evaluator.random
        finishIteration(seat, at: users[seat].pointee.intended)
    }

    /// Sets a variable of a user.
    func set(_ variable: Int, of seat: Seat, _ value: RuntimeValue) {
        evaluator.variables.set(user: seat.int, variable, value)
        if let trace { trace(.assign(name: plan.variables[variable], value: evaluator.shown(value))) }
    }

    /// Waits.
    private func pause(_ seat: Seat, _ length: UInt64) {
        let user = users[seat]
        if length > 0 { user.pointee.iteration.rounds = 0 }
        user.pointee.random = evaluator.random
        users.wait(seat, .think, until: user.pointee.intended &+ length)
        if let trace { trace(.think(length)) }
    }

    /// Ends an iteration as failed, without a request to blame.
    func breakOff(_ seat: Seat, _ fault: FaultID) {
        users[seat].pointee.random = evaluator.random
        users[seat].pointee.iteration.failure = .check
        counts.fail()
        note(.flow(fault))
        abandon(seat)
    }

    /// A step failed: its groups and its poll fail with it, and the iteration is over.
    func abandon(_ seat: Seat) {
        let user = users[seat]
        if let pollStart = user.pointee.iteration.pollStart, case .pollTest(let number) = program[user.pointee.address],
            user.pointee.iteration.failure != .timeout
        {
            recordDuration(seat, series: program.polls[number].series, from: pollStart, to: user.pointee.intended)
        }
        user.pointee.iteration.pollStart = nil
        user.pointee.iteration.attempt = nil
        program.forEachGroup(around: user.pointee.address, of: user.pointee.iteration.flow) { depth, series in
            let start = users.groupStart(of: seat, depth: depth).pointee
            recordDuration(seat, series: series, from: start, to: user.pointee.intended)
        }
        keepPauses(seat)
        finishIteration(seat, at: user.pointee.intended)
    }
}
