/// Where a redirect leads, or why it leads nowhere.
public enum RedirectOutcome: Sendable, Equatable {
    /// The answer is not a redirect that a client follows.
    case none
    /// The next request.
    case follow(Redirect)
    /// The redirect cannot be followed.
    case refused(Refusal)

    /// Why a redirect cannot be followed.
    public enum Refusal: Error, Sendable, Equatable, CustomStringConvertible {
        /// No `Location`.
        case noLocation
        /// A `Location` without a value.
        case emptyLocation
        /// A scheme other than http and https.
        case scheme(String)
        /// A `Location` that is not a URL.
        case malformed(String)

        /// In words, for a failure message.
        public var description: String {
            switch self {
            case .noLocation: "the redirect has no Location header"
            case .emptyLocation: "the redirect's Location header is empty"
            case .scheme(let scheme): "the redirect leads to the scheme '\(scheme)'; only http and https are followed"
            case .malformed(let text): "the redirect's Location '\(text)' is not a URL"
            }
        }
    }
}

/// The request that follows a redirect.
public struct Redirect: Sendable, Equatable {
    /// Its URL, absolute and without a fragment.
    public var url: String
    /// Its method.
    public var method: String
    /// The body is sent again; otherwise there is none, and `Content-…` headers go with it.
    public var keepsBody: Bool
    /// Scheme, host and port are those of the request before; otherwise `Authorization` and a `Cookie` of the scenario's
    /// must not be sent.
    public var isSameOrigin: Bool

    /// A request.
    public init(url: String, method: String, keepsBody: Bool, isSameOrigin: Bool) {
        self.url = url
        self.method = method
        self.keepsBody = keepsBody
        self.isSameOrigin = isSameOrigin
    }
}
