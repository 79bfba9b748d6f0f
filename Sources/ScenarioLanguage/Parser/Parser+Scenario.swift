import LoadPlan

extension Parser {
    /// The whole file.
    func parseScenario() -> ScenarioSyntax {
        var scenario = ScenarioSyntax()
        while token.kind != .end, !bag.isFull {
            isUnwinding = false
            let start = token.range
            do throws(ParseFailure) {
                let kind = try parseDeclaration()
                scenario.declarations.append(
                    DeclarationSyntax(
                        kind: kind,
                        range: TextRange(start.start, max(previousEnd, start.end)),
                        head: start
                    )
                )
            } catch {
                synchronize(from: start.start)
                if token.kind == .rightBrace, token.range.start == start.start { advance() }
            }
            while accept(.semicolon) {}
        }
        scenario.comments = lexer.comments
        scenario.lostWords = lostWords
        return scenario
    }

    private func parseDeclaration() throws(ParseFailure) -> DeclarationSyntax.Kind {
        if token.kind == .rightBrace {
            throw fail("stray-brace", "a } too many", at: token.range, "no block is open here")
        }
        let word = token.kind == .word ? text(token.range) : ""
        guard let keyword = Keyword(rawValue: word), keyword.contexts.contains(.file) else {
            throw unknownDeclaration(word)
        }
        if keyword.isPlanned { throw notYet(keyword) }
        switch keyword {
        case .scenario:
            advance()
            return .title(try parseConstant("the scenario's title"))
        case .target: return .target(try parseTarget())
        case .targets: return .targets(try parseTargets())
        case .param: return try parseParameter()
        case .secret:
            advance()
            return .secret(try parseName(.variable, "the secret's name"))
        case .data: return .data(try parseData())
        case .regions:
            advance()
            return .regions(try parseRegions())
        case .tenants:
            advance()
            return .tenants(try parseLabels("a tenant's name"))
        case .defaults: return .defaults(try parseDefaults())
        case .flow: return .flow(try parseFlow())
        case .use:
            advance()
            return .use(try parseConstant("the file's path"))
        case .setup:
            advance()
            return .setup(try parseBlock())
        case .teardown:
            advance()
            return .teardown(try parseBlock())
        case .shared:
            advance()
            let name = try parseName(.label, "the name of what is shared")
            let every = accept(.every) ? try parseQuantity("a length of time such as 10m") : nil
            return .shared(SharedSyntax(name: name, every: every, body: try parseBlock()))
        case .block: return .block(try parseSharedBlock())
        case .load:
            advance()
            return .load(try parseLoad())
        case .slo:
            advance()
            return .slo(try parseObjectiveBlock())
        case .invariant: return .invariant(try parseInvariant())
        default: throw unknownDeclaration(word)
        }
    }

    private func unknownDeclaration(_ word: String) -> ParseFailure {
        let known = Keyword.words(in: .file)
        guard !word.isEmpty else { return cannotBegin("one of \(Suggestion.list(known, "or"))") }
        if Method(rawValue: word) != nil || !(Keyword(rawValue: word)?.contexts.isEmpty ?? true) {
            return fail(
                "outside-flow",
                "'\(word)' outside a block",
                at: token.range,
                Self.home(of: Keyword(rawValue: word))
            )
        }
        return fail(
            "unknown-word",
            "unknown word '\(word)'",
            at: token.range,
            Self.label(forUnknown: word, in: .file, known: known)
                ?? "a file is made of \(Suggestion.list(known))"
        )
    }

    /// Where a word that stands outside all blocks belongs.
    private static func home(of keyword: Keyword?) -> String {
        switch keyword?.contexts {
        case [.load]: "it belongs into load { … }"
        case [.target]: "it belongs into target \"URL\" { … }"
        default: "it belongs into flow NAME { … }"
        }
    }

    /// `param NAME = VALUE`.
    private func parseParameter() throws(ParseFailure) -> DeclarationSyntax.Kind {
        advance()
        let name = try parseName(.variable, "the parameter's name")
        guard token.kind == .assign, !token.onNewLine else {
            throw fail(
                "missing-default",
                "a parameter without its value",
                at: name.range.after,
                "write param \(name.text) = 40; -p \(name.text)=… replaces it"
            )
        }
        advance()
        guard !token.onNewLine else { throw expected("a number, a text or a length of time") }
        return .parameter(name, try parseExpression())
    }

    /// `{ NAME share N% … }`.
    private func parseLabels(_ what: String) throws(ParseFailure) -> [LabelSyntax] {
        try parseBlock { (labels) throws(ParseFailure) in
            labels.append(try parseLabel(what))
            if at(.model) || at(.via) || at(.here) {
                throw fail(
                    "unknown-word",
                    "'\(text(token.range))' belongs to a region",
                    at: token.range,
                    "a tenant is only a label"
                )
            }
        }
    }

    /// `NAME [share N%]`.
    func parseLabel(_ what: String) throws(ParseFailure) -> LabelSyntax {
        // A line of its own is as good as a comma before it.
        token.onNewLine = false
        var label = LabelSyntax(name: try parseName(.label, what))
        if accept(.share) { label.share = try parseQuantity("a share such as 55%") }
        if !token.onNewLine, at(.weight) {
            throw fail("share", "a share is missing", at: token.range, "write share 55% instead of weight")
        }
        return label
    }
}
