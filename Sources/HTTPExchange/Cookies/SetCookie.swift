/// A `Set-Cookie` taken apart (RFC 6265 section 5.2, with what RFC 6265bis section 5.6 changed). Its parts lie in the
/// text it was made from. `HttpOnly` and `SameSite` mean nothing to a client that runs no page.
struct SetCookie {
    private(set) var name: UnsafeRawBufferPointer
    private(set) var value: UnsafeRawBufferPointer
    /// The last `Domain` without a dot in front; `nil` where there is none or it is empty.
    private(set) var domain: UnsafeRawBufferPointer?
    /// The last `Path`; `nil` where there is none, or it does not begin with `/`.
    private(set) var path: UnsafeRawBufferPointer?
    private(set) var isSecure = false
    /// When it expires, in seconds since 1970; `Int64.max` for the end of the session.
    private(set) var expires = Int64.max
    /// `Max-Age` wins over `Expires`, whichever comes first.
    private var hasAge = false

    /// Takes it apart; `nil` for what is not a cookie.
    init?(_ text: UnsafeRawBufferPointer, now: Int64) {
        let text = text.trimmed()
        for byte in text where byte.isControl && byte != .tab { return nil }
        var end = 0
        while end < text.count, text[end] != .semicolon { end += 1 }
        var split = 0
        while split < end, text[split] != .equals { split += 1 }
        if split == end {
            // Without a sign it is a value without a name, as browsers take it.
            name = text.slice(0, 0)
            value = text.slice(0, end).trimmed()
        } else {
            name = text.slice(0, split).trimmed()
            value = text.slice(split + 1, end).trimmed()
        }
        guard name.count + value.count > 0 else { return nil }
        while end < text.count {
            let start = end + 1
            end = start
            while end < text.count, text[end] != .semicolon { end += 1 }
            take(text.slice(start, end), now: now)
        }
    }

    private mutating func take(_ attribute: UnsafeRawBufferPointer, now: Int64) {
        var split = 0
        while split < attribute.count, attribute[split] != .equals { split += 1 }
        let key = attribute.slice(0, split).trimmed()
        let value = attribute.slice(min(split + 1, attribute.count), attribute.count).trimmed()
        guard value.count <= CookieLimits.attribute else { return }
        if key.isEqual(ignoringCase: "secure") { isSecure = true }
        if key.isEqual(ignoringCase: "path") { path = value.first == UInt8(ascii: "/") ? value : nil }
        if key.isEqual(ignoringCase: "domain") {
            let bare = value.first == UInt8(ascii: ".") ? value.slice(1, value.count) : value
            domain = bare.count > 0 ? bare : nil
        }
        if key.isEqual(ignoringCase: "max-age"), let age = Self.age(value) {
            hasAge = true
            expires = age <= 0 ? Int64.min : now + min(age, CookieLimits.life)
        }
        if key.isEqual(ignoringCase: "expires"), !hasAge, let date = CookieDate.seconds(value) {
            expires = min(date, now + CookieLimits.life)
        }
    }

    /// Seconds; digits with or without a minus sign, anything else is ignored.
    private static func age(_ value: UnsafeRawBufferPointer) -> Int64? {
        let isNegative = value.first == UInt8(ascii: "-")
        let digits = value.slice(isNegative ? 1 : 0, value.count)
        guard digits.count > 0 || isNegative else { return nil }
        var age: Int64 = 0
        for byte in digits {
            guard byte.isDigit else { return nil }
            age = min(age, CookieLimits.life) * 10 + Int64(byte &- UInt8(ascii: "0"))
        }
        return isNegative ? -1 : age
    }

    /// What a prefix of its name demands is not so (RFC 6265bis section 4.1.3). A value without a name must not look
    /// like one of these either.
    var breaksPrefix: Bool {
        if name.count == 0 {
            return value.hasPrefix(ignoringCase: "__secure-") || value.hasPrefix(ignoringCase: "__host-")
        }
        if name.hasPrefix(ignoringCase: "__secure-") { return !isSecure }
        guard name.hasPrefix(ignoringCase: "__host-") else { return false }
        return !isSecure || domain != nil || path?.count != 1
    }
}
