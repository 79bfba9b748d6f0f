/// The cookies of one user (RFC 6265, with the limits and prefixes of RFC 6265bis).
///
/// An empty jar has no memory. ``line(for:now:)`` is made once and kept until the jar, the host or the path changes, so
/// that a request without new cookies allocates nothing. A plain value around pointers: whoever keeps it in long-lived
/// memory owns it and calls ``free()``.
public struct CookieJar {
    private var rendered = GrowingBytes()

    /// An empty jar.
    public init() {}

    /// Cookies in the jar, expired ones among them.
    public var count: Int { 0 }

    /// Takes the value of a `Set-Cookie` line.
    /// - Parameter now: seconds since 1970.
    public mutating func receive(
        _ value: UnsafeRawBufferPointer,
        from origin: CookieOrigin,
        now: Int64
    ) -> CookieOutcome { .malformed }

    /// The cookies of a request as one line without its name (`a=b; c=d`), valid until the next call; empty for none.
    public mutating func line(for origin: CookieOrigin, now: Int64) -> UnsafeRawBufferPointer { rendered.bytes }

    /// Forgets all cookies; keeps little memory.
    public mutating func clear() { rendered.clear() }

    /// Gives the memory back.
    public mutating func free() {
        rendered.free()
        self = CookieJar()
    }
}
