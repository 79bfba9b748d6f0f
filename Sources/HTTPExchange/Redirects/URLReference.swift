internal import Groundwork

/// A URI reference in its parts (RFC 3986 section 4.1), without a fragment and without a user's name.
struct URLReference {
    private(set) var scheme: [UInt8]?
    /// Host and port in lower case.
    private(set) var authority: [UInt8]?
    private(set) var path: [UInt8]
    private(set) var query: [UInt8]?

    /// Takes a reference apart as RFC 3986 appendix B does; `nil` for a scheme that is none.
    init?(_ text: some Collection<UInt8>) {
        var rest = Array(text)[...]
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<hash] }
        if let stop = rest.firstIndex(where: { $0 == .colon || $0 == Self.slash || $0 == Self.question }),
            rest[stop] == .colon
        {
            let name = rest[..<stop]
            guard name.first?.isLetter == true, name.allSatisfy(Self.isSchemeByte) else { return nil }
            scheme = name.map(\.lowercased)
            rest = rest[(stop + 1)...]
        }
        if let mark = rest.firstIndex(of: Self.question) {
            query = Self.encoded(rest[(mark + 1)...])
            rest = rest[..<mark]
        }
        if rest.starts(with: [Self.slash, Self.slash]) {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: Self.slash) ?? rest.endIndex
            var place = rest[..<end]
            // A name and a password in a redirect are not used, as in browsers' own requests.
            if let at = place.lastIndex(of: UInt8(ascii: "@")) { place = place[(at + 1)...] }
            if place.last == .colon { place = place.dropLast() }
            authority = place.map(\.lowercased)
            rest = rest[end...]
        }
        path = Self.encoded(rest)
    }

    private static let slash = UInt8(ascii: "/")
    private static let question = UInt8(ascii: "?")
    private static let dot = UInt8(ascii: ".")

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == dot
    }

    /// What no request line may hold is percent-encoded, as browsers do.
    private static func encoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        for byte in bytes {
            if byte.isControl || byte == .space || byte >= 0x80 {
                PercentEncoding.write(byte, to: &result)
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// The reference as seen from a base (RFC 3986 section 5.2.2).
    func resolved(against base: URLReference) -> URLReference {
        var target = self
        if scheme != nil || authority != nil {
            target.scheme = scheme ?? base.scheme
            target.path = Self.withoutDots(path)
            return target
        }
        target.scheme = base.scheme
        target.authority = base.authority
        if path.isEmpty {
            target.path = base.path
            target.query = query ?? base.query
        } else {
            target.path = Self.withoutDots(path.first == Self.slash ? path : base.merged(with: path))
        }
        return target
    }

    /// RFC 3986 section 5.2.3.
    private func merged(with relative: [UInt8]) -> [UInt8] {
        guard let last = path.lastIndex(of: Self.slash) else { return [Self.slash] + relative }
        return path[...last] + relative
    }

    /// RFC 3986 section 5.2.4.
    private static func withoutDots(_ path: [UInt8]) -> [UInt8] {
        var kept: [ArraySlice<UInt8>] = []
        let isAbsolute = path.first == slash
        let segments = path.split(separator: slash, omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            if segment == [dot] || segment == [dot, dot] {
                if segment.count == 2, kept.count > (isAbsolute ? 1 : 0) { kept.removeLast() }
                if isLast { kept.append([]) }
            } else {
                kept.append(segment)
            }
        }
        return Array(kept.joined(separator: [slash]))
    }

    /// It has a host that can be looked up, or an address, and a port that is a number where there is one (RFC 3986 section
    /// 3.2). Names outside ASCII must come as IDNA writes them.
    var isRequestable: Bool {
        guard let authority, authority.count <= 300 else { return false }
        var host = authority[...]
        var port = authority[authority.endIndex...]
        let end = authority.first == UInt8(ascii: "[") ? authority.firstIndex(of: UInt8(ascii: "]")) ?? 0 : 0
        if let colon = authority[end...].firstIndex(of: .colon) {
            host = authority[..<colon]
            port = authority[(colon + 1)...]
            guard (1...5).contains(port.count), port.allSatisfy(\.isDigit) else { return false }
        }
        if end > 0 {
            return host.count == end + 1
                && host.dropFirst().dropLast().allSatisfy { byte in
                    byte.isDigit || byte.isLetter || byte == .colon || byte == Self.dot
                }
        }
        return !host.isEmpty
            && host.allSatisfy {
                $0.isLetter || $0.isDigit || $0 == Self.dot || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            }
    }

    /// It has the scheme http or https.
    var isHTTP: Bool { scheme == Array("http".utf8) || scheme == Array("https".utf8) }

    /// Whether scheme, host and port are the same (RFC 6454 section 5).
    func isSameOrigin(as other: URLReference) -> Bool {
        scheme == other.scheme && hostAndPort == other.hostAndPort
    }

    private var hostAndPort: [UInt8] {
        let usual = Array((scheme == Array("https".utf8) ? ":443" : ":80").utf8)
        let place = authority ?? []
        return place.suffix(usual.count) == usual[...] ? place.dropLast(usual.count) : place
    }

    /// As it is written in a request; the path is never empty.
    var text: String {
        var bytes: [UInt8] = []
        if let scheme { bytes += scheme + [.colon] }
        if let authority { bytes += [Self.slash, Self.slash] + authority }
        bytes += path.isEmpty ? [Self.slash] : path
        if let query { bytes += [Self.question] + query }
        return String(decoding: bytes, as: UTF8.self)
    }
}
