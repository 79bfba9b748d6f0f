import Groundwork
import LoadPlan

extension FlowAnalysis {
    /// Without `timeout` a request may take this long.
    static let defaultTimeout = 30 * Nanoseconds.second

    func requestStep(_ syntax: RequestSyntax) -> Step {
        let parts = request(syntax)
        for until in parts.until {
            bag.error(
                "until-outside-poll",
                "'until' without 'poll'",
                at: until.range,
                "write poll before \(syntax.method.text)"
            )
        }
        guard let retry = parts.retry else { return .request(parts.request) }
        return .retry(retry)
    }

    func pollStep(_ syntax: PollSyntax) -> Step? {
        let parts = request(syntax.request, isPoll: true)
        let quantities = QuantityAnalysis(bag: bag, names: names)
        let name = builder.series[parts.request.series].name
        let series = series(
            NameSyntax(text: "\(name).until", range: syntax.request.name?.range ?? syntax.request.range),
            .poll
        )
        if parts.until.isEmpty {
            bag.error(
                "missing-until",
                "a poll that never ends",
                at: syntax.request.range,
                "say until when it is repeated",
                help: "until json $.status in \"approved\", \"rejected\""
            )
        }
        if parts.until.count > 1 {
            bag.error(
                "duplicate-clause",
                "two 'until' in one poll",
                at: parts.until[1].range,
                "join them with 'and' or 'or'"
            )
        }
        guard let every = syntax.interval, let limit = syntax.limit else {
            bag.error(
                "poll-times",
                "a poll without its times",
                at: syntax.request.range,
                "write every 500ms for 30s behind the step's name"
            )
            return nil
        }
        guard let interval = quantities.duration(every, "a pause between tries"),
            let longest = quantities.duration(limit, "a time limit"), let until = parts.until.first
        else { return nil }
        if longest == 0 || longest < interval {
            bag.error(
                "poll-times",
                "a poll that ends before its second try",
                at: limit.range,
                "it should be longer than the pause of \(bag.source.text(every.range))"
            )
        }
        return .poll(
            Poll(
                request: parts.request,
                series: series,
                interval: interval,
                limit: longest,
                until: until.expression,
                place: bag.source.place(at: syntax.request.range.start)
            )
        )
    }

    /// What a request is made of, as its clauses are read.
    struct RequestParts {
        var request: Request
        var until: [(expression: Expression, range: TextRange)] = []
        var retry: Retry?
    }

    private func request(_ syntax: RequestSyntax, isPoll: Bool = false) -> RequestParts {
        let place = bag.source.place(at: syntax.range.start)
        let series = series(syntax.name ?? derivedName(syntax), .step)
        readNow = []
        var path = template(syntax.path, .url, .flow)
        let service = service(of: &path, at: syntax.path.range)
        var request = Request(
            series: series,
            method: syntax.method.text,
            service: service,
            path: path,
            timeout: Self.defaultTimeout,
            place: place
        )
        let outer = service == nil ? defaults : RequestDefaults.elsewhere(defaults)
        let clauses = RequestDefaults.merged(outer, with: syntax.clauses)
        for clause in clauses { send(clause, into: &request) }
        builder.variablesSent[series] = readNow
        checkBody(syntax)
        var parts = RequestParts(request: request)
        // In the order in which they take effect: outcomes, then checks, then captures.
        for clause in syntax.clauses { outcome(clause, into: &parts.request) }
        checks(syntax.clauses, into: &parts.request)
        graphqlCheck(syntax, into: &parts.request)
        let retries = retries(syntax, isPoll: isPoll)
        for clause in syntax.clauses {
            if case .capture(let capture) = clause.kind { self.capture(capture, clause.range, into: &parts.request) }
            if case .until(let syntax) = clause.kind { parts.until.append((condition(syntax, .answer), clause.range)) }
        }
        builder.series[series].outcomes = outcomes(of: series)
        checkConditional(parts.request, syntax)
        parts.retry = retries.flatMap { retry($0, of: parts.request, syntax) }
        return parts
    }

