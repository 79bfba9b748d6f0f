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

    // MARK: Names

    private func resolve(_ name: String, _ range: TextRange) -> (Expression, StaticKind) {
        if variables[name] != nil, names.declared[name] == nil {
            readVariables.insert(name)
            let variable = builder.variable(name)
            checkAssigned(variable, name, range)
            return (.variable(variable), .any)
        }
        names.used.insert(name)
        if let parameter = names.parameters[name] { return (.literal(parameter.value), .of(parameter.value)) }
        if let secret = names.secrets.firstIndex(where: { $0.name == name }) { return (.secret(secret), .text) }
        if let attribute = UserAttribute(rawValue: name) {
            return (.attribute(attribute), attribute == .user || attribute == .iteration ? .number : .text)
        }
        if let table = names.tables.first(where: { $0.name == name }) {
            bag.error(
                "table-without-column",
                "'\(name)' is a whole table",
                at: range,
                "name a column: \(name).\(table.columns.first ?? "COLUMN")"
            )
            return (.literal(.none), .any)
        }
        if let function = Function(rawValue: name) {
            bag.error("missing-brackets", "'\(name)' is a function", at: range, "write \(function.signature)")
            return (.literal(.none), .any)
        }
        // A name that was declared wrongly has been said already.
        if names.declared[name] == nil { reportUnknown(name, range) }
        return (.literal(.none), .any)
    }

    private func reportUnknown(_ name: String, _ range: TextRange) {
        let known =
            Array(variables.keys) + Array(names.declared.keys) + UserAttribute.allCases.map(\.rawValue)
            + Function.allCases.map(\.rawValue)
        bag.error(
            "unknown-name",
            "unknown name '\(name)'",
            at: range,
            Suggestion.nearest(to: name, in: known).map { "did you mean \($0)?" }
                ?? "no variable, parameter or secret has this name",
            help: "to write a text, put it in double quotes"
        )
    }

    private func checkAssigned(_ variable: Int, _ name: String, _ range: TextRange) {
        guard state.isReachable, !state.definite.contains(variable) else { return }
        if let gap = state.gaps[variable] {
            let line = bag.source.place(at: gap.branch.start).line
            bag.error(
                "maybe-unset",
                "'\(name)' may have no value here",
                at: range,
                "it is not set when the condition in line \(line) \(gap.holds ? "holds" : "does not hold")",
                help: "test it first: if \(name) is set { … }"
            )
        } else {
            let line = variables[name].map { bag.source.place(at: $0.start).line } ?? 0
            bag.error(
                "used-before-set",
                "'\(name)' is used before it is set",
                at: range,
                "it gets its value in line \(line)"
            )
        }
    }

    /// What `is` asks about: a variable may be asked for even where it is not set on every way.
    private func tested(_ syntax: ExpressionSyntax, _ context: Context) -> Expression {
        guard case .name(let name) = syntax.kind, variables[name] != nil, names.declared[name] == nil else {
            return expression(syntax, context).0
        }
        readVariables.insert(name)
        let variable = builder.variable(name)
        if !state.possible.contains(variable) { checkAssigned(variable, name, syntax.range) }
        return .variable(variable)
    }

    private func column(_ name: NameSyntax, _ column: NameSyntax) -> (Expression, StaticKind) {
        names.used.insert(name.text)
        guard let table = names.tables.firstIndex(where: { $0.name == name.text }) else {
            let known = names.tables.map(\.name)
            bag.error(
                "unknown-table",
                "unknown table '\(name.text)'",
                at: name.range,
                Suggestion.label(for: name.text, in: known) ?? "no data … from … declares it"
            )
            return (.literal(.none), .any)
        }
        let columns = names.tables[table].columns
        guard let index = columns.firstIndex(of: column.text) else {
            // A file that could not be read has been said already.
            if !columns.isEmpty {
                bag.error(
                    "unknown-column",
                    "the table '\(name.text)' has no column '\(column.text)'",
                    at: column.range,
                    Suggestion.label(for: column.text, in: columns) ?? "see the header row of its file"
                )
            }
            return (.literal(.none), .any)
        }
        return (.column(table: table, column: index), .any)
    }

    // MARK: Operators

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
