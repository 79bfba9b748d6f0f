import Groundwork
import JSON
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
    /// An array, object, null or a number in its own spelling, as JSON text.
    case json(UnsafeRawBufferPointer, ValueKind)
    /// Nanoseconds.
    case duration(Int64)
    /// Nanoseconds since 1970 UTC, and a zone of the plan.
    case date(nanoseconds: Int64, zone: Int)

    /// A JSON number. One that would be written otherwise than it is spelled, such as 10.00, 1e400 or a whole number beyond
    /// 64 bits with a sign, stays as it is; its bytes must live as long as those of a text.
    init(spelled bytes: UnsafeRawBufferPointer) {
        if case .integer(let integer) = JSONNumber(bytes), integer != 0 || bytes.count == 1 {
            self = .integer(integer)
        } else {
            self = .json(bytes, .number)
        }
    }

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
        case .json(let bytes, .number): JSONNumber(bytes).value
        case .duration(let value): Double(value)
        case .none, .bool, .json, .date: nil
        }
    }

    /// As ``asNumber``, but a whole number within 64 bits, with a sign or without, exactly.
    var asExactNumber: JSONNumber? {
        switch self {
        case .integer(let value), .duration(let value): .integer(value)
        case .json(let bytes, .number): JSONNumber(bytes)
        case .text(let bytes):
            Self.parseInteger(bytes).map { .integer($0) } ?? Self.parseUnsigned(bytes).map { .unsigned($0) }
                ?? Self.parseNumber(bytes).map { .double($0) }
        case .number, .none, .bool, .json, .date: asNumber.map { .double($0) }
        }
    }

    /// As a whole number, where it is one or text that spells one.
    var asInteger: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Self.whole(value)
        case .json(let bytes, .number): Self.whole(JSONNumber(bytes).value)
        case .text(let bytes): Self.parseInteger(bytes)
        case .none, .bool, .json, .date, .duration: nil
        }
    }

    private static func whole(_ value: Double) -> Int64? {
        value == value.rounded() && abs(value) < 9e18 ? Int64(value) : nil
    }

    /// Decimal digits, within 64 bits without a sign.
    private static func parseUnsigned(_ bytes: UnsafeRawBufferPointer) -> UInt64? {
        guard !bytes.isEmpty else { return nil }
        var value: UInt64 = 0
        for byte in bytes {
            guard byte >= 48, byte <= 57 else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = product.addingReportingOverflow(UInt64(byte - 48))
            guard !overflow, !overflow2 else { return nil }
            value = sum
        }
        return value
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
