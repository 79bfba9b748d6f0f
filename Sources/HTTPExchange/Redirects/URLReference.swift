/// A URI reference in its five parts (RFC 3986 section 4.1).
struct URLReference: Equatable, CustomStringConvertible {
    private(set) var scheme: String?
    private(set) var authority: String?
    private(set) var path: String
    private(set) var query: String?

    /// Takes a reference apart as RFC 3986 appendix B does; the fragment is dropped. `nil` for a scheme that is none.
    init?(_ text: String) {
        var rest = text.prefix { $0 != "#" }
        if let colon = rest.firstIndex(where: { ":/?".contains($0) }), rest[colon] == ":" {
            let name = rest[..<colon]
            guard let first = name.utf8.first, first.isLetter,
                name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) })
            else { return nil }
            scheme = name.lowercased()
            rest = rest[rest.index(after: colon)...]
        }
        if let question = rest.firstIndex(of: "?") {
            query = String(rest[rest.index(after: question)...])
            rest = rest[..<question]
        }
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: "/") ?? rest.endIndex
            authority = String(rest[..<end])
            rest = rest[end...]
        }
        path = String(rest)
    }

    /// The reference as seen from a base (RFC 3986 section 5.2.2).
    func resolved(against base: URLReference) -> URLReference {
        var target = self
        if scheme != nil {
            target.path = Self.withoutDots(path)
        } else {
            target.scheme = base.scheme
            if authority != nil {
                target.path = Self.withoutDots(path)
            } else {
                target.authority = base.authority
                if path.isEmpty {
                    target.path = base.path
                    target.query = query ?? base.query
                } else {
                    target.path = Self.withoutDots(path.hasPrefix("/") ? path : base.merged(with: path))
                }
            }
        }
        return target
    }

    /// RFC 3986 section 5.2.3.
    private func merged(with relative: String) -> String {
        if authority != nil, path.isEmpty { return "/" + relative }
        guard let slash = path.lastIndex(of: "/") else { return relative }
        return path[...slash] + relative
    }

    /// RFC 3986 section 5.2.4.
    static func withoutDots(_ path: String) -> String {
        guard path.contains(".") else { return path }
        var kept: [Substring] = []
        let isAbsolute = path.hasPrefix("/")
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".": if isLast { kept.append("") }
            case "..":
                if kept.count > (isAbsolute ? 1 : 0) { kept.removeLast() }
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return kept.joined(separator: "/")
    }

    /// It has a host.
    var isRequestable: Bool {
        guard let authority else { return false }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return !host.isEmpty && !host.hasPrefix(":")
    }

    /// Scheme, host and port, for comparison (RFC 6454).
    var origin: String {
        let place = authority?.split(separator: "@", omittingEmptySubsequences: false).last?.lowercased() ?? ""
        let port = scheme == "https" ? ":443" : ":80"
        let bare = place.hasSuffix(port) ? String(place.dropLast(port.count)) : place
        return "\(scheme ?? "")://\(bare)"
    }

    var description: String {
        (scheme.map { $0 + ":" } ?? "") + (authority.map { "//" + $0 } ?? "") + (path.isEmpty ? "/" : path)
            + (query.map { "?" + $0 } ?? "")
    }
}

extension String {
    /// Without blanks and tabs at both ends.
    func trimmingBlanks() -> String {
        var view = self[...]
        while let first = view.first, first == " " || first == "\t" { view.removeFirst() }
        while let last = view.last, last == " " || last == "\t" { view.removeLast() }
        return String(view)
    }
}
