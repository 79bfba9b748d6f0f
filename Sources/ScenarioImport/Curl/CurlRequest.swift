import Groundwork

/// Makes a request of one URL and the options around it.
struct CurlRequest {
    let url: URLParts
    let uses: [CurlOption.Use]
    var secrets: SecretKeeper
    var request: Draft.Request
    /// Lines about how the target is reached, and whether they may stand once only.
    var ways: [(line: String, once: Bool)] = []

    /// What the command reads from standard input.
    private let input: String?
    private var data: [String] = []
    /// What is added to the query, encoded already.
    private var asIs: [String] = []
    var parts: [(text: String, isString: Bool)] = []
    var built: [MultipartParts.Part] = []
    private var cookies: [String] = []
    /// The body is in a file that is not there.
    private var hasFile = false
    var method: String?
    private var sendsAsQuery = false
    private var isJSON = false

    init(url: URLParts, uses: [CurlOption.Use], input: String?, secrets: SecretKeeper) {
        self.url = url
        self.uses = uses
        self.input = input
        self.secrets = secrets
        request = Draft.Request(method: "GET", path: "/", name: "")
    }

    mutating func build() {
        for use in uses { apply(use) }
        if let user = url.user { addUser(PercentEncoding.decoded(user) ?? user) }
        var url = url
        if sendsAsQuery {
            asIs += data
            data = []
        }
        if !asIs.isEmpty { url.query = ([url.query].compactMap { $0 } + asIs).joined(separator: "&") }
        RequestMaker.addTarget(url, to: &request, secrets: &secrets)
        addCookies()
        addData()
        request.method = method ?? (request.body != nil || !parts.isEmpty || hasFile ? "POST" : "GET")
        sayQuiet()
    }

    /// Options without meaning for a load are named once.
    private mutating func sayQuiet() {
        let quiet = uses.filter { $0.option == nil && CurlOption.isQuiet($0.spelling) }.map(\.spelling)
        if !quiet.isEmpty {
            request.remarks.append("without meaning for a load: \(unique(quiet).joined(separator: " "))")
        }
        for use in uses {
            switch use.spelling {
            case "-n", "--netrc", "--netrc-optional", "--netrc-file":
                refuse(use, "user and password are in ~/.netrc; write auth basic")
            case "--digest", "--ntlm", "--negotiate", "--anyauth":
                let rest = request.auth == nil ? "" : "; auth basic stands in for it"
                refuse(use, "the language has basic and bearer authentication\(rest)")
            case "-0", "--http1.0": refuse(use, "the language speaks HTTP/1.1 and 2")
            case "--proxy-user", "-U", "--pass", "--proxy-pass":
                request.remarks.append("not translated: \(use.spelling), whose value is secret and stays out")
            default: break
            }
        }
        let said: Set = [
            "-n", "--netrc", "--netrc-optional", "--netrc-file", "-0", "--http1.0", "--proxy-user", "-U", "--pass",
            "--proxy-pass", "--digest", "--ntlm", "--negotiate", "--anyauth",
        ]
        let unknown = uses.filter { $0.option == nil && !CurlOption.isQuiet($0.spelling) }.map(\.spelling)
            .filter { !said.contains($0) }
        if !unknown.isEmpty {
            let spelt = unique(unknown).map { $0.excerpt(40) }
            request.remarks.append("not translated: \(spelt.joined(separator: " "))")
        }
    }

    private func unique(_ words: [String]) -> [String] {
        var seen: Set<String> = []
        return words.filter { seen.insert($0).inserted }
    }

    mutating func refuse(_ use: CurlOption.Use, _ why: String) {
        request.remarks.append("not translated: \(use.spelling): \(why)")
    }

    private mutating func apply(_ use: CurlOption.Use) {
        guard let option = use.option else { return }
        if option.takesValue, use.value == nil { return refuse(use, "its value is missing") }
        let value = use.value ?? ""
        switch option {
        case .request: method = value.uppercased()
        case .header: addHeader(value, use)
        case .userAgent: request.headers.append(Draft.Field(name: "User-Agent", value: DraftText(value)))
        case .referer: request.headers.append(Draft.Field(name: "Referer", value: DraftText(value)))
        case .cookie: addCookie(value, use)
        case .user: addUser(value)
        case .oauth2Bearer: addSecretHeader("Authorization", "Bearer \(value)")
        case .data, .dataAscii: addData(value, use, keepsBreaks: false)
        case .dataBinary: addData(value, use, keepsBreaks: true)
        case .dataRaw: data.append(value)
        case .dataUrlencode: addURLEncoded(value, use)
        case .urlQuery: addURLQuery(value, use)
        case .json:
            if !isJSON, !hasHeader("accept") {
                request.headers.append(Draft.Field(name: "Accept", value: "application/json"))
            }
            isJSON = true
            addData(value, use, keepsBreaks: true)
        case .form: parts.append((value, false))
        case .formString: parts.append((value, true))
        case .get: sendsAsQuery = true
        case .head: method = "HEAD"
        case .maxTime: addTimeout(value, use)
        case .url, .next, .basic: break
        default: addTransport(option, use)
        }
    }

    // MARK: Headers

    private func hasHeader(_ name: String) -> Bool {
        uses.contains { $0.option == .header && ($0.value?.lowercased().hasPrefix(name + ":") ?? false) }
    }

