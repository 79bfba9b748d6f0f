import Glibc
import JSON
import LoadPlan

/// The meaning of operators on values. Whatever has no meaning is none, never a crash.
enum Arithmetic {
    static func negate(_ value: RuntimeValue) -> RuntimeValue {
        switch value {
        case .integer(let integer): integer == .min ? .none : .integer(-integer)
        case .number(let number): .number(-number)
        case .duration(let nanoseconds): nanoseconds == .min ? .none : .duration(-nanoseconds)
        case .json(let bytes, .number): .number(-JSONNumber(bytes).value)
        default: .none
        }
    }

    static func apply(_ op: BinaryOperator, _ a: RuntimeValue, _ b: RuntimeValue) -> RuntimeValue {
        switch op {
        case .equal: return .bool(equal(a, b))
        case .notEqual: return .bool(!equal(a, b))
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            guard let order = order(a, b) else { return .bool(false) }
            switch op {
            case .less: return .bool(order < 0)
            case .lessOrEqual: return .bool(order <= 0)
            case .greater: return .bool(order > 0)
            default: return .bool(order >= 0)
            }
        case .plus, .minus, .times, .divided, .remainder: return calculate(op, a, b)
        case .and, .or, .contains, .startsWith, .endsWith: return .none
        }
    }

    private static func calculate(_ op: BinaryOperator, _ a: RuntimeValue, _ b: RuntimeValue) -> RuntimeValue {
        switch (a, b) {
        case (.date(let moment, let zone), .duration(let length)):
            let (sum, overflow) =
                op == .minus ? moment.subtractingReportingOverflow(length) : moment.addingReportingOverflow(length)
            guard !overflow, op == .plus || op == .minus else { return .none }
            return .date(nanoseconds: sum, zone: zone)
        case (.date(let first, _), .date(let second, _)):
            let (difference, overflow) = first.subtractingReportingOverflow(second)
            return op == .minus && !overflow ? .duration(difference) : .none
        case (.duration(let first), .duration(let second)):
            switch op {
            case .divided: return second == 0 ? .none : .number(Double(first) / Double(second))
            case .plus, .minus: return whole(op, first, second).map { .duration($0) } ?? .none
            default: return .none
            }
        case (.duration(let length), _):
            guard let factor = b.asNumber, op == .times || op == .divided else { return .none }
            let result = op == .times ? Double(length) * factor : Double(length) / factor
            return result.isFinite && abs(result) < 9e18 ? .duration(Int64(result)) : .none
        case (.integer(let first), .integer(let second)) where op != .divided:
            return whole(op, first, second).map { .integer($0) } ?? .none
        default:
            guard let first = a.asNumber, let second = b.asNumber else { return .none }
            let result: Double
            switch op {
            case .plus: result = first + second
            case .minus: result = first - second
            case .times: result = first * second
            case .divided: result = first / second
            default: result = fmod(first, second)
            }
            guard result.isFinite else { return .none }
            if case .integer = a, case .integer = b, result == result.rounded(), abs(result) < 9e15 {
                return .integer(Int64(result))
            }
            return .number(result)
        }
    }

    private static func whole(_ op: BinaryOperator, _ a: Int64, _ b: Int64) -> Int64? {
        let (result, overflow): (Int64, Bool)
        switch op {
        case .plus: (result, overflow) = a.addingReportingOverflow(b)
        case .minus: (result, overflow) = a.subtractingReportingOverflow(b)
        case .times: (result, overflow) = a.multipliedReportingOverflow(by: b)
        case .remainder: (result, overflow) = a.remainderReportingOverflow(dividingBy: b)
        default: return nil
        }
        return overflow ? nil : result
    }

    /// Equality: kinds must agree, but a number equals text that spells it.
    static func equal(_ a: RuntimeValue, _ b: RuntimeValue) -> Bool {
        switch (a, b) {
        case (.none, .none): true
        case (.bool(let first), .bool(let second)): first == second
        case (.text(let first), .text(let second)): first.equals(second)
        case (.json(let first, .number), .json(let second, .number)):
            JSONNumber.equal(JSONNumber(first), JSONNumber(second))
        case (.json(let first, let kind), .json(let second, let other)): kind == other && first.equals(second)
        case (.date(let first, _), .date(let second, _)): first == second
        case (.integer(let first), .integer(let second)): first == second
        default:
            if let first = a.asExactNumber, let second = b.asExactNumber {
                JSONNumber.equal(first, second)
            } else {
                false
            }
        }
    }

    /// Order of two values: negative, zero or positive; `nil` where they have none.
    static func order(_ a: RuntimeValue, _ b: RuntimeValue) -> Int? {
        switch (a, b) {
        case (.date(let first, _), .date(let second, _)): return first < second ? -1 : first == second ? 0 : 1
        case (.integer(let first), .integer(let second)): return first < second ? -1 : first == second ? 0 : 1
        default: break
        }
        if let first = a.asExactNumber, let second = b.asExactNumber {
            return JSONNumber.less(first, second) ? -1 : JSONNumber.equal(first, second) ? 0 : 1
        }
        if case .text(let first) = a, case .text(let second) = b {
            let shared = min(first.count, second.count)
            if shared > 0, let left = first.baseAddress, let right = second.baseAddress {
                let order = compareBytes(left, right, shared)
                if order != 0 { return Int(order) }
            }
            return first.count - second.count
        }
        return nil
    }

    static func isKind(_ value: RuntimeValue, _ kind: ValueKind) -> Bool {
        switch (kind, value) {
        case (.none, .none): true
        case (.set, .none): false
        case (.set, _): true
        case (.string, .text): true
        case (.number, .integer), (.number, .number), (.number, .json(_, .number)): true
        case (.integer, .integer): true
        case (.integer, .number(let number)): number == number.rounded()
        case (.integer, .json(let bytes, .number)): JSONNumber(bytes).isWhole
        case (.boolean, .bool): true
        case (.array, .json(_, .array)), (.object, .json(_, .object)), (.null, .json(_, .null)): true
        default: false
        }
    }

    static func search(_ op: BinaryOperator, _ text: UnsafeRawBufferPointer, _ part: UnsafeRawBufferPointer) -> Bool {
        guard part.count <= text.count else { return false }
        guard part.count > 0, let whole = text.baseAddress, let wanted = part.baseAddress else { return true }
        switch op {
        case .startsWith: return compareBytes(whole, wanted, part.count) == 0
        case .endsWith: return compareBytes(whole + (text.count - part.count), wanted, part.count) == 0
        default: return find(wanted, part.count, in: whole, text.count)
        }
    }

    /// Whether `wanted` stands anywhere in `whole`.
    private static func find(
        _ wanted: UnsafeRawPointer,
        _ wantedCount: Int,
        in whole: UnsafeRawPointer,
        _ count: Int
    ) -> Bool {
        let first = Int32(wanted.load(as: UInt8.self))
        var from = whole
        var left = count
        while left >= wantedCount, let found = memchr(from, first, left - wantedCount + 1) {
            if compareBytes(found, wanted, wantedCount) == 0 { return true }
            left -= from.distance(to: UnsafeRawPointer(found)) + 1
            from = UnsafeRawPointer(found) + 1
        }
        return false
    }
}
