/// Authentication as the language says it.
enum Credentials {
    /// A header `Authorization: Bearer TOKEN` whose token is one value is `auth bearer`; a request has one
    /// authorization only.
    static func recognise(in request: inout Draft.Request) {
        recogniseBearer(in: &request)
        var isFirst = request.auth == nil
        let count = request.headers.count
        request.headers.removeAll { header in
            guard header.name.lowercased() == "authorization" else { return false }
            defer { isFirst = false }
            return !isFirst
        }
        if request.headers.count < count { request.remarks.append("not translated: a second authorization") }
    }

    /// Basic authentication (RFC 7617): `user:password`. Where the password is empty the user is a key, as many services
    /// want it, and a secret.
    static func basic(_ value: String, secrets: SecretKeeper) -> Draft.Auth {
        let halves = value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard halves.count > 1 else {
            // curl asks for the password.
            let name = secrets.name(for: "", hint: "password", comment: "of the user of basic authentication")
            return .basic(user: user(halves[0], secrets), password: .place(name))
        }
        return basic(user: halves[0], password: halves[1], secrets: secrets)
    }

    static func basic(user: String, password: String, secrets: SecretKeeper) -> Draft.Auth {
        if password.isEmpty, !user.isEmpty, !Markers.isIn(user) {
            let name = secrets.name(for: user, hint: "api_key", comment: "the user of basic authentication, a key")
            return .basic(user: .place(name), password: "")
        }
        var text = DraftText(password)
        if Markers.isIn(password) {
            text = RequestMaker.mixed(password, hint: "password", secrets: secrets)
        } else if !password.isEmpty {
            text = .place(secrets.name(for: password, hint: "password", comment: "of basic authentication"))
        }
        return .basic(user: self.user(user, secrets), password: text)
    }

    private static func user(_ user: String, _ secrets: SecretKeeper) -> DraftText {
        guard SecretScanner.hasShape(user) else { return DraftText(user) }
        return .place(secrets.name(for: user, hint: "user", comment: "the user of basic authentication"))
    }

    private static func recogniseBearer(in request: inout Draft.Request) {
        guard request.auth == nil,
            let index = request.headers.firstIndex(where: { $0.name.lowercased() == "authorization" })
        else { return }
        let pieces = request.headers[index].value.pieces
        guard pieces.count == 2, case .literal(let scheme) = pieces[0], case .place(let expression) = pieces[1],
            scheme.lowercased() == "bearer "
        else { return }
        request.auth = .bearer(expression)
        request.headers.remove(at: index)
    }
}

/// A multipart body (RFC 7578).
enum MultipartParts {
    struct Part {
        var name: String
        var value: DraftText
        /// The file's name, where the part is one.
        var file: String?
        /// The file's media type, where it is said.
        var type: String?
    }

    /// Fields are written; files are not there yet, so what takes them is said in a comment.
    static func add(_ parts: [Part], to request: inout Draft.Request) {
        let fields = parts.filter { $0.file == nil }
        if !fields.isEmpty { request.body = .multipart(fields.map { Draft.Field(name: $0.name, value: $0.value) }) }
        for part in parts {
            guard let file = part.file else { continue }
            let type = part.type.map { " type \(Spelling.quoted($0))" } ?? ""
            let line = "file \(Names.label(part.name, or: "file")) from \(Spelling.quoted(file))\(type)"
            request.remarks.append("not translated: a file; put it beside the scenario and write into multipart { }:")
            request.remarks.append(line)
        }
    }
}
