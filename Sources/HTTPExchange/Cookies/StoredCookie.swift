/// Where a cookie belongs.
struct CookiePlace {
    /// Its domain, or the host that set it.
    let domain: UnsafeRawBufferPointer
    let path: UnsafeRawBufferPointer
    let isHostOnly: Bool
}

/// A cookie in a jar. Its texts lie one after another in memory of its own.
struct StoredCookie {
    private let text: UnsafeMutablePointer<UInt8>
    private let nameCount: UInt16
    private let valueCount: UInt16
    private let domainCount: UInt16
    private let pathCount: UInt16
    let isSecure: Bool
    let isHostOnly: Bool
    /// When it expires, in seconds since 1970.
    var expires: Int64
    /// Lower is older; kept when the cookie is replaced (RFC 6265 section 5.3, step 11).
    let order: UInt32

    /// Copies a cookie's texts; no part is longer than 65,535 bytes.
    init(_ cookie: SetCookie, at place: CookiePlace, order: UInt32) {
        nameCount = UInt16(truncatingIfNeeded: cookie.name.count)
        valueCount = UInt16(truncatingIfNeeded: cookie.value.count)
        domainCount = UInt16(truncatingIfNeeded: place.domain.count)
        pathCount = UInt16(truncatingIfNeeded: place.path.count)
        let count = cookie.name.count + cookie.value.count + place.path.count + place.domain.count
        text = .allocate(capacity: count)
        var at = text
        func copy(_ part: UnsafeRawBufferPointer) {
            for byte in part {
                at.pointee = byte
                at += 1
            }
        }
        copy(cookie.name)
        copy(cookie.value)
        copy(place.path)
        copy(place.domain)
        isSecure = cookie.isSecure
        isHostOnly = place.isHostOnly
        expires = cookie.expires
        self.order = order
    }

    /// It has this name and place, so that another such cookie replaces it.
    func isReplaced(by cookie: SetCookie, at place: CookiePlace) -> Bool {
        isHostOnly == place.isHostOnly && name.isEqual(cookie.name) && path.isEqual(place.path)
            && domain.isEqual(ignoringCaseOf: place.domain)
    }

    /// Name and value.
    var name: UnsafeRawBufferPointer { part(0, nameCount) }
    var value: UnsafeRawBufferPointer { part(Int(nameCount), valueCount) }
    /// Its path; never empty.
    var path: UnsafeRawBufferPointer { part(Int(nameCount) + Int(valueCount), pathCount) }
    /// Its domain, or the host that set it.
    var domain: UnsafeRawBufferPointer { part(Int(nameCount) + Int(valueCount) + Int(pathCount), domainCount) }

    private func part(_ start: Int, _ count: UInt16) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: text + start, count: Int(count))
    }

    /// It goes to this host.
    func goes(to host: UnsafeRawBufferPointer) -> Bool {
        isHostOnly ? domain.isEqual(ignoringCaseOf: host) : CookieDomain.matches(host: host, domain: domain)
    }

    func free() { text.deallocate() }
}
