/// The options of curl(1) that mean something for a scenario, or nothing.
enum CurlOption: String {
    case request, header, data, dataRaw = "data-raw", dataBinary = "data-binary", dataAscii = "data-ascii"
    case dataUrlencode = "data-urlencode", json, form, formString = "form-string", user, cookie, userAgent =
        "user-agent"
    case referer, get, head, url, maxTime = "max-time", oauth2Bearer = "oauth2-bearer", uploadFile = "upload-file"
    case location, insecure, compressed, http2, http11 = "http1.1", http2PriorKnowledge = "http2-prior-knowledge"
    case resolve, connectTo = "connect-to", proxy, cert, key, cacert, interface, unixSocket = "unix-socket", next
    case connectTimeout = "connect-timeout", retry, basic, urlQuery = "url-query", cookieJar = "cookie-jar"

    /// One option as it stands on a command line.
    struct Use {
        /// `nil` for an option that has no meaning here.
        var option: CurlOption?
        /// As it was typed.
        var spelling: String
        var value: String?
    }

    private static let letters: [Character: CurlOption] = [
        "X": .request, "H": .header, "d": .data, "F": .form, "u": .user, "b": .cookie, "A": .userAgent, "e": .referer,
        "G": .get, "I": .head, "m": .maxTime, "T": .uploadFile, "L": .location, "k": .insecure, "x": .proxy, "E": .cert,
        "c": .cookieJar, ":": .next,
    ]

    /// Letters of options that take a value and say nothing about requests.
    private static let otherValues = "oowKDrYyzCtUPQ"
    /// Letters of options that are about curl's own output and working.
    private static let quiet = "sSviafgjlnOpqRJNM#BZ46023"

    /// Long options that take a value besides those above.
    private static let longValues: Set<String> = [
        "output", "write-out", "config", "dump-header", "range", "speed-limit", "speed-time", "time-cond",
        "continue-at",
        "stderr", "trace", "trace-ascii", "retry-delay", "retry-max-time", "limit-rate", "max-redirs", "ciphers",
        "capath",
        "cert-type", "key-type", "pass", "proxy-user", "proxy-header", "noproxy", "dns-servers", "local-port",
        "keepalive-time", "expect100-timeout", "max-filesize", "netrc-file", "proto", "proto-default", "socks5",
        "socks5-hostname", "tls-max", "output-dir", "aws-sigv4", "create-file-mode", "doh-url",
        "happy-eyeballs-timeout-ms",
        "request-target", "variable", "parallel-max", "rate", "pinnedpubkey", "crlfile", "curves", "tls13-ciphers",
    ]

    /// The option takes a value.
    var takesValue: Bool {
        switch self {
        case .get, .head, .location, .insecure, .compressed, .http2, .http11, .http2PriorKnowledge, .next, .basic: false
        default: true
        }
    }

    /// Takes a command's words apart.
    static func parse(_ words: some Collection<String>) -> (uses: [Use], operands: [String]) {
        var uses: [Use] = []
        var operands: [String] = []
        var rest = Array(words.reversed())
        var onlyOperands = false
        while let word = rest.popLast() {
            if onlyOperands || !word.hasPrefix("-") || word == "-" {
                operands.append(word)
            } else if word == "--" {
                onlyOperands = true
            } else if word.hasPrefix("--") {
                uses.append(long(word, &rest))
            } else {
                short(word, &rest, &uses)
            }
        }
        return (uses, operands)
    }

    private static func long(_ word: String, _ rest: inout [String]) -> Use {
        var name = String(word.dropFirst(2))
        var value: String?
        if let equals = name.firstIndex(of: "=") {
            value = String(name[name.index(after: equals)...])
            name = String(name[..<equals])
        }
        let option = CurlOption(rawValue: name == "location-trusted" ? "location" : name)
        if value == nil, option?.takesValue ?? longValues.contains(name) { value = rest.popLast() }
        return Use(option: option, spelling: "--\(name)", value: value)
    }

    /// `-sSXPOST`: letters that take no value, then one that does, with its value behind it.
    private static func short(_ word: String, _ rest: inout [String], _ uses: inout [Use]) {
        var left = word.dropFirst()
        while let letter = left.popFirst() {
            let option = letters[letter]
            let takesValue = option?.takesValue ?? otherValues.contains(letter)
            guard takesValue else {
                uses.append(Use(option: option, spelling: "-\(letter)", value: nil))
                continue
            }
            let value = left.isEmpty ? rest.popLast() : String(left)
            uses.append(Use(option: option, spelling: "-\(letter)", value: value))
            return
        }
    }

    private static let quietLong: Set<String> = [
        "silent", "show-error", "verbose", "include", "fail", "fail-with-body", "output", "write-out", "remote-name",
        "progress-bar", "no-progress-meter", "no-buffer", "dump-header", "globoff", "path-as-is", "stderr", "trace",
        "trace-ascii", "remote-header-name", "create-dirs", "styled-output", "no-styled-output", "ipv4", "ipv6",
        "http1.0",
        "http0.9", "http3", "tlsv1.2", "tlsv1.3", "parallel", "remove-on-error", "no-keepalive", "tcp-nodelay",
    ]

    /// An option that changes curl's output or working, not what the service sees of one request.
    static func isQuiet(_ spelling: String) -> Bool {
        if spelling.hasPrefix("--") { return quietLong.contains(String(spelling.dropFirst(2))) }
        return spelling.count == 2 && (quiet + "owD").contains(spelling.dropFirst())
    }
}
