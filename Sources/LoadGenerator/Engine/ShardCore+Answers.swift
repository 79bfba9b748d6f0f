import Curl
import Groundwork
import LoadMetrics
import LoadPlan

/// How requests end: answered, failed, out of time.
extension ShardCore {
    /// How a request ended, before its rules were looked at.
    enum Ending {
        case answered
        case failed(ErrorClass, CurlCode)

        init(_ result: TransferResult) {
            self = result.code == .ok ? .answered : .failed(ErrorClass(result), result.code)
        }

        /// Its time was up.
        static var timedOut: Self { .failed(.timeout, .timedOut) }
    }

    var rules: AnswerRules { AnswerRules(evaluator) }

    /// The transport says that a request ended.
    func ended(_ result: TransferResult, at now: UInt64) {
        let lane = Lane(result.slot)
        guard users[lane].pointee.state == .inFlight else { return }
        counts.note(result)
        let service = settle(lane, now)
        if travel.isFar(lane), comeBack(lane, result, service: service, at: now) { return }
        complete(lane, Ending(result), result: result, service: service, at: now)
    }

    /// The answer begins its modelled way back.
    private func comeBack(_ lane: Lane, _ result: TransferResult, service: UInt64, at now: UInt64) -> Bool {
        let comesBack = travel.comeBack(
            lane,
            result,
            service: service,
            at: now,
            sent: users[lane].pointee.sent,
            limit: timeLimit(of: lane)
        )
        if comesBack { users.move(lane, to: .inbound) }
        return comesBack
    }

    /// A request ran out of time.
    func timedOut(_ lane: Lane, _ now: UInt64) {
        transport.cancel(user: lane.int)
        let service = settle(lane, now)
        let end = travel.patience(lane, now, sent: users[lane].pointee.sent, limit: timeLimit(of: lane))
        complete(lane, .timedOut, result: nil, service: service, at: end)
    }

    /// How long a lane's user waits for the answer.
    private func timeLimit(of lane: Lane) -> UInt64 {
        users.timeLimit(program.request(users[lane].pointee.request).pointee.timeoutList)
    }

    /// The service is done with a request.
    /// - Returns: how long it took from the actual send on, nanoseconds.
    func settle(_ lane: Lane, _ now: UInt64) -> UInt64 {
        let service = users.settle(lane, now: now)
        counts.settle(service: service, now: now)
        return service
    }

    /// Classifies, records and goes on, at the moment when the user has the answer.
    func complete(_ lane: Lane, _ ending: Ending, result: TransferResult?, service: UInt64, at now: UInt64) {
        let user = users[lane]
        let seat = users.owner(of: lane)
        let owner = users[seat]
        focus(seat)
        let number = user.pointee.request
        let request = program.request(number)
        let outcome: OutcomeSlot
        switch ending {
        case .answered:
            evaluator.response = transport.sink(of: lane.int)
            evaluator.answerChanged()
            evaluator.status = result?.status ?? 0
            if trace != nil {
                let sample = sample(lane, result: result, service: service, now: now)
                traceAnswer(lane, status: evaluator.status, sample)
            }
            evaluator.latency = Int64(
                bitPattern: travel.latency(lane, service: service, sent: user.pointee.sent, now: now)
            )
            outcome = judge(seat, lane, request, number)
            owner.pointee.forgetFailures()
        case .failed(let error, let code):
            outcome = OutcomeSlot(error)
            note(.request(number, outcome, .code(code))) { reason(lane) }
            if error == .generator { counts.failOwn() }
            if error != .timeout { owner.pointee.noteFailure() }
        }
        if request.pointee.isWatched { observe(request, outcome, isAnswered: evaluator.response != nil) }
        let failed = rules.isFailure(outcome, request)
        if failed { counts.fail() }
        record(lane, request, outcome: outcome, result: result, service: service, now: now)
        user.pointee.move(to: user == owner ? .acting : .away)
        user.pointee.intended = now
        owner.pointee.random = evaluator.random
        if user == owner, owner.pointee.iteration.attempt != nil, window.mayGoOn(at: now), triesAgain(seat, outcome) {
            return
        }
        if owner.pointee.iteration.branches != nil {
            endBranch(lane, failure: failed ? outcome : nil)
        } else if failed, !(settings.goesOnAfterFailure && owner.pointee.iteration.pollStart == nil) {
            owner.pointee.iteration.failure = outcome
            abandon(seat)
        } else if !window.mayGoOn(at: now) {
            cutIteration(seat)
        } else {
            proceed(seat)
        }
    }

    /// Decides how an answered request ended, and notes what failed.
    @inline(__always)
    private func judge(
        _ seat: Seat,
        _ lane: Lane,
        _ request: UnsafePointer<PreparedRequest>,
        _ number: RequestID
    ) -> OutcomeSlot {
        let ruling: AnswerRules.Ruling
        if let named = rules.namedOutcome(request, trace) {
            ruling = named
        } else if let validator = request.pointee.validator, evaluator.status == 304 || evaluator.status == 200 {
            ruling = judgeConditional(seat, lane, request, validator)
        } else {
            ruling = rules.judge(request, trace)
        }
        if let finding = ruling.finding {
            note(.request(number, ruling.outcome, finding)) { rules.explain(finding, of: request) }
        }
        return ruling.outcome
    }

