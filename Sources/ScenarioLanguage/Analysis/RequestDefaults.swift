/// What `defaults { }` may hold, and how the inner one replaces the outer.
enum RequestDefaults {
    /// The clauses that are allowed; others are said.
    static func checked(_ syntax: DefaultsSyntax, _ bag: DiagnosticBag) -> [ClauseSyntax] {
        syntax.clauses.filter { clause in
            switch clause.kind {
            case .header, .timeout, .redirects, .compression, .auth, .forwarded: return true
            default:
                bag.error(
                    "not-a-default",
                    "this cannot be a default",
                    at: clause.range,
                    "defaults hold header, timeout, redirects, compression, auth and forwarded for"
                )
                return false
            }
        }
    }

    /// The outer clauses that the inner ones do not replace, then the inner ones.
    static func merged(_ outer: [ClauseSyntax], with inner: [ClauseSyntax]) -> [ClauseSyntax] {
        outer.filter { clause in !inner.contains { replaces($0, clause) } } + inner
    }

    /// Those of some defaults that also hold for a request to another service than the target: what tells the target who
    /// asks, or which of its sites is meant, is no other's business.
    static func elsewhere(_ defaults: [ClauseSyntax]) -> [ClauseSyntax] {
        defaults.filter { clause in
            switch clause.kind {
            case .auth: false
            case .header(let name, _): !["authorization", "host", "cookie"].contains(name.text.lowercased())
            default: true
            }
        }
    }

    /// A clause replaces one of its kind, a header one of the same name; an `Authorization` of one's own replaces `auth`.
    private static func replaces(_ inner: ClauseSyntax, _ outer: ClauseSyntax) -> Bool {
        switch (inner.kind, outer.kind) {
        case (.timeout, .timeout), (.redirects, .redirects), (.compression, .compression), (.auth, .auth),
            (.forwarded, .forwarded):
            true
        case (.header(let a, _), .auth), (.auth, .header(let a, _)): a.text.lowercased() == "authorization"
        case (.header(let a, _), .header(let b, _)): a.text.lowercased() == b.text.lowercased()
        default: false
        }
    }
}
