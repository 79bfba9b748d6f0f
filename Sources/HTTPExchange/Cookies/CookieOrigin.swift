/// Where a request goes, for cookies: its host, its path and whether it is safe from listeners.
public struct CookieOrigin {
    /// The host without port and brackets, in lower case; not checked.
    public var host: UnsafeRawBufferPointer
    /// The path, from the first `/` up to a `?`; a query after it is ignored.
    public var path: UnsafeRawBufferPointer
    /// The request goes over TLS, or to this machine itself, which browsers trust alike.
    public var isSecure: Bool

    /// A place.
    public init(host: UnsafeRawBufferPointer, path: UnsafeRawBufferPointer, isSecure: Bool) {
        self.host = host
        self.path = path
        self.isSecure = isSecure
    }
}
