/// The part of a request that is the same each time it is sent; prepared once, used by number.
public struct RequestShape: Sendable, Hashable {
    /// The method, upper case.
    public var method: String
    /// The whole URL where it never changes; parsed once. Otherwise each send brings its own.
    public var url: String?
    /// The header lines where they never change. Otherwise each send brings its own.
    public var headers: [String]?
    /// Whether a body is sent.
    public var hasBody: Bool
    /// Keep the answer's body.
    public var wantsBody: Bool
    /// Keep the answer's headers.
    public var wantsHeaders: Bool

    /// Most redirects that are followed, each by a request of its own. 0 takes a redirect for the answer.
    public var redirects: Int32 = 0
    /// Ask for a compressed answer and decompress it.
    public var decompresses = false
    /// The names of the header lines in their order, where the lines change too; a request may have further lines.
    public var fieldNames: [String] = []
    /// Spoken by ourselves on a connection that libcurl made, instead of by libcurl.
    public var isExchanged = false
    /// An idempotent request may go out a second time where a used connection ended before its answer began.
    public var mayGoAgain = true

    /// A shape.
    public init(
        method: String,
        url: String?,
        headers: [String]?,
        hasBody: Bool,
        wantsBody: Bool,
        wantsHeaders: Bool
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.hasBody = hasBody
        self.wantsBody = wantsBody
        self.wantsHeaders = wantsHeaders
    }

    /// Keep body and headers of the answer, whoever asks for them.
    public mutating func keepEverything() {
        wantsBody = true
        wantsHeaders = true
    }
}
