/// What a body is by its first bytes, where it is not the text that a step looks into.
enum ForeignBody {
    /// Compressed by `gzip` (RFC 1952 section 2.3.1), zlib (RFC 1950 section 2.2) or Zstandard (RFC 8878 section 3.1.1).
    case compressed(String)
    /// It begins with a byte order mark (Unicode 3.10).
    case marked(String)

    /// What a body is; `nil` where its first bytes say nothing of the kind.
    init?(_ body: some Collection<UInt8>) {
        let first = Array(body.prefix(4))
        switch (first.first, first.dropFirst().first) {
        case (0x1F, 0x8B): self = .compressed("gzip")
        case (0x78, 0x01), (0x78, 0x5E), (0x78, 0x9C), (0x78, 0xDA): self = .compressed("deflate")
        case (0x28, 0xB5) where first == [0x28, 0xB5, 0x2F, 0xFD]: self = .compressed("zstd")
        case (0xEF, 0xBB) where first.starts(with: [0xEF, 0xBB, 0xBF]): self = .marked("UTF-8")
        case (0xFF, 0xFE): self = .marked("UTF-16, little-endian")
        case (0xFE, 0xFF): self = .marked("UTF-16, big-endian")
        default: return nil
        }
    }

    /// In words, for a failure message; what should be done about it, where the scenario can do something.
    var words: String {
        switch self {
        case .compressed(let coding):
            "a body compressed with \(coding): 'compression on' asks for gzip or deflate and decompresses"
        case .marked(let encoding):
            "a body that begins with a byte order mark (\(encoding)), which JSON must not (RFC 8259 section 8.1)"
        }
    }

    /// It is compressed.
    var isCompressed: Bool {
        if case .compressed = self { true } else { false }
    }
}
