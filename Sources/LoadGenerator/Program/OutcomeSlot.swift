import Groundwork
import LoadMetrics
import LoadPlan

/// How a request ended, as a place among its series' outcomes: what every series can have, then what the scenario
/// declares.
struct OutcomeSlot: Hashable, Sendable {
    private let raw: Int32

    @inline(__always)
    init(_ number: Int) { raw = Int32(number) }

    /// Where an error class is.
    init(_ error: ErrorClass) { self.init(Self.firstError + (ErrorClass.allCases.firstIndex(of: error) ?? 0)) }

    /// Where the scenario's outcome of that number is.
    init(declared number: Int) { self.init(Self.firstDeclared + number) }

    static let ok = OutcomeSlot(0)
    static let throttled = OutcomeSlot(1)
    static let check = OutcomeSlot(.check)
    static let status = OutcomeSlot(.status)
    static let timeout = OutcomeSlot(.timeout)
    private static let firstError = 2
    private static let firstDeclared = firstError + ErrorClass.allCases.count

    /// Its place, from 0.
    @inline(__always)
    var int: Int { Int(raw) }

    /// The scenario has given it its name.
    var isDeclared: Bool { int >= Self.firstDeclared }

    /// All outcomes of a series, in order.
    static func outcomes(declared: [Series.Outcome]) -> [Outcome] {
        [.ok, .throttled] + ErrorClass.allCases.map { Outcome(name: $0.rawValue, kind: .error) }
            + declared.map { Outcome(name: $0.name, kind: $0.kind) }
    }
}

/// Some outcomes, as bits: up to 64 of those that every series can have.
struct OutcomeSet: Hashable, Sendable {
    private var bits: UInt64 = 0

    init(_ errors: [ErrorClass]) { for error in errors { bits |= 1 << UInt64(OutcomeSlot(error).int) } }

    func contains(_ slot: OutcomeSlot) -> Bool { slot.int < 64 && bits & (1 << UInt64(slot.int)) != 0 }
}
