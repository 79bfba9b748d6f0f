/// The cookies of one user (RFC 6265, with the limits and prefixes of RFC 6265bis).
///
/// An empty jar has no memory. ``line(for:now:)`` is made once and kept until the jar, the host or the path changes, so
/// that a request without new cookies allocates nothing. A plain value around pointers: its owner keeps it in long-lived
/// memory and calls ``free()``.
public struct CookieJar {
    private var store = CookieStore()
    private var cached = CookieLine()

    /// An empty jar.
    public init() {}

    /// Cookies in the jar, expired ones among them.
    public var count: Int { store.count }

    /// Takes the value of a `Set-Cookie` line.
    /// - Parameters:
    ///   - origin: where the request went that it answers.
    ///   - now: seconds since 1970.
    public mutating func receive(
        _ value: UnsafeRawBufferPointer,
        from origin: CookieOrigin,
        now: Int64
    ) -> CookieOutcome {
        guard let cookie = SetCookie(value, now: now) else { return .malformed }
        guard cookie.name.count + cookie.value.count <= CookieLimits.pair else { return .tooLong }
        var domain = cookie.domain
        if let named = domain, PublicSuffixes.contains(named) {
            // A host may be a public suffix itself: the cookie is then its own.
            guard named.count == origin.host.count, CookieDomain.matches(host: origin.host, domain: named) else {
                return .publicSuffix
            }
            domain = nil
        }
        if let domain, !CookieDomain.matches(host: origin.host, domain: domain) { return .foreignDomain }
        if cookie.isSecure, !origin.isSecure { return .insecure }
        if cookie.breaksPrefix { return .prefix }
        let requested = CookieDomain.path(origin.path)
        var path = cookie.path ?? CookieDomain.directory(requested)
        guard path.count <= CookieLimits.attribute, origin.host.count <= CookieLimits.attribute else {
            return .tooLong
        }
        return withUnsafeBytes(of: UInt8(ascii: "/")) { root in
            if path.count == 0 { path = root }
            if !cookie.isSecure, !origin.isSecure, store.hides(cookie, host: domain ?? origin.host, path: path) {
                return .hidesSecure
            }
            let isExpired = cookie.expires <= now
            let place = CookiePlace(domain: domain ?? origin.host, path: path, isHostOnly: domain == nil)
            if store.put(cookie, at: place, now: now) { cached.forget() }
            return isExpired ? .removed : .kept
        }
    }

    /// The cookies of a request as one line without its name (`a=b; c=d`), valid until the next call; empty for none.
    /// Longer paths come first, then older cookies (RFC 6265 section 5.4).
    /// - Parameter now: seconds since 1970.
    @inline(__always)
    public mutating func line(for origin: CookieOrigin, now: Int64) -> UnsafeRawBufferPointer {
        if store.count == 0 { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return cached.line(for: origin, now: now, store)
    }

    /// Forgets all cookies; keeps a little memory.
    public mutating func clear() {
        store.clear()
        cached.forget()
    }

    /// Gives the memory back.
    public mutating func free() {
        store.free()
        cached.free()
        self = CookieJar()
    }
}
