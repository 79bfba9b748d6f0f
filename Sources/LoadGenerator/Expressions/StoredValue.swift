import Groundwork
public import LoadPlan

/// A value outside the memory of any shard, so that it can be handed from one to another and written down.
public enum StoredValue: Sendable, Hashable {
    /// Nothing.
    case none
    /// A truth value.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// A number with a fraction.
    case number(Double)
    /// UTF-8 text.
    case text([UInt8])
    /// An array, object, null or a number in its own spelling, as JSON text.
    case json([UInt8], ValueKind)
    /// Nanoseconds.
    case duration(Int64)
    /// Nanoseconds since 1970 UTC, and a zone of the plan.
    case date(nanoseconds: Int64, zone: Int)

    init(_ value: RuntimeValue) {
        switch value {
        case .none: self = .none
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .text(let bytes): self = .text(Array(bytes))
        case .json(let bytes, let kind): self = .json(Array(bytes), kind)
        case .duration(let value): self = .duration(value)
        case .date(let nanoseconds, let zone): self = .date(nanoseconds: nanoseconds, zone: zone)
        }
    }

    /// Lends it as a value of a step; texts are valid within `body` only.
    func lend(_ body: (RuntimeValue) -> Void) {
        switch self {
        case .none: body(.none)
        case .bool(let value): body(.bool(value))
        case .integer(let value): body(.integer(value))
        case .number(let value): body(.number(value))
        case .text(let bytes): bytes.withUnsafeBytes { body(.text($0)) }
        case .json(let bytes, let kind): bytes.withUnsafeBytes { body(.json($0, kind)) }
        case .duration(let value): body(.duration(value))
        case .date(let nanoseconds, let zone): body(.date(nanoseconds: nanoseconds, zone: zone))
        }
    }
}
