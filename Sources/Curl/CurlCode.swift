import CLibcurl

/// A result code of libcurl's easy interface (libcurl-errors(3)).
public struct CurlCode: RawRepresentable, Sendable, Hashable {
    /// The number, as `curl` prints it in brackets.
    public var rawValue: UInt32

    /// The code with this number.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    init(_ code: CURLcode) {
        rawValue = code.rawValue
    }

    /// All went well.
    public static let ok = CurlCode(rawValue: 0)
    /// `CURLE_COULDNT_CONNECT`.
    public static let couldNotConnect = CurlCode(rawValue: 7)
    /// `CURLE_OPERATION_TIMEDOUT`.
    public static let timedOut = CurlCode(rawValue: 28)
    /// `CURLE_GOT_NOTHING`: the connection was closed before any answer.
    public static let gotNothing = CurlCode(rawValue: 52)

    /// Our own: the service answered by HTTP/1.1 where HTTP/2 was demanded.
    public static let notHTTP2 = CurlCode(rawValue: 1001)

    /// What libcurl calls it.
    public var message: String {
        if self == .notHTTP2 { return "the service does not speak HTTP/2" }
        return String(cString: curl_easy_strerror(CURLcode(rawValue)))
    }

    /// What kind of failure it is.
    public var kind: Kind {
        switch rawValue {
        case Self.ok.rawValue: .none
        case 5, 6: .nameLookup
        case Self.couldNotConnect.rawValue, 45, 97: .connect
        case Self.timedOut.rawValue: .timeout
        case 35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98: .tls
        case 18, Self.gotNothing.rawValue, 55, 56: .reset
        case 27: .ownFault
        default: .protocolError
        }
    }

    /// Kinds of failure that are told apart.
    public enum Kind: Sendable {
        /// No failure.
        case none
        /// No address for the name.
        case nameLookup
        /// No connection.
        case connect
        /// TLS handshake or certificate.
        case tls
        /// A time limit passed.
        case timeout
        /// Closed or reset before the answer was whole.
        case reset
        /// Not the protocol that was expected.
        case protocolError
        /// This machine's own fault: memory, descriptors.
        case ownFault
    }
}

/// libcurl as it names itself with its libraries: `libcurl/7.88.1 OpenSSL/3.0.19 …`.
public enum CurlLibrary {
    /// Version line.
    public static var version: String { String(cString: curl_version()) }

    /// Must be called once, before the first handle and before any second thread exists (curl_global_init(3)). Safe to
    /// call again.
    public static func initialise() { _ = once }

    /// A library before version 8.0.
    static let isBefore8 = zcurl_version_number() < 0x08_00_00

    private static let once: UInt32 = curl_global_init(Int(CURL_GLOBAL_DEFAULT)).rawValue
}
