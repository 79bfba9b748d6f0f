/// What `defaults { }` may hold, and how the inner one replaces the outer.
enum RequestDefaults {
    /// The clauses that are allowed; others are said.
    static func checked(_ syntax: DefaultsSyntax, _ bag: DiagnosticBag) -> [ClauseSyntax] {
        syntax.clauses.filter { clause in
            switch clause.kind {
            case .header, .timeout: return true
            default:
                bag.error(
                    "not-a-default",
                    "this cannot be a default",
                    at: clause.range,
                    "defaults hold header and timeout"
                )
                return false
            }
        }
    }

    /// The outer clauses that the inner ones do not replace, then the inner ones.
    static func merged(_ outer: [ClauseSyntax], with inner: [ClauseSyntax]) -> [ClauseSyntax] {
        outer.filter { clause in !inner.contains { replaces($0, clause) } } + inner
    }

    /// A timeout replaces a timeout, a header one of the same name.
    private static func replaces(_ inner: ClauseSyntax, _ outer: ClauseSyntax) -> Bool {
        switch (inner.kind, outer.kind) {
        case (.timeout, .timeout): true
        case (.header(let a, _), .header(let b, _)): a.text.lowercased() == b.text.lowercased()
        default: false
        }
    }
}
