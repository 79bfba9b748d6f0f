/// How long the parts of an answer may be. The lengths of lines and heads are libcurl's (`CURL_MAX_HTTP_HEADER`,
/// `MAX_HTTP_RESP_HEADER_SIZE`), so that both carriers refuse the same answers.
public enum ResponseLimits {
    /// Bytes of the status line, and of one header line with its continuations.
    public static let line = 102_400
    /// Bytes of all lines of one head, or of the trailers.
    public static let head = 307_200
    /// Header lines of one head, or trailers.
    public static let fields = 5_000
    /// Interim answers (1xx) before the answer.
    public static let interim = 100
    /// Digits of a chunk's size.
    public static let chunkDigits = 16
    /// Bytes of a chunk's extensions.
    public static let chunkExtension = 16_384
}
