import LoadPlan

extension FlowAnalysis {
    /// Where an expression stands, which decides what it may read.
    enum Context {
        /// Between requests: there is no answer.
        case flow
        /// Behind a request, where its answer can be read.
        case answer
    }

    /// An expression with what is known of its kind; a mistake in it is said and leaves none of any kind.
    func expression(_ syntax: ExpressionSyntax, _ context: Context) -> (Expression, StaticKind) {
        switch syntax.kind {
        case .literal(let value): return (.literal(value), .of(value))
        case .text(let template): return (.template(self.template(template, .raw, context)), .text)
        case .name(let name): return resolve(name, syntax.range)
        case .column(let table, let column): return self.column(table, column)
        case .call(let name, let arguments): return call(name, arguments, syntax.range, context)
        case .response(let part):
            guard context == .answer else {
                bag.error(
                    "no-answer",
                    "there is no answer to read here",
                    at: syntax.range,
                    "capture it behind the request and use the variable"
                )
                return (.literal(.none), .any)
            }
            return (.response(part), .of(part))
        case .unary(.not, let operand): return (.unary(.not, condition(operand, context)), .bool)
        case .unary(.minus, let operand): return minus(operand, context)
        case .binary(let op, let left, let right): return binary(op, left, right, syntax.range, context)
        case .member(let value, let candidates): return (member(value, candidates, context), .bool)
        case .isKind(let value, let kind, let negated):
            let operand = tested(value, context)
            let test = Expression.isKind(operand, kind)
            return (negated ? .unary(.not, test) : test, .bool)
        case .matches(let value, let regex):
            let (operand, kind) = expression(value, context)
            if ![.any, .text, .number].contains(kind) {
                bag.error("kind", "'matches' behind \(kind.words)", at: value.range, "it looks into a text")
            }
            return (.matches(operand, regex), .bool)
        case .list(let items): return list(items, context)
        case .object(let members): return object(members, context)
        case .item(let container, let key): return item(container, key, context)
        case .format(let value, let pattern): return (format(value, pattern, context), .text)
        }
    }

    /// An expression that must be true or false.
    func condition(_ syntax: ExpressionSyntax, _ context: Context) -> Expression {
        let (expression, kind) = self.expression(syntax, context)
        if kind != .bool, kind != .any {
            let written = bag.source.text(syntax.range)
            bag.error(
                "not-a-condition",
                "a condition that is neither true nor false",
                at: syntax.range,
                "this is \(kind.words); compare it, as in \(written.utf8.count <= 30 ? written : "x") == …"
            )
        }
        return expression
    }

    /// An expression whose kind must be `kind`, or known only at run time.
    func expression(_ syntax: ExpressionSyntax, _ context: Context, expecting kind: StaticKind, _ what: String)
        -> Expression
    {
        let (expression, found) = self.expression(syntax, context)
        if found != kind, found != .any {
            bag.error("kind", "\(what) is \(found.words)", at: syntax.range, "it should be \(kind.words)")
        }
        return expression
    }

    private func minus(_ operand: ExpressionSyntax, _ context: Context) -> (Expression, StaticKind) {
        let (expression, kind) = self.expression(operand, context)
        switch expression {
        case .literal(.integer(let value)): return (.literal(.integer(0 &- value)), .number)
        case .literal(.number(let value)): return (.literal(.number(-value)), .number)
        case .literal(.duration(let value)): return (.literal(.duration(0 &- value)), .duration)
        default: break
        }
        if ![.any, .number, .duration].contains(kind) {
            bag.error("kind", "minus before \(kind.words)", at: operand.range, "it needs a number or a length of time")
        }
        return (.unary(.minus, expression), kind)
    }