    private mutating func addHeader(_ line: String, _ use: CurlOption.Use) {
        if line.hasSuffix(";"), !line.contains(":") {
            return request.headers.append(Draft.Field(name: String(line.dropLast()), value: ""))
        }
        guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else {
            return refuse(use, line.hasPrefix("@") ? "a file of headers" : "a header without a value")
        }
        let name = String(line[..<colon])
        let value = String(line[line.index(after: colon)...].drop { $0 == " " })
        guard !value.isEmpty else { return refuse(use, "leaving the header \(name.excerpt(40)) out") }
        switch name.lowercased() {
        case "cookie": addCookie(value, use)
        case "content-length": break
        case "host" where value.lowercased() == url.host: break
        default:
            if Sensitive.isHeader(name) || RequestMaker.credentials(value) != nil {
                addSecretHeader(name, value)
            } else {
                request.headers.append(Draft.Field(name: name, value: DraftText(value)))
            }
        }
    }

    private mutating func addSecretHeader(_ name: String, _ value: String) {
        request.headers.append(RequestMaker.secretHeader(name, value, secrets: &secrets))
    }

    private mutating func addCookie(_ value: String, _ use: CurlOption.Use) {
        if use.option == .cookie, !value.contains("=") { return refuse(use, "a file of cookies") }
        cookies.append(value)
    }

    /// One line, whatever the command has (RFC 6265 section 5.4).
    private mutating func addCookies() {
        var text = DraftText()
        for pair in cookies.joined(separator: ";").split(separator: ";") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = halves[0].filter { !$0.isWhitespace }
            guard !name.isEmpty else { continue }
            guard halves.count == 2 else {
                text.append(text.isEmpty ? "" : "; ")
                text.appendPlace(secrets.name(for: name, hint: "cookie", comment: "a cookie without a name"))
                continue
            }
            text.append((text.isEmpty ? "" : "; ") + name + "=")
            if Markers.isIn(halves[1]) {
                text.append(RequestMaker.mixed(halves[1], hint: "cookie_\(name)", secrets: secrets))
            } else if Sensitive.isOpenCookie(name, value: halves[1]) {
                text.append(halves[1])
            } else {
                text.appendPlace(
                    secrets.name(for: halves[1], hint: "cookie_\(name)", comment: "the cookie \(name.excerpt(60))")
                )
            }
        }
        if !text.isEmpty { request.headers.append(Draft.Field(name: "Cookie", value: text)) }
    }

    /// Basic authentication (RFC 7617): `user:password`.
    private mutating func addUser(_ value: String) {
        request.auth = Credentials.basic(value, secrets: secrets)
    }

    // MARK: Bodies

    private mutating func addData(_ value: String, _ use: CurlOption.Use, keepsBreaks: Bool) {
        var value = value
        if value == "@-" {
            hasFile = true
            guard let input else { return refuse(use, "standard input as body, which the script does not have") }
            // curl(1): line breaks are taken out of what is read, not of what is written on the command line.
            value = keepsBreaks ? input : input.filter { $0 != "\n" && $0 != "\r" && $0 != "\r\n" }
        } else if value.hasPrefix("@") {
            return refuseFile(use, value.dropFirst())
        }
        data.append(value)
    }

    /// What is to be written once the file is there.
    private mutating func refuseFile(_ use: CurlOption.Use, _ file: Substring) {
        hasFile = true
        let path = Spelling.quoted(file.excerpt(200))
        refuse(use, "the file \(file.excerpt(60)) as body; put it beside the scenario and write: body from \(path)")
    }

    /// `content`, `=content`, `name=content`, `@file`, `name@file` of curl(1).
    private mutating func addURLEncoded(_ value: String, _ use: CurlOption.Use) {
        guard let sign = value.firstIndex(where: { $0 == "=" || $0 == "@" }) else {
            return data.append(FormText.encode(value))
        }
        guard value[sign] == "=" else {
            hasFile = !sendsAsQuery
            return refuse(use, "the file \(value[sign...].dropFirst().excerpt(60)) as content")
        }
        let name = value[..<sign]
        let content = FormText.encode(String(value[value.index(after: sign)...]))
        data.append(name.isEmpty ? content : "\(name)=\(content)")
    }

    private mutating func addURLQuery(_ value: String, _ use: CurlOption.Use) {
        // curl(1): behind a plus, the rest is there as it is.
        if value.hasPrefix("+") { return asIs.append(String(value.dropFirst())) }
        if let sign = value.firstIndex(where: { $0 == "=" || $0 == "@" }), value[sign] == "@" {
            return refuse(use, "the file \(value[sign...].dropFirst().excerpt(60)) as content")
        }
        let halves = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        request.query.append(
            RequestMaker.field(halves[0], halves.count > 1 ? halves[1] : "", secrets: &secrets)
        )
    }

    private mutating func addData() {
        if !parts.isEmpty { return addParts() }
        guard !data.isEmpty else { return }
        let text = data.joined(separator: isJSON ? "" : "&")
        var type = isJSON ? "application/json" : "application/x-www-form-urlencoded"
        if let index = request.headers.firstIndex(where: { $0.name.lowercased() == "content-type" }) {
            type = request.headers[index].value.literal ?? type
            request.headers.remove(at: index)
        }
        if hasFile, data.isEmpty { return }
        RequestMaker.addBody(text, type: type, to: &request, secrets: &secrets)
    }

    private mutating func addTimeout(_ value: String, _ use: CurlOption.Use) {
        guard let seconds = Double(value), seconds > 0, seconds <= 86_400 else { return refuse(use, "not a time") }
        request.clauses.append("timeout " + Spelling.duration(milliseconds: max(1, Int(seconds * 1000))))
    }
}