    /// Of a request that asks only for what has changed.
    private func judgeConditional(
        _ seat: Seat,
        _ lane: Lane,
        _ request: UnsafePointer<PreparedRequest>,
        _ validator: Int
    ) -> AnswerRules.Ruling {
        if evaluator.status == 304 { return rules.unchanged(request, trace) }
        let headers = transport.sink(of: lane.int).pointee.headers.bytes
        users.validators.note(user: seat.int, request: validator, headers: headers)
        return rules.judge(request, trace)
    }

    /// Notes a failure.
    func note(_ key: FailureTable.Key, because example: () -> String? = { nil }) {
        counts.note(key, because: example)
        if trace != nil { traceFailure(key) }
    }

    /// Why a lane's request failed, in its transport's words.
    private func reason(_ lane: Lane) -> String? {
        transport.explanation(user: lane.int).map { evaluator.shortened($0) }
    }

    // MARK: What counts for the invariants

    /// A request has ended with an outcome; the evaluator looks at its answer, if there is one. Only requests that an
    /// invariant is about come here.
    func observe(_ request: UnsafePointer<PreparedRequest>, _ outcome: OutcomeSlot, isAnswered: Bool) {
        let mayCount = !isAnswered && Self.wasPerhapsServed(outcome)
        for index in 0..<request.pointee.watches.count {
            let watch = request.pointee.watches[index]
            let counted: Bool
            counts.look(watch.tally)
            switch watch.test {
            case .answer where !isAnswered:
                if mayCount { counts.countUnknown(watch.tally) }
                counted = false
            case .answer(let condition):
                counted = isTrue(condition) { counts.countUnknown(watch.tally) }
            case .outcome(let wanted): counted = wanted == outcome
            }
            if counted { counts.count(watch.tally, of: watch.isImmediate ? nil : Seat(evaluator.user)) }
        }
        for index in 0..<request.pointee.keys.count {
            let watch = request.pointee.keys[index]
            var isKnown = isAnswered
            let counted = isAnswered ? isTrue(watch.condition) { isKnown = false } : mayCount
            guard counted || isAnswered != isKnown else { continue }
            let key = evaluator.variables.get(user: evaluator.user, watch.variable)
            if !key.isNone { counts.count(evaluator.text(of: key), in: watch.table, isAnswered: isKnown) }
        }
        guard let race = request.pointee.race else { return }
        races.noteAnswer(race, status: isAnswered && evaluator.status > 0 ? evaluator.status : nil)
    }

    /// Whether the answer satisfies an invariant's condition; `perhaps` is called where it could not be read and may. A
    /// refusal often has a page of its own in the place of JSON: there, what was not found does not count.
    private func isTrue(_ condition: NodeID, perhaps: () -> Void) -> Bool {
        switch evaluator.truth(of: condition) {
        case .holds: return true
        case .fails: return false
        case .undecided(let wouldHold):
            if wouldHold || evaluator.status < 400 { perhaps() }
            return false
        }
    }

    /// The service may have done what was asked, although no answer came.
    private static func wasPerhapsServed(_ outcome: OutcomeSlot) -> Bool {
        [ErrorClass.timeout, .reset, .protocolError, .unfinished].contains { OutcomeSlot($0) == outcome }
    }

    // MARK: Samples

    /// What a lane's request took, when its user has the answer.
    @inline(__always)
    private func sample(_ lane: Lane, result: TransferResult?, service: UInt64, now: UInt64) -> Sample {
        let user = users[lane]
        let intended = user.pointee.intended
        // By how much it left later than the user wanted it to: the generator's own delay.
        let due = travel.due(lane, intended: intended)
        return Sample(
            response: now > intended ? now - intended : 0,
            service: service,
            lateness: user.pointee.sent > due ? user.pointee.sent - due : 0,
            phases: result?.phases ?? PhaseTimes()
        )
    }

    /// Records a request's sample under its series.
    func record(
        _ lane: Lane,
        _ request: UnsafePointer<PreparedRequest>,
        outcome: OutcomeSlot,
        result: TransferResult?,
        service: UInt64,
        now: UInt64
    ) {
        let user = users[lane]
        let intended = user.pointee.intended
        let sample = sample(lane, result: result, service: service, now: now)
        counts.recordRecent(sample.response)
        if window.isExcluded(intended, endedAt: now, isAnswered: result != nil) { return counts.leaveOutSample() }
        let cell = program.layout.cell(
            series: request.pointee.series,
            phase: window.phase(at: intended),
            group: Int(user.pointee.labels.group),
            outcome: outcome
        )
        counts.record(sample, cell: cell)
    }

    /// Records the duration of a group, poll or iteration; if a step of it failed, under that failure.
    func recordDuration(_ seat: Seat, series: Int, from: UInt64, to: UInt64) {
        guard !window.isExcluded(from) else { return }
        let user = users[seat]
        // A failure that a step declares under a name of its own means nothing in another series.
        let failure = user.pointee.iteration.failure ?? .ok
        let cell = program.layout.cell(
            series: series,
            phase: window.phase(at: from),
            group: Int(user.pointee.labels.group),
            outcome: failure.isDeclared ? .check : failure
        )
        counts.record(duration: to > from ? to - from : 0, cell: cell)
    }
}
