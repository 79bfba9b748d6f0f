import Curl
import LoadMetrics
import LoadPlan

extension ShardCore {
    /// Decides how an answered request ended: outcomes first, then the checks, then the captures.
    func classify(_ slot: Int, _ request: UnsafeMutablePointer<PreparedRequest>, _ number: Int32) -> Int {
        let status = evaluator.status
        for index in 0..<request.pointee.outcomes.count {
            let rule = request.pointee.outcomes[index]
            guard evaluator.evaluate(rule.condition).isTrue else { continue }
            if let trace { trace(.outcome(outcomeName(request, Int(rule.slot)))) }
            takeCaptures(slot, request, number, onlyConditional: true)
            if rule.kind == .error { note(number, Int(rule.slot), status) }
            return Int(rule.slot)
        }
        if request.pointee.validator >= 0 {
            if status == 304 {
                // What the user has is still right: it was judged when it came.
                takeCaptures(slot, request, number, onlyConditional: false)
                return OutcomeSlots.ok
            }
            if status == 200 {
                let headers = transport.sink(of: slot).pointee.headers.bytes
                validators.note(user: owner(of: slot), request: request.pointee.validator, headers: headers)
            }
        }
        for index in 0..<request.pointee.checks.count {
            let passed: Bool
            var failure = OutcomeSlots.slot(.check)
            var detail = index
            switch request.pointee.checks[index].test {
            case .status(let set):
                passed = set.contains(status)
                failure = OutcomeSlots.slot(.status)
                detail = status
            case .expression(let node): passed = evaluator.evaluate(node).isTrue
            }
            if trace != nil { traceCheck(request, index, passed) }
            if passed { continue }
            if failure == OutcomeSlots.slot(.check) {
                let check = request.pointee.checks[index].test
                return note(number, failure, detail) {
                    if case .expression(let node) = check { self.evaluator.explain(node) } else { nil }
                }
            }
            return status == 429 ? throttled(number) : note(number, failure, detail)
        }
        if !request.pointee.checksStatus, status < 200 || status > 399 {
            return status == 429 ? throttled(number) : note(number, OutcomeSlots.slot(.status), status)
        }
        let missing = takeCaptures(slot, request, number, onlyConditional: false)
        if missing < 0 { return OutcomeSlots.ok }
        return note(number, OutcomeSlots.slot(.capture), missing) { self.explain(request.pointee.captures[missing]) }
    }

    private func throttled(_ request: Int32) -> Int {
        note(request, OutcomeSlots.throttled, 429)
    }

    @discardableResult
    private func note(_ request: Int32, _ slot: Int, _ detail: Int, because example: () -> String? = { nil }) -> Int {
        fail(
            FailureTable.Key(request: request, slot: Int32(slot), detail: Int32(truncatingIfNeeded: detail)),
            because: example
        )
        return slot
    }

    /// Whether an outcome ends the iteration.
    func isFailure(_ outcome: Int, _ request: UnsafeMutablePointer<PreparedRequest>) -> Bool {
        if outcome == OutcomeSlots.ok { return false }
        if outcome < OutcomeSlots.firstDeclared { return true }
        for index in 0..<request.pointee.outcomes.count where Int(request.pointee.outcomes[index].slot) == outcome {
            return request.pointee.outcomes[index].kind != .business
        }
        return true
    }

