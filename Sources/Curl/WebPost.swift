internal import CLibcurl
import Glibc

/// One POST whose answer is waited for: for messages, not for load.
public enum WebPost {
    /// What came of it.
    public struct Answer: Sendable, Hashable {
        /// Whether a whole answer came.
        public var code: CurlCode
        /// Its status; 0 without an answer.
        public var status: Int
        /// The first bytes of its body, at most ``WebPost/mostKept``.
        public var beginning: [UInt8]
    }

    /// Bytes of the answer that are kept.
    public static let mostKept = 200

    /// Sends `body` as JSON and waits at most so many seconds.
    public static func json(_ body: [UInt8], to url: String, seconds: Int = 10) -> Answer {
        send(body, to: url, headers: ["Content-Type: application/json; charset=utf-8"], seconds: seconds)
    }

    /// Sends `body` with these header lines and waits at most so many seconds. Redirects are not followed, and only `http`
    /// and `https` are spoken.
    public static func send(_ body: [UInt8], to url: String, headers lines: [String], seconds: Int) -> Answer {
        CurlLibrary.initialise()
        guard let easy = curl_easy_init() else {
            return Answer(code: CurlCode(rawValue: 27), status: 0, beginning: [])
        }
        defer { curl_easy_cleanup(easy) }
        var headers: UnsafeMutablePointer<curl_slist>?
        for line in lines + ["Expect:", "User-Agent: zonda"] {
            headers = curl_slist_append(headers, line) ?? headers
        }
        defer { curl_slist_free_all(headers) }
        var kept = Kept()
        let result = body.withUnsafeBytes { bytes in
            withUnsafeMutablePointer(to: &kept) { kept in
                url.withCString { _ = zcurl_set_pointer(easy, CURLOPT_URL, $0) }
                _ = "http,https".withCString { zcurl_set_pointer(easy, CURLOPT_PROTOCOLS_STR, $0) }
                _ = zcurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
                _ = zcurl_set_pointer(easy, CURLOPT_POSTFIELDS, bytes.baseAddress)
                _ = zcurl_set_long(easy, CURLOPT_POST, 1)
                _ = zcurl_set_pointer(easy, CURLOPT_HTTPHEADER, headers)
                _ = zcurl_set_long(easy, CURLOPT_TIMEOUT, seconds)
                _ = zcurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
                _ = zcurl_set_pointer(easy, CURLOPT_WRITEDATA, kept)
                _ = zcurl_set_data_callback(easy, CURLOPT_WRITEFUNCTION) { data, size, count, kept in
                    let (length, overflow) = size.multipliedReportingOverflow(by: count)
                    guard let data, let kept, !overflow else { return 0 }
                    let bytes = UnsafeRawBufferPointer(start: data, count: length)
                    kept.assumingMemoryBound(to: Kept.self).pointee.add(bytes)
                    return length
                }
                return curl_easy_perform(easy)
            }
        }
        let status = result == CURLE_OK ? zcurl_get_long(easy, CURLINFO_RESPONSE_CODE) : 0
        return Answer(code: CurlCode(result), status: Int(status), beginning: kept.bytes)
    }

    private struct Kept {
        var bytes: [UInt8] = []

        mutating func add(_ more: UnsafeRawBufferPointer) {
            bytes += more.prefix(max(0, WebPost.mostKept - bytes.count))
        }
    }
}
