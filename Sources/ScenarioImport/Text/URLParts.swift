/// A URL taken apart (RFC 3986), as far as a scenario can say it.
struct URLParts: Equatable {
    /// `http` or `https`.
    var scheme: String
    /// User and password before the host.
    var user: String?
    var host: String
    var port: Int?
    /// Begins with `/`.
    var path: String
    /// Behind the question mark.
    var query: String?
    /// The host only stands for one that is not known.
    var isUnknown = false

    /// Takes a whole URL apart; `nil` where it is none for HTTP.
    init?(_ text: String) {
        guard let colon = TextSearch.firstIndex(of: "://", in: text) else { return nil }
        let scheme = text[..<colon].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        self.init(scheme: scheme, rest: text[text.index(colon, offsetBy: 3)...])
    }

    /// What follows the scheme: `host/path?query`.
    init?(scheme: String, rest: Substring) {
        self.scheme = scheme
        var rest = rest
        if let hash = rest.firstIndex(of: "#") { rest = rest[..<hash] }
        let end = rest.firstIndex { "/?".contains($0) } ?? rest.endIndex
        var authority = rest[..<end]
        if let at = authority.lastIndex(of: "@") {
            user = String(authority[..<at])
            authority = authority[authority.index(after: at)...]
        }
        var host = authority
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[bracket...].lastIndex(of: ":") {
            host = authority[..<colon]
            let digits = authority[authority.index(after: colon)...]
            if !digits.isEmpty {
                guard let port = Int(digits), (1...65535).contains(port) else { return nil }
                self.port = port
            }
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ Self.isHostByte($0) }) else { return nil }
        guard host.hasPrefix("[") == host.hasSuffix("]"), host.hasPrefix("[") || !host.contains(":") else { return nil }
        self.host = host.lowercased()
        let target = rest[end...]
        let mark = target.firstIndex(of: "?") ?? target.endIndex
        let path = target[..<mark]
        self.path = path.isEmpty ? "/" : String(path)
        if mark < target.endIndex { query = String(target[target.index(after: mark)...]) }
    }

    /// A path of a service whose address is not known.
    init(local path: String) {
        scheme = "http"
        host = "127.0.0.1"
        port = 8080
        self.path = path
        isUnknown = true
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._[]:".utf8.contains(byte)
        }
    }

    /// `https://host:8443`, without a port where it is the scheme's own.
    var origin: String {
        guard let port, port != (scheme == "https" ? 443 : 80) else { return "\(scheme)://\(host)" }
        return "\(scheme)://\(host):\(port)"
    }

    /// The path's segments, still encoded.
    var segments: [String] { path.split(separator: "/").map(String.init) }
}
