import Groundwork

/// Takes secrets out of what was kept as text: bodies, queries and headers that could not be taken apart, comments,
/// checks. What has a name that says so was taken out before, as it was read.
extension Draft {
    mutating func redact() {
        title = SecretScanner.censored(title)
        heading = heading.map(SecretScanner.censored)
        for index in parameters.indices where SecretScanner.censored(parameters[index].value) != parameters[index].value
        {
            parameters[index].value = "\"\""
            parameters[index].comment = "held a secret"
        }
        if SecretScanner.hasShape(target) || !SecretScanner.findings(in: target).isEmpty {
            // A target has no places.
            let origin = URLParts(target)?.origin ?? ""
            target = origin.isEmpty || SecretScanner.hasShape(origin) ? "http://127.0.0.1:8080" : origin
            heading.append("Left out of the target's address: what looks like a secret; --target gives it.")
        }
        ways = ways.filter { !SecretScanner.hasShape($0) }
        let redaction = Redaction(secrets: secrets)
        for index in flows.indices {
            flows[index].comments = flows[index].comments.map(SecretScanner.censored)
            flows[index].steps = flows[index].steps.map(redaction.step)
        }
    }
}

/// One pass over the steps of a draft.
private struct Redaction {
    let secrets: SecretKeeper

    func step(_ step: Draft.Step) -> Draft.Step {
        switch step {
        case .request(let request):
            SecretScanner.hasShape(request.origin ?? "")
                ? .comment("not translated: a request to a host that looks like a secret")
                : .request(self.request(request))
        case .group(let name, let steps): .group(name, steps.map(self.step))
        case .rounds(let count, let steps): .rounds(count, steps.map(self.step))
        case .parallel(let steps): .parallel(steps.map(self.step))
        case .comment(let text): .comment(SecretScanner.censored(text))
        case .line(let line): .line(SecretScanner.censored(line))
        case .think: step
        }
    }

    private func request(_ given: Draft.Request) -> Draft.Request {
        var request = given
        request.path = path(request.path)
        request.query = request.query.map(field)
        request.headers = request.headers.map(field)
        if case .basic(let user, let password)? = request.auth {
            request.auth = .basic(user: text(user), password: text(password))
        }
        request.body = request.body.map(body)
        let safe = request.checks.filter { SecretScanner.findings(in: $0, as: .data).isEmpty }
        if safe.count < request.checks.count { request.remarks.append("left out: a check that compares with a secret") }
        request.checks = safe
        request.captures = request.captures.map { given in
            guard SecretScanner.hasShape(given.source) else { return given }
            var capture = given
            capture.source = given.source.hasPrefix("json ") ? "json $.redacted" : "header \"redacted\""
            capture.comment = "left out: its name in the answer, which looks like a secret"
            return capture
        }
        request.clauses = request.clauses.map(SecretScanner.censored)
        request.comments = request.comments.map(SecretScanner.censored)
        request.remarks = request.remarks.map(SecretScanner.censored)
        return request
    }

    private func field(_ field: Draft.Field) -> Draft.Field {
        let name = SecretScanner.hasShape(field.name) ? "redacted" : field.name
        return Draft.Field(name: name, value: text(field.value))
    }

    private func body(_ body: Draft.Body) -> Draft.Body {
        switch body {
        case .json(let json): .json(self.json(json))
        case .form(let fields): .form(fields.map(field))
        case .multipart(let fields): .multipart(fields.map(field))
        case .graphql(let query, let variables): .graphql(query: text(query), variables: variables.map(json))
        case .raw(let raw): .raw(text(raw))
        }
    }

    private func json(_ json: DraftJSON) -> DraftJSON {
        switch json {
        case .place: json
        case .bare(let digits):
            SecretScanner.hasShape(digits)
                ? .place(secrets.name(for: digits, hint: "number", comment: "a number of the body")) : json
        case .text(let text): .text(self.text(text))
        case .array(let items): .array(items.map(self.json))
        case .object(let members):
            .object(
                members.map { member in
                    let name = SecretScanner.hasShape(member.name) ? "redacted" : member.name
                    return DraftJSON.Member(name: name, value: self.json(member.value))
                }
            )
        }
    }

    private func text(_ text: DraftText) -> DraftText {
        text.mapLiterals { pieces(of: $0) { $0 } }
    }

    /// What stands in a path is encoded there, and once more when it is sent: the secret is what it means.
    private func path(_ path: DraftText) -> DraftText {
        path.mapLiterals { pieces(of: $0, as: .path) { PercentEncoding.decoded($0) ?? $0 } }
    }

    private func pieces(
        of literal: String,
        as kind: SecretScanner.Kind = .data,
        value: (String) -> String
    ) -> DraftText {
        let findings = SecretScanner.findings(in: literal, as: kind)
        guard !findings.isEmpty else { return DraftText(literal) }
        let bytes = Array(literal.utf8)
        var result = DraftText()
        var start = 0
        for finding in findings {
            result.append(String(decoding: bytes[start..<finding.range.lowerBound], as: UTF8.self))
            let found = value(String(decoding: bytes[finding.range], as: UTF8.self))
            result.appendPlace(secrets.name(for: found, hint: finding.hint, comment: "a value of the input"))
            start = finding.range.upperBound
        }
        result.append(String(decoding: bytes[start...], as: UTF8.self))
        return result
    }
}
