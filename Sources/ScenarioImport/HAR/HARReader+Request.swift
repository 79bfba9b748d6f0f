import JSON

extension HARReader {
    /// Headers that the browser or the transport adds; a load generator has its own.
    private static let ofBrowser: Set<String> = [
        "host", "connection", "content-length", "accept-encoding", "origin", "referer", "cache-control", "pragma",
        "dnt",
        "upgrade-insecure-requests", "priority", "te", "transfer-encoding", "keep-alive", "proxy-connection", "expect",
        "if-none-match", "if-modified-since", "save-data", "user-agent", "upgrade",
    ]

    mutating func request(_ entry: HAREntry, _ url: URLParts, name: String, known: KnownValues) -> Draft.Request {
        var request = Draft.Request(method: entry.method, path: "/", name: name)
        RequestMaker.addTarget(url, to: &request, secrets: &draft.secrets, known: known)
        for (name, value) in entry.headers { addHeader(name, value, to: &request, known) }
        addBody(entry, to: &request, known)
        addStatus(entry, to: &request)
        for (value, variable) in known.embeddable { request.replace(value, by: variable) }
        Credentials.recognise(in: &request)
        return request
    }

    private mutating func addHeader(
        _ name: String,
        _ value: String,
        to request: inout Draft.Request,
        _ known: KnownValues
    ) {
        let lower = name.lowercased()
        if lower.hasPrefix(":") || lower == "content-type" { return }
        if lower.hasPrefix("sec-") || Self.ofBrowser.contains(lower) || lower == "accept" && value == "*/*" {
            if !["host", "connection", "content-length", "accept", "accept-encoding"].contains(lower) {
                leftOut.insert(lower.hasPrefix("sec-") ? "sec-*" : lower)
            }
            return
        }
        if lower == "cookie" { return addCookies(value, to: &request) }
        guard !value.isEmpty else { return }
        if lower.contains("idempotency") || lower == "x-request-id", StepNaming.isUUID(value) {
            request.headers.append(Draft.Field(name: name, value: .place("uuid()")))
        } else if Sensitive.isHeader(name) || RequestMaker.credentials(value) != nil {
            request.headers.append(RequestMaker.secretHeader(name, value, secrets: &draft.secrets, known: known))
        } else {
            let text = known.variable(for: value, name: name).map { DraftText.place($0) } ?? DraftText(value)
            request.headers.append(Draft.Field(name: name, value: text))
        }
    }

    /// Cookies that the service set during the recording come again by themselves; others are secrets.
    private mutating func addCookies(_ value: String, to request: inout Draft.Request) {
        var text = DraftText()
        for pair in value.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = parts[0].filter { !$0.isWhitespace }
            guard parts.count == 2, !name.isEmpty else { continue }
            if Sensitive.isTrackingCookie(name) {
                leftOut.insert("cookies of analytics")
                continue
            }
            if cookiesSet.contains(name) { continue }
            let secret = draft.secrets.name(
                for: parts[1],
                hint: "cookie_\(name)",
                comment: "the cookie \(name.prefix(60))"
            )
            text.append((text.isEmpty ? "" : "; ") + name + "=")
            text.appendPlace(secret)
        }
        guard !text.isEmpty else { return }
        request.headers.append(Draft.Field(name: "Cookie", value: text))
    }

    private mutating func addBody(_ entry: HAREntry, to request: inout Draft.Request, _ known: KnownValues) {
        let type = RequestMaker.essence(entry.bodyType)
        if entry.hasFile || type == "multipart/form-data" {
            addParts(entry, to: &request, known)
        } else if let text = entry.bodyText, !text.isEmpty {
            RequestMaker.addBody(text, type: entry.bodyType, to: &request, secrets: &draft.secrets, known: known)
        } else if !entry.bodyFields.isEmpty {
            request.body = .form(
                entry.bodyFields.map {
                    RequestMaker.field(
                        FormText.decode($0.name, plus: true) ?? $0.name,
                        FormText.decode($0.value, plus: true) ?? $0.value,
                        secrets: &draft.secrets,
                        known: known
                    )
                }
            )
        }
        if request.body != nil, request.method == "GET" || request.method == "HEAD" {
            request.remarks.append("the recording has this body in a \(request.method) request")
        }
    }

    private mutating func addParts(_ entry: HAREntry, to request: inout Draft.Request, _ known: KnownValues) {
        if entry.bodyFields.isEmpty {
            request.remarks.append("not translated: a multipart body, whose parts the recording does not have")
        }
        MultipartParts.add(
            entry.bodyFields.map { name, value in
                let file = entry.files[name]
                let field = RequestMaker.field(name, value, secrets: &draft.secrets, known: known)
                return MultipartParts.Part(name: name, value: field.value, file: file?.name, type: file?.type)
            },
            to: &request
        )
    }

    private func addStatus(_ entry: HAREntry, to request: inout Draft.Request) {
        switch entry.status {
        case 304: request.statuses = [200, 304]
        case 100...599: request.statuses = [entry.status]
        default: request.remarks.append("the recording has no answer to this request")
        }
    }

    // MARK: The whole

    mutating func describe() {
        draft.heading.append(
            "Pauses are the recorded ones; what the browser sent at the same time stands in parallel { }."
        )
        if !leftOut.isEmpty {
            draft.heading.append("Left out of the requests: \(leftOut.sorted().joined(separator: ", ")).")
        }
        if !cookiesSet.isEmpty {
            let names = cookiesSet.sorted().prefix(10).joined(separator: ", ")
            draft.heading.append("Cookies that the service sets are kept for each user and sent again: \(names).")
        }
    }
}

