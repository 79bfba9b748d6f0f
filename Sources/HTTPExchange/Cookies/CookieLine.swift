import Groundwork

/// The line of cookies that was sent last, and for what it holds.
struct CookieLine {
    private var text = GrowingBytes()
    private var host = GrowingBytes()
    private var path = GrowingBytes()
    private var isSecure = false
    private var isKnown = false
    /// Some cookie has a path other than `/`.
    private var dependsOnPath = false
    /// When the first of its cookies expires.
    private var expires = Int64.max

    /// The line for a request; made only where it may differ from the last one.
    mutating func line(for origin: CookieOrigin, now: Int64, _ store: CookieStore) -> UnsafeRawBufferPointer {
        if isKnown, now < expires, isSecure == origin.isSecure, host.bytes.isEqual(origin.host),
            !dependsOnPath || path.bytes.isEqual(CookieDomain.path(origin.path))
        {
            return text.bytes
        }
        make(origin, now: now, store)
        return text.bytes
    }

    private mutating func make(_ origin: CookieOrigin, now: Int64, _ store: CookieStore) {
        text.clear()
        host.clear()
        host.append(origin.host)
        isSecure = origin.isSecure
        expires = Int64.max
        dependsOnPath = false
        for index in 0..<store.count {
            let cookie = store[index]
            if cookie.path.count > 1 { dependsOnPath = true }
            guard store.isSent(index, to: origin, now: now) else { continue }
            expires = min(expires, cookie.expires)
            if text.count > 0 { text.append("; ") }
            text.append(cookie.name)
            if cookie.name.count > 0 { text.append(.equals) }
            text.append(cookie.value)
        }
        path.clear()
        if dependsOnPath { path.append(CookieDomain.path(origin.path)) }
        isKnown = true
    }

    /// The jar has changed.
    mutating func forget() { isKnown = false }

    mutating func free() {
        text.free()
        host.free()
        path.free()
    }
}
