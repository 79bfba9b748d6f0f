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

    /// `CURLE_PARTIAL_FILE`: the connection was closed before the answer was whole.
    public static let partial = CurlCode(rawValue: 18)
    /// `CURLE_URL_MALFORMAT`.
    public static let malformedURL = CurlCode(rawValue: 3)
    /// `CURLE_TOO_MANY_REDIRECTS`.
    public static let tooManyRedirects = CurlCode(rawValue: 47)

    /// Our own: the service answered by HTTP/1.1 where HTTP/2 was demanded.
    public static let notHTTP2 = CurlCode(rawValue: 1001)
    /// Our own: a connection that had carried a request before ended under one that must not go out twice.
    public static let keptConnectionClosed = CurlCode(rawValue: 1002)
    /// Our own: the bytes are no answer of HTTP/1.1.
    public static let brokenAnswer = CurlCode(rawValue: 1003)
    /// Our own: the body is compressed otherwise than it says.
    public static let brokenContent = CurlCode(rawValue: 1004)
    /// Our own: rules look at a body that is longer than what is kept of it.
    public static let bodyTooLong = CurlCode(rawValue: 1005)
    /// Our own: the request holds bytes that must not be sent.
    public static let unsendable = CurlCode(rawValue: 1006)
    /// Our own: a redirect that is not followed.
    public static let redirectRefused = CurlCode(rawValue: 1007)
    /// Our own: the service has not acted on the request and says so (RFC 9113 sections 6.8 and 8.7).
    public static let refusedStream = CurlCode(rawValue: 1008)
    /// Our own: the session of HTTP/2 ended before the answer began, or the service refused the stream.
    public static let sessionEnded = CurlCode(rawValue: 1009)

    /// What libcurl calls it.
    public var message: String {
        switch self {
        case .notHTTP2: "the service does not speak HTTP/2, or demands HTTP/1.1"
        case .keptConnectionClosed: "the connection that was kept open was closed under the request"
        case .gotNothing: "the connection was closed before the answer began"
        case .partial: "the connection was closed before the answer was whole"
        case .brokenAnswer: "the answer breaks the rules of HTTP/1.1"
        case .brokenContent: "the body cannot be decompressed"
        case .bodyTooLong: "the body is longer than the \(ResponseSink.limit >> 20) MiB that are kept of it"
        case .unsendable: "the request cannot be sent"
        case .redirectRefused: "a redirect was not followed"
        case .refusedStream: "the service refused the request and did not act on it (HTTP/2)"
        case .sessionEnded: "the service ended the HTTP/2 connection or refused the request before an answer began"
        default: String(cString: curl_easy_strerror(CURLcode(rawValue)))
        }
    }

    /// What kind of failure it is.
    public var kind: Kind {
        switch rawValue {
        case Self.ok.rawValue: .none
        case 5, 6: .nameLookup
        case Self.couldNotConnect.rawValue, 45, 97: .connect
        case Self.timedOut.rawValue: .timeout
        case 35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98: .tls
        case 18, Self.gotNothing.rawValue, 55, 56, Self.keptConnectionClosed.rawValue, Self.refusedStream.rawValue,
            Self.sessionEnded.rawValue:
            .reset
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

    /// A library before version 8.3: its first byte may be one that was sent (``AnswerTimes``).
    static let isBefore8Point3 = zcurl_version_number() < 0x08_03_00

    private static let once: UInt32 = curl_global_init(Int(CURL_GLOBAL_DEFAULT)).rawValue
}