/// What a request sends that may come from an earlier answer.
enum HARUses {
    static func of(_ entry: HAREntry, _ url: URLParts) -> [Correlation.Use] {
        var uses: [Correlation.Use] = []
        var before = ""
        for segment in url.segments {
            let text = FormText.decode(segment, plus: false) ?? segment
            uses.append(Correlation.Use(value: text, name: before, isSegment: true))
            before = text
        }
        func add(_ name: String, _ value: String) {
            guard !value.isEmpty else { return }
            uses.append(Correlation.Use(value: value, name: name, isSegment: false))
        }
        for field in FormText.fields(url.query ?? "") ?? [] { add(field.name, field.value) }
        for (name, value) in entry.headers where name.lowercased() != "cookie" {
            add(name, RequestMaker.credentials(value)?.token ?? value)
        }
        for field in entry.bodyFields { add(field.name, FormText.decode(field.value, plus: true) ?? field.value) }
        guard let text = entry.bodyText else { return uses }
        if let json = JSONValue(text: text) {
            var left = 2000
            scalars(json, "", &left) { name, value in add(name, value) }
        } else if entry.bodyFields.isEmpty {
            for field in FormText.fields(text) ?? [] { add(field.name, field.value) }
        }
        return uses
    }

    private static func scalars(_ json: JSONValue, _ name: String, _ left: inout Int, _ body: (String, String) -> Void)
    {
        guard left > 0 else { return }
        switch json {
        case .array(let items): for item in items { scalars(item, name, &left, body) }
        case .object(let members): for member in members { scalars(member.value, member.name, &left, body) }
        case .string, .number:
            left -= 1
            if let text = json.scalarText { body(name, text) }
        case .null, .bool: break
        }
    }
}

extension Draft.Request {
    /// Every occurrence of a text in fields and body becomes a place.
    mutating func replace(_ value: String, by expression: String) {
        for index in headers.indices { headers[index].value = headers[index].value.replacing(value, by: expression) }
        for index in query.indices { query[index].value = query[index].value.replacing(value, by: expression) }
        switch body {
        case .json(let json): body = .json(json.mapTexts { $0.replacing(value, by: expression) })
        case .raw(let text): body = .raw(text.replacing(value, by: expression))
        case .form(let fields): body = .form(fields.map { $0.replacing(value, by: expression) })
        case .multipart(let fields): body = .multipart(fields.map { $0.replacing(value, by: expression) })
        case .graphql: break
        case nil: break
        }
    }
}

extension Draft.Field {
    func replacing(_ value: String, by expression: String) -> Draft.Field {
        Draft.Field(name: name, value: self.value.replacing(value, by: expression))
    }
}
