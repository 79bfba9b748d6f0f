import Glibc
import Groundwork
import LoadPlan

/// Numbers and moments.
extension FunctionLibrary {
    /// Rounded to so many digits behind the point; halves away from zero.
    static func round(_ value: RuntimeValue, _ digits: RuntimeValue) -> RuntimeValue {
        if case .integer = value, digits.isNone { return value }
        guard let number = value.asNumber else { return .none }
        let places = Swift.min(Swift.max(digits.asInteger ?? 0, 0), 15)
        let scale = pow(10, Double(places))
        let rounded = (number * scale).rounded() / scale
        guard rounded.isFinite else { return .number(number) }
        return rounded == rounded.rounded() && Swift.abs(rounded) < 9e15 ? .integer(Int64(rounded)) : .number(rounded)
    }

    static func magnitude(_ value: RuntimeValue) -> RuntimeValue {
        switch value {
        case .integer(let integer): integer == .min ? .none : .integer(Swift.abs(integer))
        case .duration(let length): length == .min ? .none : .duration(Swift.abs(length))
        default: value.asNumber.map { .number(Swift.abs($0)) } ?? .none
        }
    }

    /// The smaller or larger of two; none with none is none.
    static func better(_ function: Function, _ a: RuntimeValue, _ b: RuntimeValue) -> RuntimeValue {
        guard let order = Arithmetic.order(a, b) else { return .none }
        return (order <= 0) == (function == .min) ? a : b
    }

    /// The smallest or largest item of a list.
    func extreme(_ function: Function, in list: RuntimeValue, _ evaluator: Evaluator) -> RuntimeValue {
        guard case .json(_, .array) = list else { return list }
        var best: RuntimeValue?
        evaluator.eachItem(of: list) { item in best = best.map { Self.better(function, $0, item) } ?? item }
        return best ?? .none
    }

    /// Whole units since 1970 UTC.
    static func timestamp(_ value: RuntimeValue, per unit: Int64) -> RuntimeValue {
        guard case .date(let moment, _) = value else { return .none }
        return .integer(moment >= 0 ? moment / unit : (moment - unit + 1) / unit)
    }

    /// A date of ISO 8601; none where the text is none.
    func parseDate(_ text: UnsafeRawBufferPointer, zone: Int64?) -> RuntimeValue {
        guard let parsed = ISODate(text) else { return .none }
        let zone = Int(zone ?? -1)
        if let offset = parsed.offset {
            guard let moment = ISODate.nanoseconds(parsed.wallSeconds - offset, parsed.fraction) else { return .none }
            return .date(nanoseconds: moment, zone: zone)
        }
        let seconds = calendar.utc(ofLocal: Int64(parsed.wallSeconds), zone: zone)
        guard let moment = ISODate.nanoseconds(Int(seconds), parsed.fraction) else { return .none }
        return .date(nanoseconds: moment, zone: zone)
    }
}
