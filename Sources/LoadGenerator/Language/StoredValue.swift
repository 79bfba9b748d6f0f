import LoadPlan

/// A value that outlives the step that made it, and may go from shard to shard.
enum StoredValue: Sendable, Hashable {
    case none
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case text([UInt8])
    case json([UInt8], ValueKind)
    case duration(Int64)
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
