import Groundwork

/// Options about how requests travel.
extension CurlRequest {
    mutating func addTransport(_ option: CurlOption, _ use: CurlOption.Use) {
        let value = use.value ?? ""
        switch option {
        case .compressed: request.clauses.append("compression on")
        case .location: request.clauses.append("redirects follow 10")
        case .retry: addRetry(value, use)
        case .insecure: ways.append(("tls { verify off }", true))
        case .http11: ways.append(("http 1.1", true))
        case .http2: ways.append(("http 2", true))
        case .http2PriorKnowledge: ways.append(("http 2 only", true))
        case .resolve: addResolve(value, use)
        case .connectTo: addConnect(value, use)
        case .proxy: addProxy(value, use)
        case .interface: addInterface(value, use)
        case .unixSocket:
            guard isPlain(value) else { return refuse(use, "its path") }
            ways.append(("unix socket \(Spelling.quoted(value))", true))
        case .cacert, .cert, .key:
            refuse(use, "write it into the target's braces: tls { \(Self.fileLine(option, value)) }")
        case .uploadFile:
            method = method ?? "PUT"
            refuse(use, "put the file beside the scenario and write: body from \(Spelling.quoted(value))")
        case .cookieJar: refuse(use, "each user keeps its own cookies anyway")
        default: refuse(use, "the scenario cannot say it")
        }
    }

    private func isPlain(_ value: String) -> Bool {
        !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "$") }
    }

    /// A certificate may have its password behind a colon, which stays out.
    private static func fileLine(_ option: CurlOption, _ value: String) -> String {
        let path = Spelling.quoted(value.split(separator: ":").first.map(String.init) ?? "")
        return switch option {
        case .cacert: "ca \(path)"
        case .cert: "certificate \(path)"
        default: "key \(path)"
        }
    }

    /// Tries again as curl does: after timeouts and the statuses that it calls transient.
    private mutating func addRetry(_ value: String, _ use: CurlOption.Use) {
        guard let count = Int(value), (1...100).contains(count) else { return refuse(use, "not a number of tries") }
        request.clauses.append("retry \(count) backoff 1s..1m on status 408, 429, 500, 502..504, timeout")
    }

    private static func isHost(_ text: some StringProtocol) -> Bool {
        URLParts(scheme: "http", rest: Substring(text) + "/")?.host == text.lowercased()
    }

    /// `HOST:PORT:ADDRESS[,ADDRESS]`.
    private mutating func addResolve(_ value: String, _ use: CurlOption.Use) {
        let parts = value.drop { $0 == "+" }.split(separator: ":", maxSplits: 2).map(String.init)
        guard parts.count == 3, Self.isHost(parts[0]), let port = Int(parts[1]), (1...65535).contains(port) else {
            return refuse(use, "it is not of the form host:port:address")
        }
        let addresses = parts[2].split(separator: ",").map(String.init)
        guard !addresses.isEmpty, addresses.allSatisfy(Self.isHost) else { return refuse(use, "its address") }
        let list = addresses.map { Spelling.quoted($0) }.joined(separator: ", ")
        ways.append(("resolve \(Spelling.quoted("\(parts[0]):\(port)")) to \(list)", false))
    }

    /// `HOST1:PORT1:HOST2:PORT2`; an empty half is the URL's own.
    private mutating func addConnect(_ value: String, _ use: CurlOption.Use) {
        let parts = value.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let own = "\(url.port ?? (url.scheme == "https" ? 443 : 80))"
        guard parts.count == 4 else { return refuse(use, "it is not of the form host:port:host:port") }
        let from = (parts[0].isEmpty ? url.host : parts[0], parts[1].isEmpty ? own : parts[1])
        let to = (parts[2].isEmpty ? url.host : parts[2], parts[3].isEmpty ? own : parts[3])
        guard [from, to].allSatisfy({ Self.isHost($0.0) && (1...65535).contains(Int($0.1) ?? 0) }) else {
            return refuse(use, "its hosts and ports")
        }
        let line = "connect \(Spelling.quoted("\(from.0):\(from.1)")) to \(Spelling.quoted("\(to.0):\(to.1)"))"
        ways.append((line, false))
    }

    /// A proxy's password is a secret.
    private mutating func addProxy(_ value: String, _ use: CurlOption.Use) {
        let scheme = TextSearch.contains(value, "://") ? "" : "http://"
        let isSOCKS = value.hasPrefix("socks5://")
        let address = isSOCKS ? "http://" + value.dropFirst(9) : scheme + value
        guard let proxy = URLParts(address), proxy.scheme == "http" else {
            return refuse(use, "only http:// and socks5:// proxies can be said")
        }
        // curl(1): both kinds have the same port where none is written.
        let port = proxy.port ?? 1080
        var user = ""
        if let given = proxy.user {
            let halves = given.split(separator: ":", maxSplits: 1).map(String.init)
            guard let name = halves.first, isPlain(name), !name.contains("\"") else { return refuse(use, "its user") }
            let password = halves.count > 1 ? PercentEncoding.decoded(halves[1]) ?? halves[1] : ""
            let secret = secrets.name(for: password, hint: "proxy_password", comment: "of the proxy's user")
            user = "\(name):${\(secret)}@"
        }
        ways.append(("proxy \"\(isSOCKS ? "socks5" : "http")://\(user)\(proxy.host):\(port)\"", true))
    }

    private mutating func addInterface(_ value: String, _ use: CurlOption.Use) {
        guard isPlain(value) else { return refuse(use, "its name") }
        let isAddress = value.contains(":") || value.allSatisfy { $0.isNumber || $0 == "." }
        ways.append(((isAddress ? "source address " : "interface ") + Spelling.quoted(value), true))
    }
}
