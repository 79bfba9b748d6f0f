import LoadPlan

/// Functions whose arguments are looked at before the run.
extension FlowAnalysis {
    /// `date("Area/City", +1d)`: the zone becomes its number in the plan.
    func date(_ arguments: [ExpressionSyntax], _ context: Context) -> (Expression, StaticKind) {
        var compiled: [Expression] = [.literal(.integer(zone(arguments[0], context)))]
        if arguments.count > 1 {
            compiled.append(expression(arguments[1], context, expecting: .duration, "the offset"))
        }
        return (.call(.date, compiled), .date)
    }

    /// `parse_date(text, "Area/City")`.
    func parsedDate(_ arguments: [ExpressionSyntax], _ context: Context) -> (Expression, StaticKind) {
        let (text, kind) = expression(arguments[0], context)
        if ![.any, .text, .number].contains(kind) {
            bag.error("argument-kind", "'parse_date' takes a text", at: arguments[0].range, "this is \(kind.words)")
        }
        var compiled = [text]
        if arguments.count > 1 { compiled.append(.literal(.integer(zone(arguments[1], context)))) }
        return (.call(.parseDate, compiled), .date)
    }

    /// The number in the plan of a zone that is written as a text.
    private func zone(_ syntax: ExpressionSyntax, _ context: Context) -> Int64 {
        guard case .literal(.text(let name)) = expression(syntax, context).0 else {
            bag.error(
                "unknown-zone",
                "a time zone that is not fixed",
                at: syntax.range,
                "write it as a text, such as \"America/Argentina/Buenos_Aires\""
            )
            return 0
        }
        if let number = builder.zone(name) { return Int64(number) }
        bag.error(
            "unknown-zone",
            "unknown time zone '\(name)'",
            at: syntax.range,
            Suggestion.nearest(to: name, in: ZoneNames.known).map { "did you mean \($0)?" }
                ?? "write it by area and city, such as America/Argentina/Buenos_Aires"
        )
        return 0
    }

    /// `env("NAME")` and `file("path")`: their texts become part of the plan.
    func outside(_ function: Function, _ argument: ExpressionSyntax, _ context: Context) -> (Expression, StaticKind) {
        guard case .literal(.text(let name)) = expression(argument, context).0, !name.isEmpty else {
            bag.error(
                "argument-kind",
                "'\(function.rawValue)' takes a fixed name",
                at: argument.range,
                "it is called as \(function.signature)"
            )
            return (.literal(.text("")), .text)
        }
        if function == .env {
            if let value = names.outside.environment(name) { return (.literal(.text(value)), .text) }
            bag.error(
                "missing-environment",
                "the environment has no variable '\(name)'",
                at: argument.range,
                "its value is needed",
                help: "what must not be shown is declared with secret \(name)"
            )
            return (.literal(.text("")), .text)
        }
        switch names.outside.file(name, beside: bag.source.path(at: argument.range.start)) {
        case .success(let text): return (.literal(.text(text)), .text)
        case .failure(let mistake):
            bag.error(
                "unreadable-file",
                "the file cannot be used",
                at: argument.range,
                mistake.label,
                help: mistake.help
            )
            return (.literal(.text("")), .text)
        }
    }

    func checkNumbers(_ function: Function, _ syntax: [ExpressionSyntax], _ values: [(Expression, StaticKind)]) {
        for (argument, value) in zip(syntax, values) {
            let isListOfAll = values.count == 1 && value.1 == .list && (function == .min || function == .max)
            if isListOfAll
                || [.any, .number, .duration].contains(value.1) && (function != .round || value.1 != .duration)
            {
                continue
            }
            bag.error(
                "argument-kind",
                "'\(function.rawValue)' takes numbers",
                at: argument.range,
                "this is \(value.1.words)"
            )
        }
    }

    /// Texts, and behind them the encoding of a digest.
    func checkEncoding(_ function: Function, _ syntax: [ExpressionSyntax], _ values: [(Expression, StaticKind)]) {
        let texts = function == .substring ? 1 : values.count
        for (argument, value) in zip(syntax, values).prefix(texts) where [.none, .duration].contains(value.1) {
            bag.error(
                "argument-kind",
                "'\(function.rawValue)' takes a text",
                at: argument.range,
                "this is \(value.1.words)"
            )
        }
        for (argument, value) in zip(syntax, values).dropFirst(texts) where value.1 != .number && value.1 != .any {
            bag.error("argument-kind", "'substring' counts characters", at: argument.range, "this is \(value.1.words)")
        }
        let place = function == .sha256 ? 1 : function == .hmacSHA256 ? 2 : -1
        guard values.indices.contains(place) else { return }
        let known = ["hex", "base64", "base64url"]
        if case .literal(.text(let name)) = values[place].0, known.contains(name) { return }
        bag.error(
            "unknown-encoding",
            "unknown encoding of a digest",
            at: syntax[place].range,
            "it is \(Suggestion.list(known.map { "\"\($0)\"" }, "or"))"
        )
    }

    /// `jwt_sign(["HS256",] secret, claims)`.
    func checkToken(_ syntax: [ExpressionSyntax], _ values: [(Expression, StaticKind)]) {
        if values.count == 3 {
            if case .literal(.text("HS256")) = values[0].0 {
            } else {
                bag.error(
                    "unknown-algorithm",
                    "unknown algorithm of a token",
                    at: syntax[0].range,
                    "tokens are signed with \"HS256\""
                )
            }
        }
        let claims = values.count - 1
        if ![.any, .text].contains(values[claims].1) {
            bag.error(
                "argument-kind",
                "a token's claims are \(values[claims].1.words)",
                at: syntax[claims].range,
                "write them as an object: { sub: user, exp: timestamp() + 3600 }"
            )
        }
    }
}
