import Groundwork
import JSON

/// Turns what was sent into what a scenario says: query, headers and bodies, secrets taken out.
enum RequestMaker {
    /// JSON deeper than this is written as text: a scenario's JSON is limited too.
    static let jsonDepth = 40

    /// Methods that the language knows.
    static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"]

    /// A method for a comment; what is not a word could be anything.
    static func said(_ method: String) -> String {
        method.utf8.count <= 12 && method.utf8.allSatisfy { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
            ? method : "an odd method"
    }

    /// Path and query of a request: query parameters become clauses where they can be written so.
    static func addTarget(
        _ url: URLParts,
        to request: inout Draft.Request,
        secrets: inout SecretKeeper,
        known: KnownValues = KnownValues()
    ) {
        var path = DraftText()
        var before = ""
        let segments = url.path.split(separator: "/", omittingEmptySubsequences: false)
        let hints = PathSecrets.hints(segments)
        for (index, segment) in segments.enumerated() {
            if index > 0 { path.append("/") }
            let text = PercentEncoding.decoded(segment) ?? String(segment)
            if let variable = known.variable(for: text, name: before) {
                path.appendPlace(variable)
            } else if let hint = hints[index] {
                path.appendPlace(secrets.name(for: text, hint: hint, comment: "a part of the path"))
            } else {
                path.append(String(segment))
            }
            before = text
        }
        request.path = path
        guard let query = url.query, !query.isEmpty else { return }
        guard let fields = FormText.fields(query) else {
            request.path.append("?" + query)
            return
        }
        request.query += fields.map { field($0.name, $0.value, secrets: &secrets, known: known) }
    }

    /// A field of a query or a form; a secret's value becomes its name.
    static func field(
        _ name: String,
        _ value: String,
        secrets: inout SecretKeeper,
        known: KnownValues = KnownValues()
    ) -> Draft.Field {
        if let variable = known.variable(for: value, name: name) {
            return Draft.Field(name: name, value: .place(variable))
        }
        guard Sensitive.isField(name, value: value) else { return Draft.Field(name: name, value: DraftText(value)) }
        if Markers.isIn(value) { return Draft.Field(name: name, value: mixed(value, hint: name, secrets: secrets)) }
        let secret = secrets.name(for: value, hint: name, comment: "the field \(name)")
        return Draft.Field(name: name, value: .place(secret))
    }

    /// A header that holds a secret: what is no secret of it stays, as `Bearer` does.
    static func secretHeader(
        _ name: String,
        _ value: String,
        secrets: inout SecretKeeper,
        known: KnownValues = KnownValues()
    ) -> Draft.Field {
        if let variable = known.variable(for: value, name: name) {
            return Draft.Field(name: name, value: .place(variable))
        }
        if Markers.isIn(value) { return Draft.Field(name: name, value: mixed(value, hint: name, secrets: secrets)) }
        if let (scheme, token) = credentials(value) {
            let hint = scheme.lowercased() == "basic" ? "basic_credentials" : "access_token"
            let expression =
                known.variable(for: token, name: name)
                ?? secrets.name(for: token, hint: hint, comment: "of the header \(name)")
            return Draft.Field(name: name, value: DraftText(scheme + " ") + .place(expression))
        }
        let secret = secrets.name(for: value, hint: name, comment: "the header \(name)")
        return Draft.Field(name: name, value: .place(secret))
    }

    /// The value of a secret field where a variable is a part of it: words of the rest that nobody would choose are
    /// secrets too.
    static func mixed(_ value: String, hint: String, secrets: SecretKeeper) -> DraftText {
        var result = DraftText()
        var word = ""
        func finish() {
            let isSecret =
                Sensitive.isOpaque(word) && word.contains(where: \.isNumber)
                && word.utf8.allSatisfy(SecretShapes.isToken)
            if isSecret {
                result.appendPlace(secrets.name(for: word, hint: hint, comment: "a part of \(hint.excerpt(60))"))
            } else {
                result.append(word)
            }
            word = ""
        }
        for scalar in value.unicodeScalars {
            if SecretShapes.isToken(scalar.utf8.first ?? 0), scalar.isASCII {
                word.unicodeScalars.append(scalar)
            } else {
                finish()
                result.append(String(scalar))
            }
        }
        finish()
        return result
    }

    /// Scheme and token of `Bearer abc` and the like (RFC 9110 section 11.4).
    static func credentials(_ value: String) -> (scheme: String, token: String)? {
        let parts = value.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, ["bearer", "basic", "token", "apikey"].contains(parts[0].lowercased()) else {
            return nil
        }
        return (parts[0], parts[1])
    }

    /// The media type alone, in small letters.
    static func essence(_ type: String?) -> String {
        let essence = (type ?? "").split(separator: ";").first.map(String.init) ?? ""
        return essence.filter { !$0.isWhitespace }.lowercased()
    }

    static func isMultipart(_ essence: String) -> Bool { essence.hasPrefix("multipart/") }

    static func isJSON(_ essence: String) -> Bool { essence.hasSuffix("/json") || essence.hasSuffix("+json") }

    /// A body that was sent as text. A content type that does not follow from the body's kind is added as a header.
    static func addBody(
        _ text: String,
        type: String?,
        to request: inout Draft.Request,
        secrets: inout SecretKeeper,
        known: KnownValues = KnownValues()
    ) {
        let essence = essence(type)
        let hasType = request.headers.contains { $0.name.lowercased() == "content-type" }
        func say(_ usual: String) {
            if let type, !hasType, essence != usual {
                request.headers.append(Draft.Field(name: "Content-Type", value: DraftText(type)))
            }
        }
        if !isMultipart(essence), let json = JSONValue(text: Markers.quoteBare(text)),
            json.isObject || json.isArray || isJSON(essence)
        {
            let body = jsonBody(json, secrets: &secrets, known: known)
            if body.depth <= jsonDepth {
                request.body = .json(body)
                return say("application/json")
            }
        }
        if essence == "multipart/form-data", let parts = MultipartText.parts(text, type: type ?? "") {
            request.headers.removeAll { $0.name.lowercased() == "content-type" }
            return MultipartParts.add(
                parts.map { part in
                    let field = field(part.name, part.value, secrets: &secrets, known: known)
                    return MultipartParts.Part(name: part.name, value: field.value, file: part.file, type: part.type)
                },
                to: &request
            )
        }
        // curl calls everything a form.
        let isMarkup = text.first { !$0.isWhitespace }.map { "<{[".contains($0) } ?? false
        if essence == "application/x-www-form-urlencoded", text.contains("="), !isMarkup,
            let fields = FormText.fields(text)
        {
            request.body = .form(fields.map { field($0.name, $0.value, secrets: &secrets, known: known) })
            return
        }
        request.body = .raw(DraftText(text))
        say("")
    }

    /// A JSON body with its secrets taken out.
    static func jsonBody(
        _ json: JSONValue,
        secrets: inout SecretKeeper,
        known: KnownValues = KnownValues()
    ) -> DraftJSON {
        let keeper = secrets
        return DraftJSON(json) { name, value in
            guard let text = value.scalarText, !text.isEmpty else { return nil }
            let isText = value.string != nil
            let own = name.split(separator: ".").last.map(String.init) ?? name
            if let variable = known.variable(for: text, name: own) {
                return isText ? .text(.place(variable)) : .place(variable)
            }
            guard Sensitive.isField(own, value: text) || Sensitive.isField(name), value.bool == nil else { return nil }
            if Markers.isIn(text) { return isText ? .text(mixed(text, hint: own, secrets: keeper)) : nil }
            let secret = keeper.name(for: text, hint: own, comment: "the field \(own)")
            return isText ? .text(.place(secret)) : .place(secret)
        }
    }
}

extension DraftText {
    static func + (left: DraftText, right: DraftText) -> DraftText {
        var result = left
        result.append(right)
        return result
    }
}
