/// Makes a request of one URL and the options around it.
struct CurlRequest {
    let url: URLParts
    let uses: [CurlOption.Use]
    var secrets: SecretKeeper
    var request: Draft.Request
    /// Lines about how the target is reached, and whether they may stand once only.
    var ways: [(line: String, once: Bool)] = []

    private var data: [String] = []
    private var parts: [String] = []
    var method: String?
    private var sendsAsQuery = false
    private var isJSON = false

    init(url: URLParts, uses: [CurlOption.Use], secrets: SecretKeeper) {
        self.url = url
        self.uses = uses
        self.secrets = secrets
        request = Draft.Request(method: "GET", path: "/", name: "")
    }

    mutating func build() {
        for use in uses { apply(use) }
        if let user = url.user { addUser(FormText.decode(user, plus: false) ?? user) }
        var url = url
        if sendsAsQuery, !data.isEmpty {
            url.query = ([url.query].compactMap { $0 } + data).joined(separator: "&")
            data = []
        }
        RequestMaker.addTarget(url, to: &request, secrets: &secrets)
        addData()
        request.method = method ?? (request.body != nil || !parts.isEmpty ? "POST" : "GET")
        sayQuiet()
    }

    /// Options without meaning for a load are named once.
    private mutating func sayQuiet() {
        let quiet = uses.filter { $0.option == nil && CurlOption.isQuiet($0.spelling) }.map(\.spelling)
        if !quiet.isEmpty {
            request.remarks.append("without meaning for a load: \(unique(quiet).joined(separator: " "))")
        }
        let unknown = uses.filter { $0.option == nil && !CurlOption.isQuiet($0.spelling) }.map(\.spelling)
        if !unknown.isEmpty {
            let spelt = unique(unknown).map { String($0.prefix(40)) }
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
        case .urlQuery: addURLQuery(value)
        case .json:
            isJSON = true
            addData(value, use, keepsBreaks: true)
        case .form, .formString: parts.append(value)
        case .get: sendsAsQuery = true
        case .head: method = "HEAD"
        case .maxTime: addTimeout(value, use)
        case .url, .next, .basic: break
        default: addTransport(option, use)
        }
    }

    // MARK: Headers

    private mutating func addHeader(_ line: String, _ use: CurlOption.Use) {
        guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else {
            return refuse(use, "a header without a value, or a file of headers")
        }
        let name = String(line[..<colon])
        let value = String(line[line.index(after: colon)...].drop { $0 == " " })
        guard !value.isEmpty else { return refuse(use, "leaving the header \(name.prefix(40)) out") }
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
        guard value.contains("=") else { return refuse(use, "a file of cookies") }
        var text = DraftText()
        for pair in value.split(separator: ";") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = halves[0].filter { !$0.isWhitespace }
            guard halves.count == 2, !name.isEmpty else { continue }
            text.append((text.isEmpty ? "" : "; ") + name + "=")
            if Markers.isIn(halves[1]) || halves[1].isEmpty {
                text.append(halves[1])
            } else {
                text.appendPlace(
                    secrets.name(for: halves[1], hint: "cookie_\(name)", comment: "the cookie \(name.prefix(60))")
                )
            }
        }
        request.headers.append(Draft.Field(name: "Cookie", value: text))
    }

    /// Basic authentication (RFC 7617): `user:password`.
    private mutating func addUser(_ value: String) {
        let halves = value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let password = halves.count > 1 ? halves[1] : ""
        var text = DraftText(password)
        if password.isEmpty {
            text = .place(secrets.name(for: "", hint: "password", comment: "of \(halves[0].prefix(60)), asked by curl"))
        } else if !Markers.isIn(password) {
            text = .place(secrets.name(for: password, hint: "password", comment: "of \(halves[0].prefix(60))"))
        }
        request.auth = .basic(user: DraftText(halves[0]), password: text)
    }

    // MARK: Bodies

    private mutating func addData(_ value: String, _ use: CurlOption.Use, keepsBreaks: Bool) {
        guard !value.hasPrefix("@") else { return refuse(use, "the file \(value.dropFirst().prefix(60)) as body") }
        data.append(keepsBreaks ? value : value.filter { $0 != "\n" && $0 != "\r" && $0 != "\r\n" })
    }

    /// `content`, `=content`, `name=content`, `@file`, `name@file` of curl(1).
    private mutating func addURLEncoded(_ value: String, _ use: CurlOption.Use) {
        guard let sign = value.firstIndex(where: { $0 == "=" || $0 == "@" }) else {
            return data.append(Self.encoded(value))
        }
        guard value[sign] == "=" else { return refuse(use, "a file as content") }
        let name = value[..<sign]
        let content = Self.encoded(String(value[value.index(after: sign)...]))
        data.append(name.isEmpty ? content : "\(name)=\(content)")
    }

    private mutating func addURLQuery(_ value: String) {
        let halves = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        request.query.append(
            RequestMaker.field(halves[0], halves.count > 1 ? halves[1] : "", secrets: &secrets)
        )
    }

    /// Percent-encoded, but for what stands for a place.
    static func encoded(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if Markers.isIn(String(scalar)) || scalar.isDigit || "-._~".unicodeScalars.contains(scalar)
                || scalar.isASCII && scalar.properties.isAlphabetic
            {
                result.append(scalar)
            } else {
                for byte in String(scalar).utf8 {
                    let digits = String(byte, radix: 16, uppercase: true)
                    result.append(contentsOf: ("%" + (digits.count == 1 ? "0" : "") + digits).unicodeScalars)
                }
            }
        }
        return String(result)
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
        RequestMaker.addBody(text, type: type, to: &request, secrets: &secrets)
    }

    /// `-F name=value`.
    private mutating func addParts() {
        MultipartParts.add(
            parts.map { part in
                let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                let value = halves.count > 1 ? halves[1] : ""
                guard value.hasPrefix("@") || value.hasPrefix("<") else {
                    return MultipartParts.Part(
                        name: halves[0],
                        value: RequestMaker.field(halves[0], value, secrets: &secrets).value
                    )
                }
                let words = value.dropFirst().split(separator: ";").map(String.init)
                return MultipartParts.Part(
                    name: halves[0],
                    value: "",
                    file: words.first ?? "",
                    type: words.first { $0.hasPrefix("type=") }.map { String($0.dropFirst(5)) }
                )
            },
            to: &request
        )
    }

    private mutating func addTimeout(_ value: String, _ use: CurlOption.Use) {
        guard let seconds = Double(value), seconds > 0, seconds <= 86_400 else { return refuse(use, "not a time") }
        request.clauses.append("timeout " + Spelling.duration(milliseconds: max(1, Int(seconds * 1000))))
    }
}
