import JSON

/// Security schemes: authentication, and headers with secrets.
extension OpenAPIReader {
    mutating func addSecurity(_ requirements: JSONValue?, to request: inout Draft.Request) {
        guard let requirement = requirements?.items.first(where: { !$0.members.isEmpty }) else { return }
        // An empty alternative means that it goes without.
        if requirements?.items.contains(.object([])) ?? false { return }
        for member in requirement.members {
            guard let scheme = description.resolve(description.root["components"]?["securitySchemes"]?[member.name])
            else {
                request.remarks.append("not translated: the unknown security scheme \(member.name)")
                continue
            }
            addScheme(scheme, member.name, to: &request)
        }
    }

    private mutating func addScheme(_ scheme: JSONValue, _ name: String, to request: inout Draft.Request) {
        let comment = "the security scheme \(name)"
        let kind = scheme["type"]?.string ?? ""
        switch (kind, scheme["scheme"]?.string?.lowercased() ?? "") {
        case ("http", "bearer"), ("oauth2", _), ("openIdConnect", _):
            let secret = draft.secrets.name(for: "", hint: "access_token", comment: comment)
            request.auth = .bearer(secret)
        case ("http", "basic"):
            let secret = draft.secrets.name(for: "", hint: "password", comment: comment)
            if !draft.parameters.contains(where: { $0.name == "basic_user" }) {
                draft.parameters.append(Draft.Parameter(name: "basic_user", value: "\"user\"", comment: comment))
            }
            request.auth = .basic(user: .place("basic_user"), password: .place(secret))
        case ("apiKey", _):
            let field = scheme["name"]?.string ?? "api_key"
            let secret = draft.secrets.name(for: "", hint: field, comment: comment)
            switch scheme["in"]?.string {
            case "query": request.query.append(Draft.Field(name: field, value: .place(secret)))
            case "cookie":
                request.addCookie(field, .place(secret))
            default: request.headers.append(Draft.Field(name: field, value: .place(secret)))
            }
        default: request.remarks.append("not translated: the security scheme \(name) of type \(kind)")
        }
    }
}
