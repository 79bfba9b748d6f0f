import SLOAnalysis

extension ExitStatus {
    /// The status of a verdict.
    init(_ outcome: Verdict.Outcome) {
        switch outcome {
        case .pass: self = .pass
        case .fail: self = .fail
        case .inconclusive: self = .inconclusive
        case .invalid: self = .invalid
        }
    }
}
