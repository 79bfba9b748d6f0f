/// A jar's cookies in the order in which they are sent: longer paths first, then older cookies.
struct CookieStore {
    private var cookies: UnsafeMutablePointer<StoredCookie>?
    private var capacity = 0
    private var nextOrder: UInt32 = 0
    private(set) var count = 0

    /// Cookie `index`, below ``count``.
    subscript(index: Int) -> StoredCookie {
        // There is memory where there is a cookie.
        cookies.unsafelyUnwrapped[index]
    }

    /// Whether a request carries a cookie.
    func isSent(_ index: Int, to origin: CookieOrigin, now: Int64) -> Bool {
        let cookie = self[index]
        return cookie.expires > now && (!cookie.isSecure || origin.isSecure) && cookie.goes(to: origin.host)
            && CookieDomain.covers(path: cookie.path, request: CookieDomain.path(origin.path))
    }

    /// Whether a cookie that came in clear would replace or hide a secure one (RFC 6265bis section 5.7, step 17).
    func hides(_ new: SetCookie, host: UnsafeRawBufferPointer, path: UnsafeRawBufferPointer) -> Bool {
        for index in 0..<count {
            let old = self[index]
            guard old.isSecure, old.name.isEqual(new.name) else { continue }
            let isRelated =
                CookieDomain.matches(host: host, domain: old.domain)
                || CookieDomain.matches(host: old.domain, domain: host)
            if isRelated, CookieDomain.covers(path: old.path, request: path) { return true }
        }
        return false
    }

    /// Puts a cookie in the place of the one with its name, domain and path, or adds it; an expired one only removes.
    /// - Returns: whether a line of cookies may be another one now.
    mutating func put(_ cookie: SetCookie, at place: CookiePlace, now: Int64) -> Bool {
        let isExpired = cookie.expires <= now
        var order: UInt32?
        for index in 0..<count where self[index].isReplaced(by: cookie, at: place) {
            let old = self[index]
            // Services that send the same session with each answer change only when it expires.
            if !isExpired, old.expires > now, old.isSecure == cookie.isSecure, old.value.isEqual(cookie.value) {
                cookies?[index].expires = cookie.expires
                return cookie.expires < old.expires
            }
            order = old.order
            remove(index)
            break
        }
        if isExpired { return order != nil }
        makeRoom(place.domain, now: now)
        insert(StoredCookie(cookie, at: place, order: order ?? nextOrder))
        if order == nil { nextOrder &+= 1 }
        return true
    }

    /// Removes what is expired, then the oldest of a domain that has too many, then the oldest of all.
    private mutating func makeRoom(_ domain: UnsafeRawBufferPointer, now: Int64) {
        var ofDomain = 0
        var index = 0
        while index < count {
            if self[index].expires <= now {
                remove(index)
                continue
            }
            if self[index].domain.isEqual(ignoringCaseOf: domain) { ofDomain += 1 }
            index += 1
        }
        if ofDomain >= CookieLimits.perDomain { removeOldest { $0.domain.isEqual(ignoringCaseOf: domain) } }
        if count >= CookieLimits.perJar { removeOldest { _ in true } }
    }

    private mutating func removeOldest(where isMeant: (StoredCookie) -> Bool) {
        var oldest = -1
        for index in 0..<count where isMeant(self[index]) {
            if oldest < 0 || self[index].order < self[oldest].order { oldest = index }
        }
        if oldest >= 0 { remove(oldest) }
    }

    private mutating func insert(_ cookie: StoredCookie) {
        if count == capacity { grow() }
        guard let cookies else { return }
        var index = count
        while index > 0, Self.isBefore(cookie, cookies[index - 1]) {
            cookies[index] = cookies[index - 1]
            index -= 1
        }
        cookies[index] = cookie
        count += 1
    }

    private static func isBefore(_ a: StoredCookie, _ b: StoredCookie) -> Bool {
        a.path.count != b.path.count ? a.path.count > b.path.count : a.order < b.order
    }

    private mutating func grow() {
        let larger = max(2, capacity * 2)
        let memory = UnsafeMutablePointer<StoredCookie>.allocate(capacity: larger)
        if let cookies {
            memory.update(from: cookies, count: count)
            cookies.deallocate()
        }
        cookies = memory
        capacity = larger
    }

    private mutating func remove(_ index: Int) {
        guard let cookies else { return }
        cookies[index].free()
        for later in index + 1..<max(index + 1, count) { cookies[later - 1] = cookies[later] }
        count -= 1
    }

    /// Forgets all cookies.
    mutating func clear() {
        for index in 0..<count { self[index].free() }
        count = 0
        nextOrder = 0
    }

    /// Gives the memory back.
    mutating func free() {
        clear()
        cookies?.deallocate()
        self = CookieStore()
    }
}
