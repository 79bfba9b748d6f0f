/// Why a histogram could not be made, read or written.
public enum HistogramError: Error, Hashable, Sendable {
    /// Lowest value, highest value and digits do not make a layout; the reason in words.
    case layout(String)
    /// Bytes that are not an encoded histogram; the reason in words.
    case malformed(String)
    /// An encoding that is recognised and not read; which, in words.
    case unsupported(String)
    /// zlib failed for a reason other than the data; its return code.
    case zlib(Int32)
    /// A tag that cannot stand in a log line.
    case tag(String)
    /// A line of a log that is neither comment, legend nor interval; the reason in words.
    case line(String)
}

extension HistogramError: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .layout(let reason): "not a histogram layout: \(reason)"
        case .malformed(let reason): "not an encoded histogram: \(reason)"
        case .unsupported(let what): "cannot read \(what)"
        case .zlib(let code): "zlib failed with code \(code)"
        case .tag(let tag):
            "\"\(tag)\" cannot tag a histogram: a tag is not empty and has no comma, blank or control character"
        case .line(let reason): "not a line of a histogram log: \(reason)"
        }
    }
}