    private func binary(
        _ op: BinaryOperator,
        _ left: ExpressionSyntax,
        _ right: ExpressionSyntax,
        _ range: TextRange,
        _ context: Context
    ) -> (Expression, StaticKind) {
        if op == .and || op == .or {
            let first = condition(left, context)
            let before = state
            // The right side is reached only when the left one did not decide.
            state.learn(Assignments.known(first, when: op == .and))
            let second = condition(right, context)
            state = before
            return (.binary(op, first, second), .bool)
        }
        let (first, a) = expression(left, context)
        let (second, b) = expression(right, context)
        let result = Expression.binary(op, first, second)
        switch op {
        case .equal, .notEqual:
            if a == .none || b == .none {
                let other = bag.source.text(a == .none ? right.range : left.range)
                bag.error(
                    "compare-none",
                    "none is not compared",
                    at: range,
                    "write \(other.utf8.count <= 30 ? other : "x") is \(op == .equal ? "none" : "set")"
                )
            } else if !StaticKind.canEqual(a, b) {
                bag.error(
                    "kind",
                    "a comparison that can never hold",
                    at: range,
                    "\(a.words) is compared with \(b.words)"
                )
            }
            return (result, .bool)
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            if !StaticKind.canOrder(a, b) {
                let unit = a == .duration && b == .number ? "; write \(bag.source.text(right.range))ms" : ""
                bag.error(
                    "kind",
                    "values that have no order",
                    at: range,
                    "\(a.words) is compared with \(b.words)\(unit)"
                )
            }
            return (result, .bool)
        case .contains, .startsWith, .endsWith:
            if ![.any, .text, .list].contains(a) {
                bag.error("kind", "'\(op.rawValue)' behind \(a.words)", at: left.range, "it looks into a text")
            }
            return (result, .bool)
        default:
            guard let kind = StaticKind.arithmetic(op, a, b) else {
                bag.error(
                    "kind",
                    "'\(op.rawValue)' between \(a.words) and \(b.words)",
                    at: range,
                    "this has no meaning",
                    help: op == .plus ? "to join texts and values, write \"…${value}…\"" : nil
                )
                return (result, .any)
            }
            // The run multiplies a length of time by a number, not the other way round.
            if op == .times, a == .number, b == .duration { return (.binary(op, second, first), kind) }
            return (result, kind)
        }
    }

    private func member(
        _ value: ExpressionSyntax,
        _ candidates: [ExpressionSyntax.Candidate],
        _ context: Context
    ) -> Expression {
        let (expression, kind) = self.expression(value, context)
        var values: [Expression] = []
        var ranges: [Expression] = []
        for candidate in candidates {
            switch candidate {
            case .value(let syntax):
                let (item, itemKind) = self.expression(syntax, context)
                if !StaticKind.canEqual(kind, itemKind) {
                    bag.error(
                        "kind",
                        "an item that can never be equal",
                        at: syntax.range,
                        "\(kind.words) is compared with \(itemKind.words)"
                    )
                }
                values.append(item)
            case .range(let low, let high):
                let (least, a) = self.expression(low, context)
                let (most, b) = self.expression(high, context)
                if !StaticKind.canOrder(a, b) || !StaticKind.canOrder(kind, a) {
                    bag.error(
                        "kind",
                        "not a range",
                        at: low.range.through(high.range),
                        "both ends should be \(kind.words)"
                    )
                } else if case (.literal(.integer(let a)), .literal(.integer(let b))) = (least, most), a > b {
                    bag.error(
                        "empty-range",
                        "a range from large to small",
                        at: low.range.through(high.range),
                        "write the smaller number first"
                    )
                }
                ranges.append(
                    .binary(.and, .binary(.greaterOrEqual, expression, least), .binary(.lessOrEqual, expression, most))
                )
            }
        }
        if !values.isEmpty { ranges.insert(.member(expression, of: values), at: 0) }
        return Self.anyOf(ranges[...])
    }

    /// A balanced tree of `or`, so that a long list is not a deep one.
    private static func anyOf(_ parts: ArraySlice<Expression>) -> Expression {
        guard parts.count > 1, let first = parts.first else { return parts.first ?? .literal(.bool(false)) }
        guard parts.count > 2 else { return .binary(.or, first, parts[parts.startIndex + 1]) }
        let middle = parts.startIndex + parts.count / 2
        return .binary(.or, anyOf(parts[..<middle]), anyOf(parts[middle...]))
    }
}
