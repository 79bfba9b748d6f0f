import Groundwork
import LoadMetrics
import LoadPlan

/// Judges what must be true of a whole run. There is no chance in it: one user too many is one too many.
enum InvariantJudge {
    /// The finding; what cannot be known is never a pass.
    static func finding(_ facts: InvariantFacts) -> Finding {
        let place = Place(file: facts.file, line: facts.line, column: facts.column)
        let outcome: Verdict.Outcome
        switch relation(facts) {
        case .never: outcome = .fail
        case .always where facts.undecided == nil: outcome = .pass
        default: outcome = .inconclusive
        }
        var finding = Finding(
            text: facts.text,
            place: place,
            outcome: outcome,
            unit: .count,
            direction: direction(facts.comparison),
            target: facts.targetLow,
            observed: facts.low,
            samples: facts.samples,
            reason: reason(facts, outcome)
        )
        if let low = facts.low, let high = facts.high, high > low { (finding.low, finding.high) = (low, high) }
        if outcome == .inconclusive {
            finding.needed =
                facts.undecided == nil
                ? "a run in which these requests are answered, or iterations that may finish"
                : "a run in which it can be counted to the end"
        }
        return finding
    }

    private enum Relation { case always, never, perhaps }

    /// Whether the comparison holds whatever the values are within what is known.
    private static func relation(_ facts: InvariantFacts) -> Relation {
        guard let comparison = Requirement.Comparison(rawValue: facts.comparison), let low = facts.low,
            let targetLow = facts.targetLow
        else { return .perhaps }
        let high = facts.high ?? .infinity
        let targetHigh = facts.targetHigh ?? .infinity
        let (always, never): (Bool, Bool) =
            switch comparison {
            case .below: (high < targetLow, low >= targetHigh)
            case .atMost: (high <= targetLow, low > targetHigh)
            case .above: (low > targetHigh, high <= targetLow)
            case .atLeast: (low >= targetHigh, high < targetLow)
            case .equal:
                (low == high && targetLow == targetHigh && low == targetLow, high < targetLow || low > targetHigh)
            }
        return never ? .never : always ? .always : .perhaps
    }

    private static func direction(_ comparison: String) -> Finding.Direction {
        switch Requirement.Comparison(rawValue: comparison) {
        case .below, .atMost: .atMost
        case .above, .atLeast: .atLeast
        case .equal, nil: .equal
        }
    }

    private static func reason(_ facts: InvariantFacts, _ outcome: Verdict.Outcome) -> String {
        let evidence = facts.evidence.isEmpty ? "" : ": \(facts.evidence)"
        switch outcome {
        case .pass: return facts.observation + evidence
        case .fail: return "\(facts.observation); expected \(facts.expectation)\(evidence)"
        default:
            if let undecided = facts.undecided { return undecided + evidence }
            return "\(facts.observation); what was not answered or was cut off may count or not\(evidence)"
        }
    }
}
