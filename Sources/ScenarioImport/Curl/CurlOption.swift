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
    private static let quiet = "sSviafgjlOpqRJNM#BZ4623"

    /// Long options that take a value besides those above: curl(1).
    private static let longValues = Set(
        """
        abstract-unix-socket alt-svc aws-sigv4 capath cert-type ciphers config continue-at create-file-mode crlfile curves
        delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine
        etag-compare etag-save expect100-timeout ftp-account ftp-alternative-to-user ftp-method ftp-port
        ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip hostpubmd5 hostpubsha256 hsts ip-tos ipfs-gateway
        keepalive-cnt keepalive-time key-type krb libcurl limit-rate local-port login-options mail-auth mail-from
        mail-rcpt max-filesize max-redirs netrc-file noproxy output output-dir parallel-max parallel-max-host pass
        pinnedpubkey preproxy proto proto-default proto-redir proxy-cacert proxy-capath proxy-cert proxy-cert-type
        proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey
        proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user proxy1.0
        pubkey quote random-file range rate request-target retry-delay retry-max-time sasl-authzid service-name
        signature-algorithms socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit speed-time stderr
        telnet-option tftp-blksize time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii
        trace-config upload-flags variable vlan-priority write-out
        """.split(whereSeparator: \.isWhitespace).map(String.init)
    )

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
        "silent", "show-error", "etag-compare", "etag-save", "verbose", "include", "fail", "fail-with-body", "output",
        "write-out", "remote-name",
        "progress-bar", "no-progress-meter", "no-buffer", "dump-header", "globoff", "path-as-is", "stderr", "trace",
        "trace-ascii", "remote-header-name", "create-dirs", "styled-output", "no-styled-output", "ipv4", "ipv6",
        "http3", "tlsv1.2", "tlsv1.3", "parallel", "remove-on-error", "no-keepalive", "tcp-nodelay",
    ]

    /// An option that changes curl's output or working, not what the service sees of one request.
    static func isQuiet(_ spelling: String) -> Bool {
        if spelling.hasPrefix("--") { return quietLong.contains(String(spelling.dropFirst(2))) }
        return spelling.count == 2 && (quiet + "owD").contains(spelling.dropFirst())
    }
}
