internal import CLibcurl

/// One connection that is made and closed again, TLS included: what the start of a run wants to know of a service.
public enum HandshakeProbe {
    /// Why it could not be made.
    public struct Failure: Error, Sendable, Hashable {
        /// libcurl's code.
        public var code: CurlCode
        /// The words of libcurl or of the TLS library, where there are any.
        public var words: String?
        /// The service's certificate was not trusted.
        public var isDistrusted: Bool
    }

    /// Connects as the load will.
    /// - Parameters:
    ///   - origin: `https://host:port`.
    ///   - address: where the name leads, and the port there.
    ///   - options: how connections are made; with a proxy it is not asked.
    ///   - seconds: how long it may take.
    public static func connect(
        to origin: String,
        host: String,
        port: Int,
        address: (host: String, port: Int),
        options: ConnectionOptions,
        seconds: Int = 10
    ) throws(Failure) {
        CurlLibrary.initialise()
        guard let easy = curl_easy_init() else {
            throw Failure(code: CurlCode(rawValue: 27), words: nil, isDistrusted: false)
        }
        defer { curl_easy_cleanup(easy) }
        let literal = address.host.contains(":") ? "[\(address.host)]" : address.host
        let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        let route = curl_slist_append(nil, "\(name):\(port):\(literal):\(address.port)")
        defer { curl_slist_free_all(route) }
        let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        defer { words.deallocate() }
        _ = zcurl_set_pointer(easy, CURLOPT_URL, origin)
        _ = zcurl_set_pointer(easy, CURLOPT_CONNECT_TO, route)
        _ = zcurl_set_pointer(easy, CURLOPT_ERRORBUFFER, words)
        _ = zcurl_set_long(easy, CURLOPT_CONNECT_ONLY, 1)
        _ = zcurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        _ = zcurl_set_long(easy, CURLOPT_CONNECTTIMEOUT, seconds)
        _ = zcurl_set_pointer(easy, CURLOPT_PROXY, "")
        _ = zcurl_set_pointer(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        options.apply(to: easy)
        let code = CurlCode(curl_easy_perform(easy))
        guard code != .ok else { return }
        let text = String(cString: words)
        throw Failure(
            code: code,
            words: text.isEmpty ? nil : text,
            isDistrusted: code.rawValue == CURLE_PEER_FAILED_VERIFICATION.rawValue
        )
    }
}
