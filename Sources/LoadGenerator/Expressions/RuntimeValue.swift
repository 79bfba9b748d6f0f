import LoadPlan

/// A value while a step is evaluated. It holds no reference: text lives in the plan's constants, in a user's variables,
/// in the answer or in the shard's arena, all of which outlive the step.
enum RuntimeValue {
    case none
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    /// UTF-8.
    case text(UnsafeRawBufferPointer)
    /// An array, object or null as JSON text.
    case json(UnsafeRawBufferPointer, ValueKind)
    /// Nanoseconds.
    case duration(Int64)
    /// Nanoseconds since 1970 UTC, and a zone of the plan.
    case date(nanoseconds: Int64, zone: Int)

    var isNone: Bool {
        if case .none = self { true } else { false }
    }

    /// The bytes of a text or a JSON text.
    var bytes: UnsafeRawBufferPointer? {
        switch self {
        case .text(let bytes), .json(let bytes, _): bytes
        default: nil
        }
    }

    /// Whether it counts as true: `true`, and nothing else but itself.
    var isTrue: Bool {
        if case .bool(true) = self { true } else { false }
    }

    /// As a number, where it is one or text that spells one.
    var asNumber: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .text(let bytes): Self.parseNumber(bytes)
        case .duration(let value): Double(value)
        case .none, .bool, .json, .date: nil
        }
    }

    /// As a whole number, where it is one or text that spells one.
    var asInteger: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): value == value.rounded() && abs(value) < 9e18 ? Int64(value) : nil
        case .text(let bytes): Self.parseInteger(bytes)
        case .none, .bool, .json, .date, .duration: nil
        }
    }

    /// Decimal digits with an optional sign, within 64 bits.
    static func parseInteger(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard !bytes.isEmpty else { return nil }
        var index = 0
        let negative = bytes[0] == UInt8(ascii: "-")
        if negative { index = 1 }
        guard index < bytes.count else { return nil }
        var value: Int64 = 0
        while index < bytes.count {
            let digit = Int64(bytes[index]) - 48
            guard digit >= 0, digit <= 9 else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = product.subtractingReportingOverflow(digit)
            guard !overflow, !overflow2 else { return nil }
            value = sum
            index += 1
        }
        // Collected as a negative, since that side reaches one further.
        if negative { return value }
        return value == .min ? nil : -value
    }

    static func parseNumber(_ bytes: UnsafeRawBufferPointer) -> Double? {
        if let whole = parseInteger(bytes) { return Double(whole) }
        guard bytes.count < 64, !bytes.isEmpty else { return nil }
        return Double(String(decoding: bytes, as: UTF8.self))
    }
}

extension UnsafeRawBufferPointer {
    /// Whether both hold the same bytes.
    func equals(_ other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard count > 0, let a = baseAddress, let b = other.baseAddress else { return true }
        return compareBytes(a, b, count) == 0
    }
}
