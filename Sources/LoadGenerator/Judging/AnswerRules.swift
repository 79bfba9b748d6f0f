import Groundwork
import LoadMetrics
import LoadPlan

/// How an answered request ended: the scenario's outcomes first, then the checks, then the captures. It looks at the
/// answer through the evaluator, keeps captures in the user's variables, and counts nothing.
struct AnswerRules {
    /// How a request ended, and what is to be noted of it.
    struct Ruling {
        var outcome: OutcomeSlot
        /// What did not hold; nil where nothing failed.
        var finding: FailureTable.Detail?

        static let ok = Ruling(outcome: .ok, finding: nil)
    }

    private let evaluator: Evaluator

    init(_ evaluator: Evaluator) {
        self.evaluator = evaluator
    }

    /// The first outcome whose condition holds. One that would hold only since a part of the answer could not be read
    /// is a failure: nobody knows how the request ended.
    @inline(__always)
    func namedOutcome(_ request: UnsafePointer<PreparedRequest>, _ trace: DebugTrace?) -> Ruling? {
        for index in 0..<request.pointee.outcomes.count {
            let rule = request.pointee.outcomes[index]
            switch evaluator.truth(of: rule.condition) {
            case .holds: break
            case .undecided(wouldHold: true): return Ruling(outcome: .check, finding: .outcome(index))
            case .fails, .undecided: continue
            }
            if let trace { trace(.outcome(request.pointee.outcomeNames[rule.slot.int])) }
            takeCaptures(request, onlyConditional: true, trace)
            return Ruling(outcome: rule.slot, finding: rule.kind == .error ? .status(evaluator.status) : nil)
        }
        return nil
    }

    /// Nothing has changed: what the user has was judged when it came.
    func unchanged(_ request: UnsafePointer<PreparedRequest>, _ trace: DebugTrace?) -> Ruling {
        takeCaptures(request, onlyConditional: false, trace)
        return .ok
    }

    /// What the checks and the captures say.
    @inline(__always)
    func judge(_ request: UnsafePointer<PreparedRequest>, _ trace: DebugTrace?) -> Ruling {
        let status = evaluator.status
        for index in 0..<request.pointee.checks.count {
            let passed: Bool
            var failure = Ruling(outcome: .check, finding: .check(index))
            switch request.pointee.checks[index].test {
            case .status(let set):
                passed = set.contains(status)
                failure = Self.unexpected(status)
            case .expression(let node): passed = evaluator.truth(of: node).isCertain
            }
            if let trace {
                let check = request.pointee.checks[index]
                trace(.check(text: check.text, place: check.place, passed: passed))
            }
            if !passed { return failure }
        }
        if !request.pointee.checksStatus, status < 200 || status > 399 { return Self.unexpected(status) }
        guard let missing = takeCaptures(request, onlyConditional: false, trace) else { return .ok }
        return Ruling(outcome: OutcomeSlot(.capture), finding: .capture(missing))
    }

    private static func unexpected(_ status: Int) -> Ruling {
        Ruling(outcome: status == 429 ? .throttled : .status, finding: .status(status))
    }

    /// Whether an outcome ends the iteration.
    @inline(__always)
    func isFailure(_ outcome: OutcomeSlot, _ request: UnsafePointer<PreparedRequest>) -> Bool {
        if outcome == .ok { return false }
        guard outcome.isDeclared else { return true }
        for index in 0..<request.pointee.outcomes.count where request.pointee.outcomes[index].slot == outcome {
            return request.pointee.outcomes[index].kind != .business
        }
        return true
    }

    // MARK: Captures

    /// Takes what the request captures. After a business outcome only captures with a condition of their own apply,
    /// the others become none.
    /// - Returns: the number of a required capture that found nothing.
    @discardableResult
    private func takeCaptures(
        _ request: UnsafePointer<PreparedRequest>,
        onlyConditional: Bool,
        _ trace: DebugTrace?
    ) -> Int? {
        var missing: Int?
        for index in 0..<request.pointee.captures.count {
            let capture = request.pointee.captures[index]
            let applies = capture.condition.map { evaluator.truth(of: $0) } ?? (onlyConditional ? .fails : .holds)
            guard applies.isCertain else {
                if case .undecided(wouldHold: true) = applies, missing == nil { missing = index }
                evaluator.variables.set(user: evaluator.user, capture.variable, .none)
                continue
            }
            evaluator.unread = nil
            var value = captured(capture)
            if evaluator.unread != nil {
                // `or` is for what is not there, and nobody knows whether it is.
                if missing == nil { missing = index }
                evaluator.variables.set(user: evaluator.user, capture.variable, .none)
                continue
            }
            if case .json(_, .null) = value { value = .none }
            // Every user keeps its captures: one that is too long fails, whatever else was said.
            if let bytes = value.bytes, bytes.count > Evaluator.textLimit { evaluator.isTextTooLong = true }
            if evaluator.isTextTooLong {
                evaluator.isTextTooLong = false
                if missing == nil { missing = index }
                evaluator.variables.set(user: evaluator.user, capture.variable, .none)
                continue
            }
            if value.isNone {
                switch capture.fallback {
                case .required: if missing == nil { missing = index }
                case .none: break
                case .value(let node): value = evaluator.evaluate(node)
                }
            }
            evaluator.variables.set(user: evaluator.user, capture.variable, value)
            if let trace { trace(.capture(name: capture.name, value: evaluator.shown(value))) }
        }
        return missing
    }

    private func captured(_ capture: PreparedRequest.PreparedCapture) -> RuntimeValue {
        guard let subject = capture.subject else { return taken(capture) }
        let text = evaluator.text(of: evaluator.evaluate(subject))
        return evaluator.looking(into: text) { taken(capture) }
    }

    private func taken(_ capture: PreparedRequest.PreparedCapture) -> RuntimeValue {
        let value =
            capture.pick == .first ? evaluator.evaluate(capture.source) : evaluator.pick(capture.pick, capture.source)
        // Nothing is in an empty text, whatever it was to be.
        if evaluator.unread != nil, evaluator.isNothingToRead { evaluator.unread = nil }
        return value
    }

    // MARK: In words

    /// What was found instead of what a ruling missed, without secrets.
    func explain(_ finding: FailureTable.Detail, of request: UnsafePointer<PreparedRequest>) -> String? {
        switch finding {
        case .check(let index):
            guard case .expression(let node) = request.pointee.checks[index].test else { return nil }
            return evaluator.explain(node)
        case .capture(let index): return explain(request.pointee.captures[index])
        case .outcome(let index): return evaluator.explain(request.pointee.outcomes[index].condition)
        case .nothing, .status, .code, .stateNotReached: return nil
        }
    }

    /// Why a capture found nothing.
    private func explain(_ capture: PreparedRequest.PreparedCapture) -> String {
        if let condition = capture.condition, !evaluator.truth(of: condition).isCertain {
            return evaluator.explain(condition)
        }
        func why() -> String {
            evaluator.unread = nil
            let value = taken(capture)
            if let unread = evaluator.unread { return evaluator.words(unread) }
            guard let bytes = value.bytes, bytes.count > Evaluator.textLimit else {
                return evaluator.found(capture.source)
            }
            return "\(bytes.count) bytes, more than the \(Evaluator.textLimit >> 20) MiB that a variable holds"
        }
        guard let subject = capture.subject else { return why() }
        let text = evaluator.text(of: evaluator.evaluate(subject))
        return evaluator.looking(into: text, why)
    }
}