    /// Takes what the request captures. After a business outcome only captures with a condition of their own apply,
    /// the others become none.
    /// - Returns: the number of a required capture that found nothing, or -1.
    @discardableResult
    private func takeCaptures(
        _ slot: Int,
        _ request: UnsafeMutablePointer<PreparedRequest>,
        _ number: Int32,
        onlyConditional: Bool
    ) -> Int {
        var missing = -1
        for index in 0..<request.pointee.captures.count {
            let capture = request.pointee.captures[index]
            let applies =
                capture.condition >= 0 ? evaluator.evaluate(capture.condition).isTrue : !onlyConditional
            guard applies else {
                evaluator.variables.set(user: evaluator.user, Int(capture.variable), .none)
                continue
            }
            var value = captured(capture)
            if case .json(_, .null) = value { value = .none }
            // Every user keeps its captures: one that is too long fails, whatever else was said.
            if let bytes = value.bytes, bytes.count > Evaluator.textLimit {
                value = .none
                evaluator.isTextTooLong = true
            }
            if evaluator.isTextTooLong {
                evaluator.isTextTooLong = false
                if missing < 0 { missing = index }
                evaluator.variables.set(user: slot, Int(capture.variable), .none)
                continue
            }
            if value.isNone {
                switch capture.fallback {
                case .required: if missing < 0 { missing = index }
                case .none: break
                case .value: value = evaluator.evaluate(capture.fallbackNode)
                }
            }
            evaluator.variables.set(user: evaluator.user, Int(capture.variable), value)
            if let trace { trace(.capture(name: capture.name, value: traceText(of: value))) }
        }
        return missing
    }

    private func captured(_ capture: PreparedRequest.PreparedCapture) -> RuntimeValue {
        guard capture.subject >= 0 else { return taken(capture) }
        let text = evaluator.text(of: evaluator.evaluate(capture.subject))
        return evaluator.looking(into: text) { taken(capture) }
    }

    private func taken(_ capture: PreparedRequest.PreparedCapture) -> RuntimeValue {
        capture.pick == .first ? evaluator.evaluate(capture.source) : evaluator.pick(capture.pick, capture.source)
    }

    /// Why a capture found nothing.
    private func explain(_ capture: PreparedRequest.PreparedCapture) -> String {
        func why() -> String {
            guard let bytes = taken(capture).bytes, bytes.count > Evaluator.textLimit else {
                return evaluator.found(capture.source)
            }
            return "\(bytes.count) bytes, more than the \(Evaluator.textLimit >> 20) MiB that a variable holds"
        }
        guard capture.subject >= 0 else { return why() }
        let text = evaluator.text(of: evaluator.evaluate(capture.subject))
        return evaluator.looking(into: text, why)
    }

    /// Records a request's sample under its series.
    func record(
        _ slot: Int,
        _ request: UnsafeMutablePointer<PreparedRequest>,
        outcome: Int,
        result: TransferResult?,
        service: UInt64,
        now: UInt64
    ) {
        let user = users + slot
        let intended = user.pointee.intended
        let response = now > intended ? now - intended : 0
        recorder.recordRecent(response)
        if isExcluded(intended) {
            recorder.warmupSamples &+= 1
            return
        }
        let sample = Sample(
            response: response,
            service: service,
            lateness: lateness(slot),
            lookup: result?.lookup ?? 0,
            connect: result?.connect ?? 0,
            tls: result?.tls ?? 0,
            wait: result?.wait ?? 0,
            transfer: result?.transfer ?? 0
        )
        let cell = layout.cell(
            series: request.pointee.series,
            phase: phase(at: intended),
            group: Int(user.pointee.group),
            outcome: outcome
        )
        recorder.record(sample, series: cell)
    }

    /// Records the duration of a group, poll or iteration; if a step of it failed, under that failure.
    func recordDuration(_ slot: Int, series: Int, from: UInt64, to: UInt64) {
        guard !isExcluded(from) else { return }
        let user = users + slot
        let failure = Int(user.pointee.failure)
        // A failure that a step declares under a name of its own means nothing in another series.
        let outcome = failure >= OutcomeSlots.firstDeclared ? OutcomeSlots.slot(.check) : max(failure, OutcomeSlots.ok)
        let cell = layout.cell(
            series: series,
            phase: phase(at: from),
            group: Int(user.pointee.group),
            outcome: outcome
        )
        recorder.record(duration: to > from ? to - from : 0, series: cell)
    }

    /// The phase of the load that a moment is in.
    func phase(at time: UInt64) -> Int {
        guard layout.phaseCount > 1 else { return 0 }
        for (index, end) in phaseEnds.enumerated() where time < end { return index }
        return layout.phaseCount - 1
    }
}
