/// One part of a `multipart` body.
struct PartSyntax: Sendable {
    enum Content: Sendable {
        case value(TemplateSyntax)
        case file(NameSyntax, type: NameSyntax?)
    }

    var name: NameSyntax
    var content: Content
}

/// `graphql { query … variables … operation … }`.
struct GraphQLSyntax: Sendable {
    enum Document: Sendable {
        case text(TemplateSyntax)
        case file(NameSyntax)
    }

    var document: Document?
    var variables: TemplateSyntax?
    var operation: NameSyntax?
}

/// `auth …`.
enum AuthSyntax: Sendable {
    case basic(user: TemplateSyntax, password: TemplateSyntax)
    case bearer(ExpressionSyntax)
    case off
}
