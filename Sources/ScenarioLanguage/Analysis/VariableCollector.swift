/// Finds the variables that statements set, with the first place of each.
enum VariableCollector {
    /// What `statements` set, and what the blocks set that they use.
    static func collect(_ statements: [StatementSyntax], _ blocks: [String: BlockSyntax] = [:]) -> [String: TextRange] {
        var found: [String: TextRange] = [:]
        visit(statements, &found)
        var waiting = BlockCollector.collect(statements)
        var seen: Set<String> = []
        while let name = waiting.popLast() {
            guard seen.insert(name).inserted, let block = blocks[name] else { continue }
            visit(block.body, &found)
            waiting += BlockCollector.collect(block.body)
        }
        return found
    }

    private static func visit(_ statements: [StatementSyntax], _ found: inout [String: TextRange]) {
        for statement in statements {
            switch statement.kind {
            case .request(let request): visit(request.clauses, &found)
            case .each(let name, _, let loop):
                note(name, &found)
                visit(loop.body, &found)
            case .poll(let poll): visit(poll.request.clauses, &found)
            case .assign(let name, _): note(name, &found)
            case .take(let take): note(take.name, &found)
            case .branch(let arms, let otherwise):
                for arm in arms { visit(arm.body, &found) }
                if let otherwise { visit(otherwise, &found) }
            case .group(_, let body): visit(body, &found)
            case .repeats(_, let loop), .loop(_, let loop): visit(loop.body, &found)
            case .choose(let arms, _): for arm in arms { visit(arm.body, &found) }
            case .parallel(let syntax): visit(syntax.body, &found)
            case .race(let syntax): visit(syntax.body, &found)
            case .before(let body): visit(body, &found)
            case .use, .put, .think, .pace, .count, .gauge, .end, .defaults, .fail, .abandon: break
            }
        }
    }

    private static func visit(_ clauses: [ClauseSyntax], _ found: inout [String: TextRange]) {
        for clause in clauses { if case .capture(let capture) = clause.kind { note(capture.name, &found) } }
    }

    private static func note(_ name: NameSyntax, _ found: inout [String: TextRange]) {
        if found[name.text] == nil { found[name.text] = name.range }
    }
}

/// Finds the blocks that statements use, at any depth.
enum BlockCollector {
    static func collect(_ statements: [StatementSyntax]) -> [String] {
        var found: [String] = []
        for statement in statements {
            switch statement.kind {
            case .use(let call): found.append(call.name.text)
            case .branch(let arms, let otherwise):
                for arm in arms { found += collect(arm.body) }
                if let otherwise { found += collect(otherwise) }
            case .group(_, let body): found += collect(body)
            case .repeats(_, let loop), .loop(_, let loop), .each(_, _, let loop): found += collect(loop.body)
            case .choose(let arms, _): for arm in arms { found += collect(arm.body) }
            case .race(let syntax): found += collect(syntax.body)
            case .before(let body): found += collect(body)
            default: break
            }
        }
        return found
    }
}
