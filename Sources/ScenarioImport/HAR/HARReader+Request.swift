import Groundwork

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
        if url.origin != draft.target { request.origin = url.origin }
        RequestMaker.addTarget(url, to: &request, secrets: &draft.secrets, known: known)
        for (name, value) in entry.headers { addHeader(name, value, to: &request, known) }
        if let user = url.user, !request.headers.contains(where: { $0.name.lowercased() == "authorization" }) {
            request.auth = Credentials.basic(PercentEncoding.decoded(user, plus: false) ?? user, secrets: draft.secrets)
        }
        addBody(entry, to: &request, known)
        addStatus(entry, to: &request)
        request.mapTexts(correlation.embedded)
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
            rotating.note(name, value, secrets: draft.secrets)
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
            if Sensitive.isOpenCookie(name, value: parts[1]) {
                text.append((text.isEmpty ? "" : "; ") + name + "=" + parts[1])
                continue
            }
            let secret = draft.secrets.name(
                for: parts[1],
                hint: "cookie_\(name)",
                comment: "the cookie \(name.excerpt(60))"
            )
            text.append((text.isEmpty ? "" : "; ") + name + "=")
            text.appendPlace(secret)
        }
        guard !text.isEmpty else { return }
        request.headers.append(Draft.Field(name: "Cookie", value: text))
    }

    private mutating func addBody(_ entry: HAREntry, to request: inout Draft.Request, _ known: KnownValues) {
        let type = RequestMaker.essence(entry.bodyType)
        if let reason = entry.unwritableBody {
            request.headers.removeAll { $0.name.lowercased() == "content-encoding" }
            if let type = entry.bodyType, !type.isEmpty {
                request.headers.append(Draft.Field(name: "Content-Type", value: DraftText(type)))
            }
            request.remarks.append(
                "not translated: \(reason); put it into a file beside the scenario and write: body from \"FILE\""
            )
        } else if entry.hasFile || type == "multipart/form-data" {
            addParts(entry, to: &request, known)
        } else if let text = entry.bodyText, !text.isEmpty {
            RequestMaker.addBody(text, type: entry.bodyType, to: &request, secrets: &draft.secrets, known: known)
        } else if !entry.bodyFields.isEmpty {
            request.body = .form(
                entry.bodyFields.map {
                    RequestMaker.field(
                        PercentEncoding.decoded($0.name, plus: true) ?? $0.name,
                        PercentEncoding.decoded($0.value, plus: true) ?? $0.value,
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

    /// The parts as the recording lists them, or else as they stand in its text.
    private mutating func addParts(_ entry: HAREntry, to request: inout Draft.Request, _ known: KnownValues) {
        var parts = entry.bodyFields.map { name, value in
            MultipartText.Part(name: name, value: value, file: entry.files[name]?.name, type: entry.files[name]?.type)
        }
        if parts.isEmpty, let text = entry.bodyText {
            parts = MultipartText.parts(text, type: entry.bodyType ?? "") ?? []
        }
        if parts.isEmpty {
            request.remarks.append("not translated: a multipart body, whose parts the recording does not have")
        }
        MultipartParts.add(
            parts.map { part in
                let field = RequestMaker.field(part.name, part.value, secrets: &draft.secrets, known: known)
                return MultipartParts.Part(name: part.name, value: field.value, file: part.file, type: part.type)
            },
            to: &request
        )
    }

    /// A failure that was recorded is not what a healthy service answers: it is said, not demanded.
    private func addStatus(_ entry: HAREntry, to request: inout Draft.Request) {
        if entry.answerType == "text/event-stream" {
            request.remarks.append("the answer is a stream of events: the request lasts until the service ends it")
        }
        switch entry.status {
        case 304: request.statuses = [200, 304]
        case 100..<400: request.statuses = [entry.status]
        case 400...599:
            request.remarks.append(
                "the recording has the answer \(entry.status); a legitimate one gets a name: "
                    + "outcome NAME when status == \(entry.status)"
            )
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
