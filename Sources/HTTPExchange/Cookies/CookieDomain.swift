/// Hosts and domains as cookies compare them (RFC 6265 section 5.1.3).
enum CookieDomain {
    /// Whether a host is the domain or below it; one given as an address is below none.
    static func matches(host: UnsafeRawBufferPointer, domain: UnsafeRawBufferPointer) -> Bool {
        guard host.count >= domain.count, domain.count > 0 else { return false }
        let start = host.count - domain.count
        for index in 0..<domain.count where host[start + index].lowercased != domain[index].lowercased {
            return false
        }
        if start == 0 { return true }
        return host[start - 1] == UInt8(ascii: ".") && !isAddress(host)
    }

    /// Whether a host is an address: IPv6 has a colon, and no top-level domain is a number.
    static func isAddress(_ host: UnsafeRawBufferPointer) -> Bool {
        if host.contains(.colon) { return true }
        guard let last = host.last, last.isDigit else { return false }
        var start = host.count
        while start > 0, host[start - 1] != UInt8(ascii: ".") { start -= 1 }
        return host[start...].allSatisfy(\.isDigit)
    }

    /// Whether a request's path is the cookie's or below it (RFC 6265 section 5.1.4).
    static func covers(path cookie: UnsafeRawBufferPointer, request: UnsafeRawBufferPointer) -> Bool {
        guard request.count >= cookie.count, request.slice(0, cookie.count).isEqual(cookie) else { return false }
        return request.count == cookie.count || cookie.last == UInt8(ascii: "/")
            || request[cookie.count] == UInt8(ascii: "/")
    }

    /// A request's path without its query.
    static func path(_ target: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var end = 0
        while end < target.count, target[end] != UInt8(ascii: "?"), target[end] != UInt8(ascii: "#") { end += 1 }
        return target.slice(0, end)
    }

    /// The path of a cookie that names none: the request's up to its last slash; empty means `/`.
    static func directory(_ path: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard path.first == UInt8(ascii: "/") else { return path.slice(0, 0) }
        var end = path.count
        while end > 0, path[end - 1] != UInt8(ascii: "/") { end -= 1 }
        return path.slice(0, max(0, end - 1))
    }
}