    /// A name from method and path, for a step that has none.
    private func derivedName(_ syntax: RequestSyntax) -> NameSyntax {
        var words: [String] = []
        for case .literal(let bytes) in syntax.path.segments {
            let path = bytes.prefix { $0 != UInt8(ascii: "?") }
            words += path.split { !Lexer.isWord($0) && $0 != UInt8(ascii: "-") }.map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        let base = ([syntax.method.text.lowercased()] + (words.isEmpty ? ["root"] : words)).joined(separator: ".")
        var name = base
        var number = 2
        while let taken = seriesNames[.step]?[name], taken != syntax.range {
            name = "\(base).\(number)"
            number += 1
        }
        bag.note(
            "derived-name",
            "a step without a name",
            at: syntax.range,
            "it is measured as \(name); name it with: as \(name)"
        )
        return NameSyntax(text: name, range: syntax.range)
    }

    // MARK: What is sent

    private func send(_ clause: ClauseSyntax, into request: inout Request) {
        switch clause.kind {
        case .header(let name, let value):
            request.headers.append(Request.Field(name: name.text, value: template(value, .header, .flow)))
            // RFC 9110 section 5.6.2: anything else would begin another header, or none.
            if name.text.isEmpty || !name.text.utf8.allSatisfy(Parser.isHeaderNameByte) {
                bag.error(
                    "header-name",
                    "not a header's name",
                    at: name.range,
                    "letters, digits and !#$%&'*+-.^_`|~"
                )
            }
            if name.text.lowercased() == "content-length" || name.text.lowercased() == "transfer-encoding" {
                bag.error(
                    "framing-header",
                    "'\(name.text)' is not for the scenario to say",
                    at: name.range,
                    "it follows from the body"
                )
            }
        case .query(let name, let value):
            request.query.append(Request.Field(name: name.text, value: template(value, .url, .flow)))
        case .json(let body): request.body = .json(template(body, .jsonValue, .flow))
        case .form(let fields):
            request.body = .form(
                fields.map { Request.Field(name: $0.name.text, value: template($0.value, .url, .flow)) }
            )
        case .body(let body): request.body = .raw(template(body, .raw, .flow))
        case .file(let name): request.body = fileBody(name)
        case .multipart(let parts): request.body = multipart(parts, at: clause.range)
        case .graphql(let graphql): request.body = self.graphql(graphql)
        case .redirects(let quantity): request.redirects = redirects(quantity)
        case .compression(let on): request.compression = on
        case .auth(let auth): if let field = authorization(auth) { request.headers.append(field) }
        case .forwarded(let range): if let field = forwarded(range) { request.headers.append(field) }
        case .conditional: request.conditional = true
        case .timeout(let quantity):
            guard let timeout = QuantityAnalysis(bag: bag, names: names).duration(quantity, "a timeout") else { return }
            if timeout == 0 {
                bag.error("quantity", "a timeout of nothing", at: quantity.range, "no answer can be so fast")
            }
            request.timeout = timeout
        case .expect, .capture, .outcome, .until, .retry: break
        }
    }

    /// One body, one timeout and so on.
    private func checkBody(_ syntax: RequestSyntax) {
        var first: [String: TextRange] = [:]
        for clause in syntax.clauses {
            let what: String
            switch clause.kind {
            case .json, .form, .body, .file, .multipart, .graphql: what = "body"
            case .timeout: what = "timeout"
            case .redirects: what = "rule for redirects"
            case .compression: what = "rule for compression"
            case .auth: what = "authorization"
            case .header(let name, _) where name.text.lowercased() == "authorization": what = "authorization"
            case .forwarded: what = "forwarded address"
            default: continue
            }
            if first[what] != nil {
                bag.error("duplicate-clause", "a second \(what)", at: clause.range, "a request has one \(what)")
            } else if what == "body", syntax.method.text == "GET" || syntax.method.text == "HEAD" {
                bag.warning(
                    "body-of-get",
                    "a body in a \(syntax.method.text) request",
                    at: clause.range,
                    "most services ignore or refuse it (RFC 9110 section 9.3.1)"
                )
            }
            first[what] = clause.range
        }
    }

    /// An answer 304 has no body, so nothing may depend on there being one.
    private func checkConditional(_ request: Request, _ syntax: RequestSyntax) {
        guard let clause = syntax.clauses.first(where: { if case .conditional = $0.kind { true } else { false } })
        else { return }
        if syntax.method.text != "GET", syntax.method.text != "HEAD" {
            bag.error(
                "conditional",
                "a conditional \(syntax.method.text)",
                at: clause.range,
                "only what was got before can be asked for again: GET or HEAD"
            )
        }
        for capture in request.captures where capture.fallback == .required && capture.condition == nil {
            switch capture.source {
            case .status, .header, .latency, .size: continue
            default: break
            }
            bag.error(
                "conditional",
                "a capture that 304 leaves without a value",
                at: clause.range,
                "line \(capture.place.line) takes it from a body, and 304 has none; write 'or none' there",
                help: "or take it only where there is one: when status == 200"
            )
        }
    }
}
