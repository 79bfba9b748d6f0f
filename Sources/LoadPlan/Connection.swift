public import Groundwork

/// How users reach the services, where a scenario says it.
public struct Connection: Sendable, Hashable {
    /// Whose connections are whose.
    public enum Sharing: String, Sendable, Hashable, CaseIterable {
        /// Each user has its own, and keeps them from iteration to iteration.
        case perUser = "per user"
        /// Users take whichever connection is idle.
        case shared
        /// Each iteration opens its own.
        case newPerIteration = "new per iteration"
    }

    /// Which HTTP is spoken.
    public enum Version: String, Sendable, Hashable, CaseIterable {
        /// HTTP/1.1.
        case http1 = "1.1"
        /// HTTP/2 where the service agrees to it (ALPN), otherwise HTTP/1.1; without TLS always the latter.
        case http2 = "2"
        /// HTTP/2, without TLS at once (RFC 9113 section 3.3); another answer is an error.
        case http2Only = "2 only"
    }

    /// When names of services are looked up.
    public enum Lookup: Sendable, Hashable {
        /// Once, before the run.
        case once
        /// Again after so long; open connections stay.
        case every(Nanoseconds)
        /// By each user for each connection, so that it is part of what the user waits for.
        case perUser
    }

    /// What is agreed on in a TLS handshake; files by their path.
    public struct TLS: Sendable, Hashable {
        /// A version of TLS.
        public enum Version: String, Sendable, Hashable, CaseIterable {
            /// RFC 5246.
            case tls12 = "1.2"
            /// RFC 8446.
            case tls13 = "1.3"
        }

        /// Certificate authorities that are trusted (PEM); `nil` takes the system's.
        public var authorities: String?
        /// The certificate that users show (PEM).
        public var certificate: String?
        /// Its private key (PEM).
        public var key: String?
        /// Whether the service's certificate and name are checked.
        public var verifies = true
        /// Oldest version that is accepted.
        public var oldest: Version?
        /// Newest version that is offered.
        public var newest: Version?
        /// Whether users take up their earlier sessions again.
        public var resumes = true

        /// What the library does by itself.
        public init() {}
    }

    /// An intermediary that connections lead through.
    public struct Proxy: Sendable, Hashable {
        /// `http` or `socks5h`; either looks up the names of services itself.
        public var scheme: String
        /// Host name or address, as in a URL.
        public var host: String
        /// Port.
        public var port: Int
        /// Name for its authentication.
        public var user: String?
        /// Password for its authentication; never shown.
        public var password: String?

        /// A proxy.
        public init(scheme: String, host: String, port: Int, user: String? = nil, password: String? = nil) {
            self.scheme = scheme
            self.host = host
            self.port = port
            self.user = user
            self.password = password
        }

        /// Its URL, without name and password.
        public var url: String { "\(scheme)://\(host):\(port)" }
    }

    /// A service that is connected to at another place than its URL says.
    public struct Detour: Sendable, Hashable {
        /// Host as in URLs.
        public var host: String
        /// Port as in URLs; `nil` means any.
        public var port: Int?
        /// Hosts or addresses that are connected to, in turn.
        public var toHosts: [String]
        /// Port that is connected to; `nil` means the URL's.
        public var toPort: Int?

        /// A detour.
        public init(host: String, port: Int?, toHosts: [String], toPort: Int?) {
            self.host = host
            self.port = port
            self.toHosts = toHosts
            self.toPort = toPort
        }
    }

    /// Which HTTP is spoken.
    public var version = Version.http1
    /// Whose connections are whose.
    public var sharing = Sharing.perUser
    /// When names are looked up.
    public var lookup = Lookup.once
    /// Whether users keep cookies.
    public var cookies = true
    /// What connections lead through.
    public var proxy: Proxy?
    /// The network interface that they leave by.
    public var interface: String?
    /// The local address that they leave from.
    public var sourceAddress: String?
    /// A unix socket that they lead to.
    public var unixSocket: String?
    /// TLS, for `https`.
    public var tls = TLS()
    /// The host name in the target's URLs, for TLS (SNI), certificate and `Host`, instead of the target's own.
    public var serverName: Template?
    /// Services that are connected to elsewhere.
    public var detours: [Detour] = []

    /// Direct private connections by HTTP/1.1.
    public init() {}
}
