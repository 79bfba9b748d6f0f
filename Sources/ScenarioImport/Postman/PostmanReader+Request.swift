import JSON

extension PostmanReader {
    /// The step of a request.
    mutating func step(_ item: PostmanItem, flow: String) -> Draft.Step {
        let method = (item.request["method"]?.string ?? "GET").uppercased()
        guard RequestMaker.methods.contains(method) else {
            return .comment("not translated: \(item.name.prefix(80)): the language has no method \(method.prefix(20))")
        }
        var request = Draft.Request(method: method, path: "/", name: "")
        let url = url(item)
        addTarget(url, item, to: &request)
        for header in item.request["header"]?.items ?? [] { addHeader(header, to: &request) }
        addAuth(item.auth, to: &request)
        addBody(item.request["body"], to: &request)
        request.name = take(name(item, url, method), flow: flow)
        if let text = (item.request["description"]?["content"] ?? item.request["description"])?.string, !text.isEmpty {
            request.comments.append(String(text.prefix(200)))
        }
        addScripts(item, to: &request)
        request = variables.markers.restore(request)
        Credentials.recognise(in: &request)
        return .request(request)
    }

    /// `Create booking` in the folder Bookings is `bookings.create`.
    private func name(_ item: PostmanItem, _ url: URLParts, _ method: String) -> String {
        let operation = JSONValue.object([JSONMember(name: "operationId", value: .string(item.name))])
        let byPath = StepNaming.name(method: method, segments: url.segments)
        let family = item.folders.last.map { Names.label($0, or: "") } ?? ""
        let around = family.isEmpty ? byPath.split(separator: ".").first.map(String.init) ?? "" : family
        return OperationNaming.name(operation, family: around, method: method, path: url.path)
    }

    // MARK: Address

    private mutating func url(_ item: PostmanItem) -> URLParts {
        let address = PostmanReader.address(item, filledIn: variables.filledIn)
        let path = address.range(ofPathIn: address)
        var rest = String(address[path...])
        for variable in item.request["url"]?["variable"]?.items ?? [] {
            guard let key = variable["key"]?.string, !key.isEmpty else { continue }
            let value = variable["value"]?.scalarText ?? ""
            let filler = value.isEmpty ? "{{\(key)}}" : value
            rest = rest.split(separator: "/", omittingEmptySubsequences: false)
                .map { Self.segment($0, isVariable: key, filler) }.joined(separator: "/")
        }
        let marked = variables.marked(rest)
        let origin = URLParts(String(address[..<path]))?.origin ?? draft.target
        if let parts = URLParts(origin + (marked.hasPrefix("/") || marked.isEmpty ? marked : "/" + marked)) {
            return parts
        }
        return URLParts(local: "/")
    }

    private static func segment(_ segment: Substring, isVariable key: String, _ filler: String) -> String {
        let name = segment.prefix { $0 != "?" }
        return name == ":" + key ? filler + segment[name.endIndex...] : String(segment)
    }

    private mutating func addTarget(_ url: URLParts, _ item: PostmanItem, to request: inout Draft.Request) {
        guard case .array(let fields)? = item.request["url"]?["query"] else {
            return RequestMaker.addTarget(url, to: &request, secrets: &variables.secrets)
        }
        var bare = url
        bare.query = nil
        RequestMaker.addTarget(bare, to: &request, secrets: &variables.secrets)
        var disabled: [String] = []
        for field in fields {
            guard let key = field["key"]?.string, !key.isEmpty else { continue }
            if field["disabled"]?.bool ?? false {
                disabled.append(key)
                continue
            }
            let value = variables.marked(field["value"]?.scalarText ?? "")
            request.query.append(
                RequestMaker.field(
                    variables.marked(key),
                    FormText.decode(value, plus: false) ?? value,
                    secrets: &variables.secrets
                )
            )
        }
        if !disabled.isEmpty {
            request.remarks.append("switched off in Postman: \(disabled.prefix(20).joined(separator: ", "))")
        }
    }

    // MARK: Headers

    private mutating func addHeader(_ header: JSONValue, to request: inout Draft.Request) {
        guard let key = header["key"]?.string, !key.isEmpty else { return }
        if header["disabled"]?.bool ?? false {
            request.remarks.append("switched off in Postman: the header \(key.prefix(60))")
            return
        }
        if ["content-length", "host"].contains(key.lowercased()) { return }
        addHeader(key, header["value"]?.scalarText ?? "", to: &request)
    }

    private mutating func addHeader(_ key: String, _ value: String, to request: inout Draft.Request) {
        let value = variables.marked(value)
        let isSecret = Sensitive.isHeader(key) || RequestMaker.credentials(value) != nil
        if isSecret, !value.isEmpty {
            request.headers.append(RequestMaker.secretHeader(key, value, secrets: &variables.secrets))
        } else {
            request.headers.append(Draft.Field(name: variables.marked(key), value: DraftText(value)))
        }
    }

    /// A value of an authentication: a list of keys and values, or an object in format 2.0.
    private func value(_ auth: JSONValue, _ type: String, _ key: String) -> String {
        let settings = auth[type]
        let item = settings?.items.first { $0["key"]?.string == key }
        return (item?["value"] ?? settings?[key])?.scalarText ?? ""
    }

