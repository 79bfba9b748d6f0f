/// How the connections of a slot are made. A driver knows a list of them and each slot one of its entries, so that
/// users may differ in the way that they reach a service.
public struct ConnectionOptions: Sendable, Hashable {
    /// Which HTTP is spoken.
    public enum Version: Sendable, Hashable {
        /// HTTP/1.1.
        case http1
        /// HTTP/2 where the service agrees to it in the TLS handshake (ALPN, RFC 7301), otherwise HTTP/1.1.
        case http2
        /// HTTP/2 in the TLS handshake, and without TLS at once (RFC 9113 section 3.3); another answer is an error.
        case http2Only
    }

    /// An intermediary that connections lead through; it looks up the names of services itself.
    public struct Proxy: Sendable, Hashable {
        /// `http` (forwards plain requests, tunnels TLS) or `socks5h`.
        public var scheme: String
        /// Its addresses, given to the slots in turn.
        public var addresses: [String]
        /// Its port.
        public var port: Int
        /// Name for its authentication.
        public var user: String?
        /// Password for its authentication.
        public var password: String?

        /// A proxy.
        public init(scheme: String, addresses: [String], port: Int, user: String? = nil, password: String? = nil) {
            self.scheme = scheme
            self.addresses = addresses
            self.port = port
            self.user = user
            self.password = password
        }
    }

    /// What is agreed on in a TLS handshake.
    public struct TLS: Sendable, Hashable {
        /// A version of TLS.
        public enum Version: Int, Sendable, Hashable {
            /// RFC 5246.
            case tls12 = 2
            /// RFC 8446.
            case tls13 = 3
        }

        /// File of certificate authorities that are trusted (PEM); `nil` takes the system's.
        public var authorities: String?
        /// File of the certificate that the user shows (PEM).
        public var certificate: String?
        /// File of its private key (PEM).
        public var key: String?
        /// Whether the service's certificate and name are checked.
        public var verifies = true
        /// Oldest version that is accepted; `nil` leaves it to the library.
        public var oldest: Version?
        /// Newest version that is offered; `nil` leaves it to the library.
        public var newest: Version?
        /// Whether a user takes up its earlier TLS session again (RFC 8446 section 2.2, RFC 5077).
        public var resumes = true

        /// What the library does by itself.
        public init() {}
    }

    /// Which HTTP is spoken.
    public var version = Version.http1
    /// What connections lead through.
    public var proxy: Proxy?
    /// The network interface that they leave by, such as `eth0` (needs CAP_NET_RAW on old kernels, socket(7)).
    public var interface: String?
    /// The local address that they leave from.
    public var sourceAddress: String?
    /// A unix socket that they lead to, instead of an address.
    public var unixSocket: String?
    /// TLS, for `https`.
    public var tls = TLS()

    /// A direct connection by HTTP/1.1.
    public init() {}
}

/// A service that requests go to, and where its name leads.
public struct Endpoint: Sendable, Hashable {
    /// The host as URLs name it.
    public var host: String
    /// The port as URLs name it.
    public var port: Int
    /// Its addresses, given to the slots in turn.
    public var addresses: [String]
    /// The port that is really connected to.
    public var connectPort: Int

    /// An endpoint; `connectPort` is the URL's where nothing else is said.
    public init(host: String, port: Int, addresses: [String], connectPort: Int? = nil) {
        self.host = host
        self.port = port
        self.addresses = addresses
        self.connectPort = connectPort ?? port
    }
}
