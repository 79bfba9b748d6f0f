/// Why a compressed body cannot be decoded.
public enum ContentFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The bytes are not of the coding that was said.
    case damaged(ResponseHead.Coding)
    /// The body ended before the compressed data did.
    case truncated(ResponseHead.Coding)
    /// More than this many bytes came out.
    case tooLarge(Int)
    /// So many bytes came out of each one that went in.
    case tooDense(Int)
    /// A coding that is not decoded here.
    case unknown
    /// zlib has no memory.
    case memory

    /// In words, for a failure message.
    public var description: String {
        switch self {
        case .damaged(let coding): "the body is not \(coding), as Content-Encoding says"
        case .truncated(let coding): "the \(coding) body ends before its compressed data does"
        case .tooLarge(let limit): "the decompressed body is longer than \(limit) bytes"
        case .tooDense(let ratio): "the body decompresses to more than \(ratio) times its size"
        case .unknown: "the body has a Content-Encoding other than gzip and deflate"
        case .memory: "no memory to decompress the body"
        }
    }
}