    private mutating func addAuth(_ auth: JSONValue?, to request: inout Draft.Request) {
        guard let auth, let type = auth["type"]?.string, type != "noauth" else { return }
        switch type {
        case "bearer": addToken(value(auth, type, "token"), to: &request)
        case "oauth2": addToken(value(auth, type, "accessToken"), to: &request)
        case "basic":
            let password = value(auth, type, "password")
            let marked = variables.marked(password)
            let isPlain = !password.isEmpty && !Markers.isIn(marked)
            var text = DraftText(marked)
            if isPlain {
                text = .place(variables.secrets.name(for: password, hint: "password", comment: "basic auth"))
            }
            request.auth = .basic(user: DraftText(variables.marked(value(auth, type, "username"))), password: text)
        case "apikey":
            let key = value(auth, type, "key").isEmpty ? "X-API-Key" : value(auth, type, "key")
            let marked = variables.marked(value(auth, type, "value"))
            let text: DraftText
            if Markers.isIn(marked) {
                text = DraftText(marked)
            } else {
                text = .place(variables.secrets.name(for: marked, hint: key, comment: "api key"))
            }
            let field = Draft.Field(name: key, value: text)
            if value(auth, type, "in") == "query" { request.query.append(field) } else { request.headers.append(field) }
        default: request.remarks.append("not translated: authentication of the type \(type.prefix(30))")
        }
    }

    private mutating func addToken(_ token: String, to request: inout Draft.Request) {
        if token.isEmpty {
            let secret = variables.secrets.name(for: "", hint: "access_token", comment: "bearer token")
            request.auth = .bearer(secret)
        } else {
            addHeader("Authorization", "Bearer \(token)", to: &request)
        }
    }

    // MARK: Bodies

    private mutating func addBody(_ body: JSONValue?, to request: inout Draft.Request) {
        guard let body, !(body["disabled"]?.bool ?? false), let mode = body["mode"]?.string else { return }
        switch mode {
        case "raw":
            guard let raw = body["raw"]?.string, !raw.isEmpty else { return }
            let languages = ["json": "application/json", "xml": "application/xml", "html": "text/html"]
            let language = body["options"]?["raw"]?["language"]?.string ?? ""
            var type = languages[language]
            if let index = request.headers.firstIndex(where: { $0.name.lowercased() == "content-type" }) {
                type = request.headers.remove(at: index).value.literal ?? type
            }
            RequestMaker.addBody(variables.marked(raw), type: type, to: &request, secrets: &variables.secrets)
        case "urlencoded":
            request.headers.removeAll { $0.name.lowercased() == "content-type" }
            request.body = .form(
                enabled(body["urlencoded"], &request).map { key, value in
                    RequestMaker.field(key, value, secrets: &variables.secrets)
                }
            )
        case "graphql": addGraphQL(body["graphql"], to: &request)
        case "formdata":
            request.headers.removeAll { $0.name.lowercased() == "content-type" }
            let files = Dictionary(
                (body["formdata"]?.items ?? []).filter { $0["type"]?.string == "file" }
                    .map { ($0["key"]?.string ?? "", $0["src"]?.string ?? $0["src"]?.items.first?.string ?? "file") },
                uniquingKeysWith: { first, _ in first }
            )
            MultipartParts.add(
                enabled(body["formdata"], &request).map { key, value in
                    MultipartParts.Part(
                        name: key,
                        value: RequestMaker.field(key, value, secrets: &variables.secrets).value,
                        file: files[key]
                    )
                },
                to: &request
            )
        default: request.remarks.append("not translated: a body of the kind \(mode.prefix(30))")
        }
    }

    private mutating func enabled(_ fields: JSONValue?, _ request: inout Draft.Request) -> [(String, String)] {
        var result: [(String, String)] = []
        for field in fields?.items ?? [] {
            guard let key = field["key"]?.string, !key.isEmpty else { continue }
            if field["disabled"]?.bool ?? false {
                request.remarks.append("switched off in Postman: the field \(key.prefix(60))")
            } else {
                result.append((variables.marked(key), variables.marked(field["value"]?.scalarText ?? "")))
            }
        }
        return result
    }

    private mutating func addGraphQL(_ body: JSONValue?, to request: inout Draft.Request) {
        let query = variables.marked(body?["query"]?.string ?? "")
        var values: DraftJSON?
        if let text = body?["variables"]?.string, !text.isEmpty {
            if let json = JSONValue(text: Markers.quoteBare(variables.marked(text))) {
                let value = RequestMaker.jsonBody(json, secrets: &variables.secrets)
                if value.depth < RequestMaker.jsonDepth {
                    values = value
                }
            } else {
                request.remarks.append("not translated: the variables of the query, which are no JSON")
            }
        }
        request.body = .graphql(query: DraftText(query), variables: values)
    }

    // MARK: Scripts

    private mutating func addScripts(_ item: PostmanItem, to request: inout Draft.Request) {
        request.statuses = item.tests.statuses
        request.checks += item.tests.checks
        var seen: Set<String> = []
        for capture in item.tests.captures where seen.insert(capture.variable).inserted {
            request.captures.append(
                Draft.Capture(name: variables.expression(capture.variable), source: capture.source)
            )
        }
        for line in item.before.rest { request.comments.append("not translated, a script before it: \(line)") }
        for capture in item.before.captures {
            request.comments.append("not translated, a script before it sets \(capture.variable)")
        }
        for line in item.tests.rest { request.remarks.append("not translated: \(line)") }
    }
}

extension Draft.Request {
    /// The expressions of all its places.
    var expressions: [String] {
        var result = path.places
        for field in query + headers { result += field.value.places }
        result += auth?.places ?? []
        switch body {
        case .raw(let text): result += text.places
        case .form(let fields), .multipart(let fields): for field in fields { result += field.value.places }
        case .graphql(let query, let variables): result += query.places + (variables?.expressions ?? [])
        case .json(let json): result += json.expressions
        case nil: break
        }
        return result
    }
}

extension DraftJSON {
    var expressions: [String] {
        switch self {
        case .bare: []
        case .place(let expression): [expression]
        case .text(let text): text.places
        case .array(let items): items.flatMap(\.expressions)
        case .object(let members): members.flatMap(\.value.expressions)
        }
    }
}
