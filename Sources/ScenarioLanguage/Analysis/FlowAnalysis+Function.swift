import LoadPlan

extension FlowAnalysis {
    func call(_ name: NameSyntax, _ arguments: [ExpressionSyntax], _ range: TextRange, _ context: Context)
        -> (Expression, StaticKind)
    {
        guard let function = Function(rawValue: name.text) else {
            let known = Function.allCases.map(\.rawValue) + ["count"]
            let isVariable = variables[name.text] != nil || names.declared[name.text] != nil
            bag.error(
                "unknown-function",
                "unknown function '\(name.text)'",
                at: name.range,
                isVariable
                    ? "it is a name for a value; leave the brackets out"
                    : Suggestion.nearest(to: name.text, in: known).map { "did you mean \($0)?" }
                        ?? "docs/language.md lists all functions"
            )
            for argument in arguments { _ = expression(argument, context) }
            return (.literal(.none), .any)
        }
        let arity = function.arity
        guard arguments.count >= arity.least, arity.most.map({ arguments.count <= $0 }) ?? true else {
            bag.error(
                "argument-count",
                "'\(name.text)' with \(count(arguments.count))",
                at: range,
                "it is called as \(function.signature)"
            )
            for argument in arguments { _ = expression(argument, context) }
            return (.literal(.none), .of(function))
        }
        switch function {
        case .date: return date(arguments, context)
        case .parseDate: return parsedDate(arguments, context)
        case .env, .file: return outside(function, arguments[0], context)
        case .userAddress:
            guard case .literal(.text(let range)) = expression(arguments[0], context).0 else {
                bag.error(
                    "address-range",
                    "a range that is not written out",
                    at: arguments[0].range,
                    "it is a text such as \"181.0.0.0/8\""
                )
                return (.literal(.none), .text)
            }
            return (userAddress(range, at: arguments[0].range) ?? .literal(.none), .text)
        default: break
        }
        let values = arguments.map { expression($0, context) }
        checkArguments(function, arguments, values)
        let isOneOfThem = [.choice, .min, .max, .abs].contains(function)
        let kind: StaticKind =
            isOneOfThem && values[0].1 != .list
            ? (Set(values.map(\.1)).count == 1 ? values[0].1 : .any) : .of(function)
        return (.call(function, values.map(\.0)), kind)
    }

    private func count(_ count: Int) -> String {
        switch count {
        case 0: "no arguments"
        case 1: "one argument"
        default: "\(count) arguments"
        }
    }

    private func checkArguments(
        _ function: Function,
        _ syntax: [ExpressionSyntax],
        _ values: [(Expression, StaticKind)]
    ) {
        switch function {
        case .random, .lorem:
            for (argument, value) in zip(syntax, values) where value.1 != .number && value.1 != .any {
                bag.error(
                    "argument-kind",
                    "'\(function.rawValue)' takes numbers",
                    at: argument.range,
                    "this is \(value.1.words)"
                )
            }
            if function == .random, case .literal(.integer(let low)) = values[0].0,
                case .literal(.integer(let high)) = values[1].0, low > high
            {
                bag.error(
                    "empty-range",
                    "a range from large to small",
                    at: syntax[0].range.through(syntax[1].range),
                    "write random(\(high), \(low))"
                )
            }
        case .round, .abs, .min, .max: checkNumbers(function, syntax, values)
        case .timestamp, .timestampMS:
            for (argument, value) in zip(syntax, values) where value.1 != .date && value.1 != .any {
                bag.error(
                    "argument-kind",
                    "'\(function.rawValue)' takes a date",
                    at: argument.range,
                    "this is \(value.1.words)"
                )
            }
        case .join:
            if values[0].1 != .list, values[0].1 != .any {
                bag.error("argument-kind", "'join' takes a list", at: syntax[0].range, "this is \(values[0].1.words)")
            }
        case .jwtSign: checkToken(syntax, values)
        case .upper, .lower, .base64, .base64URL, .base64Decode, .urlencode, .sha256, .hmacSHA256, .length, .split,
            .replace, .substring:
            checkEncoding(function, syntax, values)
            for (argument, value) in zip(syntax, values) where [.none, .duration].contains(value.1) {
                bag.error(
                    "argument-kind",
                    "'\(function.rawValue)' takes a text",
                    at: argument.range,
                    "this is \(value.1.words)"
                )
            }
        default: break
        }
    }

    /// `value | "pattern"`.
    func format(_ value: ExpressionSyntax, _ pattern: NameSyntax, _ context: Context) -> Expression {
        let (expression, kind) = self.expression(value, context)
        if pattern.text.isEmpty {
            bag.error("format", "an empty format", at: pattern.range, "write one such as \"yyyy-MM-dd\" or \"0.00\"")
        }
        switch kind {
        case .date, .number, .any: break
        default:
            bag.error(
                "format",
                "a format for \(kind.words)",
                at: value.range,
                "only dates and numbers are written in a format"
            )
        }
        if kind == .date, let bad = Self.unknownLetter(pattern.text) {
            bag.error(
                "format",
                "unknown letter '\(bad)' in a date's format",
                at: pattern.range,
                "letters are yyyy MM dd HH hh mm ss SSS a EEE XXX Z and T; other letters stand in single quotes"
            )
        }
        return .format(expression, pattern: pattern.text)
    }

    /// Letters of Unicode TR 35 that the date writer knows; text in single quotes is left alone.
    private static func unknownLetter(_ pattern: String) -> Character? {
        var quoted = false
        for character in pattern {
            if character == "'" {
                quoted.toggle()
            } else if !quoted, character.isASCII, character.isLetter, !"yMdHhmsSaEXZT".contains(character) {
                return character
            }
        }
        return nil
    }
}
