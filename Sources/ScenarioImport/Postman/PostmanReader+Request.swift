import Groundwork
import JSON

extension PostmanReader {
    /// The step of a request.
    mutating func step(_ item: PostmanItem, flow: String) -> Draft.Step {
        let method = (item.request["method"]?.string ?? "GET").uppercased()
        guard RequestMaker.methods.contains(method) else {
            return .comment(
                "not translated: \(item.name.excerpt(80)): the language has no method \(RequestMaker.said(method))"
            )
        }
        let address = PostmanReader.address(item, filledIn: variables.filledIn, isPath: variables.isPath)
        if item.address.isEmpty {
            return .comment("not translated: \(item.name.excerpt(80)): a request without an address")
        }
        if ["ws:", "wss:"].contains(where: address.lowercased().hasPrefix) {
            let bare = address.prefix { $0 != "?" && $0 != "@" }.excerpt(200)
            return .comment("not translated: the web socket \(bare): the language has no live connections")
        }
        var request = Draft.Request(method: method, path: "/", name: "")
        let url = url(item, &request)
        addTarget(url, item, to: &request)
        for header in item.request["header"]?.items ?? [] { addHeader(header, to: &request) }
        // Format 2.0 may have them as one text.
        for line in item.request["header"]?.string?.split(whereSeparator: \.isNewline) ?? [] {
            let halves = line.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
            guard halves.count == 2 else { continue }
            let members = [("key", halves[0]), ("value", halves[1])]
            addHeader(.object(members.map { JSONMember(name: $0, value: .string(String($1))) }), to: &request)
        }
        addAuth(item.auth, to: &request)
        addBody(item, to: &request)
        if item.stopsAtRedirects { request.clauses.append("redirects off") }
        request.name = take(name(item, url, method), flow: flow)
        if let text = (item.request["description"]?["content"] ?? item.request["description"])?.string, !text.isEmpty {
            request.comments.append(text.excerpt(200))
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

    private mutating func url(_ item: PostmanItem, _ request: inout Draft.Request) -> URLParts {
        let address = PostmanReader.address(item, filledIn: variables.filledIn, isPath: variables.isPath)
        let path = address.range(ofPathIn: address)
        var rest = String(address[path...])
        var given: [String: String] = [:]
        for variable in item.request["url"]?["variable"]?.items ?? [] {
            guard let key = variable["key"]?.string, !key.isEmpty else { continue }
            given[key] = variable["value"]?.scalarText ?? ""
        }
        let mark = rest.firstIndex(of: "?") ?? rest.endIndex
        rest =
            rest[..<mark].split(separator: "/", omittingEmptySubsequences: false).map { Self.segment($0, given) }
            .joined(separator: "/") + rest[mark...]
        if let mark = rest.firstIndex(of: "?") {
            rest = rest[..<mark] + "?" + query(rest[mark...].dropFirst(), &request.remarks)
        }
        let marked = variables.marked(rest)
        let known = URLParts(String(address[..<path]))
        if known == nil {
            let head = String(address[..<path])
            variables.noteHost(head)
            let isBare = head.wholeMatch(of: /\{\{[^{}]*\}\}/) != nil
            if !isBare {
                request.remarks.append("not translated: the host \(head.excerpt(100)); the target stands for it")
            }
        }
        let origin = known?.origin ?? draft.target
        if origin != draft.target { request.origin = origin }
        if let parts = URLParts(origin + (marked.hasPrefix("/") || marked.isEmpty ? marked : "/" + marked)) {
            if let user = known?.user, item.auth == nil {
                request.auth = Credentials.basic(variables.marked(user), secrets: variables.secrets)
            }
            return parts
        }
        return URLParts(local: "/")
    }

    /// A query as text, with the values of variables in its names.
    private func query(_ text: Substring, _ remarks: inout [String]) -> String {
        text.split(separator: "&", omittingEmptySubsequences: false).map { field in
            let name = field.prefix { $0 != "=" }
            return self.name(String(name), &remarks) + field[name.endIndex...]
        }.joined(separator: "&")
    }

    /// `:id` of a path: its value, or else a variable of that name.
    private static func segment(_ segment: Substring, _ given: [String: String]) -> String {
        guard segment.hasPrefix(":"), segment.count > 1 else { return String(segment) }
        let name = String(segment.dropFirst())
        guard name.utf8.allSatisfy({ SecretShapes.isToken($0) }) else { return String(segment) }
        let value = given[name] ?? ""
        return value.isEmpty ? "{{\(name)}}" : value
    }

    private mutating func addTarget(_ url: URLParts, _ item: PostmanItem, to request: inout Draft.Request) {
        guard case .array(let fields)? = item.request["url"]?["query"], !fields.isEmpty else {
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
                    name(key, &request.remarks),
                    PercentEncoding.decoded(value) ?? value,
                    secrets: &variables.secrets
                )
            )
        }
        if !disabled.isEmpty {
            request.remarks.append("switched off in Postman: \(disabled.prefix(20).joined(separator: ", "))")
        }
    }

