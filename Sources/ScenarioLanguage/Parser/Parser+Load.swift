import LoadPlan

extension Parser {
    /// `{ warmup … users … rate … }`.
    func parseLoad() throws(ParseFailure) -> LoadSyntax {
        let known = bag.diagnostics.count
        let items = try parseLoadItems(inside: nil)
        return LoadSyntax(items: items, isIncomplete: bag.diagnostics.count > known)
    }

    private func parseLoadItems(inside block: Keyword?) throws(ParseFailure) -> [LoadSyntax.Item] {
        try parseBlock(separators: [.semicolon]) { (items) throws(ParseFailure) in
            items.append(try parseLoadItem(inside: block))
        }
    }

    private func parseLoadItem(inside block: Keyword?) throws(ParseFailure) -> LoadSyntax.Item {
        let start = token.range
        let word = token.kind == .word ? text(start) : ""
        guard let keyword = Keyword(rawValue: word), keyword.contexts.contains(.load) else {
            let known = Keyword.words(in: .load)
            guard !word.isEmpty else { throw cannotBegin("one of \(Suggestion.list(known, "or"))") }
            throw unknownWord(" in a load", known: known, of: "a load", in: .load)
        }
        advance()
        switch keyword {
        case .warmup: return .warmup(try parseQuantity("a length of time such as 15s"))
        case .users: return .users(try parseCurve("users 2000 for 5m"), start)
        case .rate: return .rate(try parseCurve("rate 50/s for 5m"), start)
        case .iterations where token.kind == .word && !token.onNewLine && text(token.range) == "finish":
            advance()
            guard at(.within), !token.onNewLine else {
                throw expected("'within' and a length of time, as in iterations finish within 30s")
            }
            advance()
            return .finishing(try parseQuantity("a length of time such as 30s"))
        case .iterations:
            let count = try parseQuantity("a number of iterations")
            guard accept(.per) else { return .iterations(count, perUser: false) }
            guard token.kind == .word, text(token.range) == "user" else { throw expected("'user'") }
            advance()
            return .iterations(count, perUser: true)
        case .flow:
            let name = try parseName(.label, "the flow's name")
            if block == .flow {
                throw fail("nested-flow", "a flow's load inside another's", at: start, "they run side by side")
            }
            return .flow(name, try nested { () throws(ParseFailure) in try self.parseLoadItems(inside: .flow) })
        case .at: return .budget(try parseBudget(start))
        case .arrivals: return .arrivals(try parseArrivals(), start)
        case .max:
            try require(.in)
            try require(.flight)
            return .maxInFlight(try parseQuantity("a number"))
        case .graceful:
            try require(.stop)
            return .gracefulStop(try parseQuantity("a length of time such as 30s"))
        default:
            let name = try parseName(.label, "the phase's name")
            if block == .phase {
                throw fail("nested-phase", "a phase inside a phase", at: start, "phases follow each other")
            }
            if block == .flow {
                throw fail(
                    "nested-phase",
                    "a phase inside a flow's load",
                    at: start,
                    "phases are parts of the whole load: put the flow into the phase"
                )
            }
            return .phase(name, try nested { () throws(ParseFailure) in try self.parseLoadItems(inside: .phase) })
        }
    }

    /// Behind `at`: `most 500 of booking.create, payment.* [ends flow|run]`.
    private func parseBudget(_ start: TextRange) throws(ParseFailure) -> BudgetSyntax {
        try require(.most)
        let limit = try parseQuantity("a number of requests")
        try require(.of)
        let names = try parseNames(.glob, "a step's name, as in at most 500 of booking.create")
        var budget = BudgetSyntax(limit: limit, of: names, endsRun: false, range: TextRange(start.start, previousEnd))
        guard !token.onNewLine, accept(.ends) else { return budget }
        let word = token.kind == .word && !token.onNewLine ? text(token.range) : ""
        guard word == "run" || word == "flow" else { throw expected("flow or run") }
        advance()
        budget.endsRun = word == "run"
        return budget
    }

    private func parseArrivals() throws(ParseFailure) -> Load.Arrivals {
        let known = Load.Arrivals.allCases.map(\.rawValue)
        let word = token.kind == .word && !token.onNewLine ? text(token.range) : ""
        guard let arrivals = Load.Arrivals(rawValue: word) else { throw expected(Suggestion.list(known, "or")) }
        advance()
        return arrivals
    }

    /// `0 -> 2000 over 2m, 2000 for 5m`, or `from "curve.csv"`.
    private func parseCurve(_ example: String) throws(ParseFailure) -> CurveSyntax {
        guard accept(.from) else { return .pieces(try parsePieces(example)) }
        return .file(try parseConstant("the curve's file"))
    }

    /// After a level: `to 20`, `..20`, `rps`, `,000`.
    private func oddPiece(_ from: QuantitySyntax, _ to: QuantitySyntax?) -> ParseFailure? {
        guard !token.onNewLine else { return nil }
        let level = text((to ?? from).range)
        if to == nil, at(.to) || token.kind == .range {
            return fail("syntax", "unexpected \(tokenDescription)", at: token.range, "write \(level) -> 20 over 5s")
        }
        if token.kind == .word, ["rps", "qps", "tps", "req", "requests"].contains(text(token.range).lowercased()) {
            return fail("syntax", "unexpected \(tokenDescription)", at: token.range, "write \(level)/s")
        }
        if token.kind == .comma, token.range.start == previousEnd,
            (1...3).allSatisfy({ lexer.byte(at: token.range.end + $0 - 1).map(Lexer.isDigit) ?? false })
        {
            let range = TextRange((to ?? from).range.start, token.range.end + 3)
            return fail("number", "a number with a comma", at: range, "write \(text(range).filter { $0 != "," })")
        }
        return nil
    }

    /// `0 -> 2000 over 2m, 2000 for 5m`.
    private func parsePieces(_ example: String) throws(ParseFailure) -> [PieceSyntax] {
        var pieces: [PieceSyntax] = []
        repeat {
            // After a comma a piece may stand on a new line.
            if !pieces.isEmpty { token.onNewLine = false }
            let from = try parseQuantity("a level, as in \(example)")
            var to: QuantitySyntax?
            if token.kind == .arrow {
                advance()
                to = try parseQuantity("the level that is reached")
            }
            if let failure = oddPiece(from, to) { throw failure }
            guard at(.over) || at(.for) else {
                throw expected(to == nil ? "'for' and a length of time" : "'over' and a length of time")
            }
            advance()
            let duration = try parseQuantity("a length of time such as 2m")
            pieces.append(
                PieceSyntax(from: from, to: to, duration: duration, range: TextRange(from.range.start, previousEnd))
            )
        } while pieces.count < 10_000 && accept(.comma)
        return pieces
    }
}
