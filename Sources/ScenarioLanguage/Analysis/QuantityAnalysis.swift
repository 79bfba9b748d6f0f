import Groundwork
import LoadPlan

/// Numbers with units, or parameters that stand for them.
struct QuantityAnalysis {
    let bag: DiagnosticBag
    let names: Namespace

    /// A length of time; `what` names it in a message.
    func duration(_ quantity: QuantitySyntax, _ what: String) -> Nanoseconds? {
        switch quantity.kind {
        case .duration(let duration): return Nanoseconds(clamping: duration)
        case .parameter(let name):
            guard let value = parameter(name, quantity.range) else { return nil }
            if case .duration(let duration) = value, duration >= 0 { return Nanoseconds(duration) }
            bag.error(
                "quantity",
                "'\(name)' is no length of time",
                at: quantity.range,
                "\(what) is needed; the parameter is \(ParameterAnalysis.kindName(value))"
            )
        case .number(0): return 0
        case .number:
            let written = bag.source.text(quantity.range)
            bag.error(
                "missing-unit",
                "a length of time without its unit",
                at: quantity.range,
                "write \(written)s or \(written)ms"
            )
        case .percent, .rate, .parameterRate:
            bag.error("quantity", "not a length of time", at: quantity.range, "\(what) is written like 500ms or 2s")
        }
        return nil
    }

    /// A plain number, not negative.
    func number(_ quantity: QuantitySyntax, _ what: String, example: String) -> Double? {
        switch quantity.kind {
        case .number(let number): return number
        case .parameter(let name):
            guard let value = parameter(name, quantity.range) else { return nil }
            if let number = Self.number(value), number >= 0 { return number }
            bag.error(
                "quantity",
                "'\(name)' is no number",
                at: quantity.range,
                "\(what) is needed; the parameter is \(ParameterAnalysis.text(value))"
            )
        default:
            bag.error("quantity", "not a plain number", at: quantity.range, "\(what) is written like \(example)")
        }
        return nil
    }

    /// Arrivals a second.
    func rate(_ quantity: QuantitySyntax) -> Double? {
        switch quantity.kind {
        case .rate(let rate): return rate
        case .parameterRate(let name, let factor):
            guard let value = parameter(name, quantity.range) else { return nil }
            if let number = Self.number(value), number >= 0 { return number * factor }
            bag.error("quantity", "'\(name)' is no number", at: quantity.range, "a number of arrivals is needed")
        case .number, .parameter:
            let written = bag.source.text(quantity.range)
            bag.error("missing-unit", "a rate without its unit", at: quantity.range, "write \(written)/s, /m or /h")
        case .percent, .duration:
            bag.error("quantity", "not a rate", at: quantity.range, "a rate is written like 50/s")
        }
        return nil
    }

    private static func number(_ value: Value) -> Double? {
        switch value {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        default: nil
        }
    }

    private func parameter(_ name: String, _ range: TextRange) -> Value? {
        names.used.insert(name)
        if let parameter = names.parameters[name] { return parameter.value }
        bag.error(
            "unknown-name",
            "unknown parameter '\(name)'",
            at: range,
            Suggestion.label(for: name, in: names.parameterNames) ?? "no parameter has this name",
            help: "only parameters can stand here, since the value must be known before the run"
        )
        return nil
    }
}
