import LoadPlan

/// Takes a base URL apart (RFC 3986 section 3), as far as a target may have parts.
enum TargetAnalysis {
    /// Why a text is no target.
    struct Mistake: Error, Equatable {
        var label: String
    }

    static func parse(_ url: String) throws(Mistake) -> Plan.Target {
        let scheme: String
        if url.lowercased().hasPrefix("http://") {
            scheme = "http"
        } else if url.lowercased().hasPrefix("https://") {
            scheme = "https"
        } else {
            throw Mistake(label: "it begins with http:// or https://")
        }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Mistake(label: "only printable ASCII stands in a URL; write a name in its xn-- form")
        }
        let rest = url.dropFirst(scheme.count + 3)
        if rest.contains("?") || rest.contains("#") { throw Mistake(label: "a base URL has no query and no fragment") }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = rest[..<slash]
        var path = rest[slash...]
        while path.hasSuffix("/") { path = path.dropLast() }
        if authority.contains("@") {
            throw Mistake(label: "a user and password do not belong here; use a header with a secret")
        }
        let (host, digits) = try split(authority)
        guard !host.isEmpty else { throw Mistake(label: "the host is missing") }
        var port = scheme == "http" ? 80 : 443
        if let digits {
            guard let number = Int(digits), (1...65535).contains(number) else {
                throw Mistake(label: "a port lies between 1 and 65535")
            }
            port = number
        }
        return Plan.Target(scheme: scheme, host: host, port: port, basePath: String(path))
    }

    /// Host and digits of the port.
    private static func split(_ authority: Substring) throws(Mistake) -> (String, Substring?) {
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else {
                throw Mistake(label: "the ] of the address is missing")
            }
            let host = authority[...close]
            let behind = authority[authority.index(after: close)...]
            let inside = host.dropFirst().dropLast()
            guard inside.contains(":"), inside.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
                throw Mistake(label: "not an IPv6 address in the brackets")
            }
            if behind.isEmpty { return (String(host), nil) }
            guard behind.hasPrefix(":") else { throw Mistake(label: "a port follows the ] as :8080") }
            return (String(host), behind.dropFirst())
        }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2 else { throw Mistake(label: "an IPv6 address stands in brackets: [::1]") }
        let host = String(parts.first ?? "")
        guard host.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_" }) else {
            throw Mistake(label: "not a host name")
        }
        return (host, parts.count == 2 ? parts[1] : nil)
    }
}