    /// A field's name, which cannot be a variable: its value stands there.
    func name(_ key: String, _ remarks: inout [String]) -> String {
        guard TextSearch.contains(key, "{{") else { return Markers.cleaned(key) }
        let filled = variables.filledIn(Markers.cleaned(key))
        guard TextSearch.contains(filled, "{{") else { return filled }
        remarks.append("not translated: a variable in the name of a field, \(key.excerpt(60))")
        return filled.replacing("{{", with: "").replacing("}}", with: "")
    }

    // MARK: Headers

    private mutating func addHeader(_ header: JSONValue, to request: inout Draft.Request) {
        guard let key = header["key"]?.string, !key.isEmpty else { return }
        if header["disabled"]?.bool ?? false {
            request.remarks.append("switched off in Postman: the header \(key.excerpt(60))")
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
            request.headers.append(Draft.Field(name: name(key, &request.remarks), value: DraftText(value)))
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
            request.auth = Credentials.basic(
                user: variables.marked(value(auth, type, "username")),
                password: variables.marked(value(auth, type, "password")),
                secrets: variables.secrets
            )
        case "apikey":
            let key = value(auth, type, "key").isEmpty ? "X-API-Key" : value(auth, type, "key")
            let marked = variables.marked(value(auth, type, "value"))
            let text: DraftText
            if Markers.isIn(marked) {
                text = DraftText(marked)
            } else {
                text = .place(
                    variables.secrets.name(
                        for: marked,
                        hint: Names.words(key).isEmpty ? "api_key" : key,
                        comment: "api key"
                    )
                )
            }
            let field = Draft.Field(name: key, value: text)
            if value(auth, type, "in") == "query" { request.query.append(field) } else { request.headers.append(field) }
        default: request.remarks.append("not translated: authentication of the type \(type.excerpt(30))")
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

    // MARK: Scripts

    private mutating func addScripts(_ item: PostmanItem, to request: inout Draft.Request) {
        var seen: Set<String> = []
        var statuses = item.tests.statuses
        for script in item.allTests.reversed() {
            if statuses.isEmpty { statuses = script.statuses }
            request.checks += script.checks.filter { !request.checks.contains($0) }
            for capture in script.captures where seen.insert(capture.variable).inserted {
                let name = variables.expression(capture.variable)
                // What a folder takes from all answers is not in each of them.
                let isOwn = item.tests.captures.contains { $0.variable == capture.variable }
                request.captures.append(
                    Draft.Capture(name: name, source: capture.source + (isOwn ? "" : " or \(name)"))
                )
            }
        }
        request.statuses = statuses
        for line in item.folderLines { request.comments.append("not translated, a script \(line)") }
        for line in item.before.rest { request.comments.append("not translated, a script before it: \(line)") }
        for capture in item.before.captures {
            request.comments.append("not translated, a script before it sets \(capture.variable)")
        }
        for line in item.tests.rest { request.remarks.append("not translated: \(line)") }
    }
}
