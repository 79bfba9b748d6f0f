import LoadPlan

/// `target "URL" { … }` as it stands in the text.
struct TargetSyntax: Sendable {
    var url: NameSyntax
    var items: [TargetItemSyntax] = []
}

/// One line of how a target is reached.
struct TargetItemSyntax: Sendable {
    enum Kind: Sendable {
        case version(Connection.Version)
        case tls([TLSItemSyntax])
        case proxy(TemplateSyntax)
        case interface(NameSyntax)
        case source(NameSyntax)
        case unixSocket(NameSyntax)
        case resolve(NameSyntax, to: [NameSyntax])
        case connect(NameSyntax, to: NameSyntax)
        case connections(Connection.Sharing)
        case lookupOnce
        case lookupPerUser
        case lookupEvery(QuantitySyntax)
        case cookies(Bool)
    }

    var kind: Kind
    var range: TextRange
    /// The word that says what it is: it may stand once, except for `resolve` and `connect`.
    var word: Keyword
}

/// One line of `tls { … }`.
struct TLSItemSyntax: Sendable {
    enum Kind: Sendable {
        case authorities(NameSyntax)
        case certificate(NameSyntax)
        case key(NameSyntax)
        case verifies(Bool)
        case oldest(Connection.TLS.Version)
        case newest(Connection.TLS.Version)
        case resumes(Bool)
        case serverName(TemplateSyntax)
    }

    var kind: Kind
    var range: TextRange
    var word: Keyword
}
