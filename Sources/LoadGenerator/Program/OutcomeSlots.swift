import LoadMetrics
import LoadPlan

/// The order in which a series' outcomes are laid out: what every series can have, then what the scenario declares.
enum OutcomeSlots {
    static let ok = 0
    static let throttled = 1
    static let firstError = 2
    static let firstDeclared = 2 + ErrorClass.allCases.count

    /// Where an error class stands.
    static func slot(_ error: ErrorClass) -> Int {
        firstError + (ErrorClass.allCases.firstIndex(of: error) ?? 0)
    }

    /// All outcomes of a series, in order.
    static func outcomes(declared: [Series.Outcome]) -> [Outcome] {
        [.ok, .throttled] + ErrorClass.allCases.map { Outcome(name: $0.rawValue, kind: .error) }
            + declared.map { outcome in
                switch outcome.kind {
                case .business: Outcome(name: outcome.name, kind: .business)
                case .throttled: Outcome(name: outcome.name, kind: .throttled)
                case .error: Outcome(name: outcome.name, kind: .error)
                }
            }
    }
}
