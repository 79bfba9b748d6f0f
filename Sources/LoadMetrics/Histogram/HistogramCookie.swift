/// The first 32 bits of an encoded histogram: what follows, in which version.
///
/// Source: `AbstractHistogram.java` and `DoubleHistogram.java`; the second nibble from the right holds the width of a
/// counter in versions 0 and 1, and 1 in version 2.
enum HistogramCookie: Equatable {
    /// A header and counters.
    case plain(CounterFormat)
    /// A length and a zlib stream of the plain form.
    case compressed

    /// How header and counters are written.
    enum CounterFormat: Equatable {
        /// 32-byte header, counters of fixed width in bytes.
        case version0(width: Int)
        /// 40-byte header, counters of fixed width in bytes.
        case version1(width: Int)
        /// 40-byte header, variable-length counters with runs of zeros.
        case version2
    }

    static let plainVersion2: UInt32 = 0x1c84_9313
    static let compressedVersion2: UInt32 = 0x1c84_9314

    init(_ value: UInt32) throws(HistogramError) {
        if value == 0x0c72_124e || value == 0x0c72_124f {
            throw .unsupported("a DoubleHistogram: only histograms of integers are read")
        }
        let width = Int(value >> 4 & 0xe)
        switch value & ~0xf0 {
        case 0x1c84_9303: self = .plain(.version2)
        case 0x1c84_9301: self = .plain(.version1(width: try Self.checked(width)))
        case 0x1c84_9308: self = .plain(.version0(width: try Self.checked(width)))
        case 0x1c84_9304, 0x1c84_9302, 0x1c84_9309: self = .compressed
        default: throw .malformed("no histogram starts with \(String(value, radix: 16))")
        }
    }

    private static func checked(_ width: Int) throws(HistogramError) -> Int {
        guard width == 2 || width == 4 || width == 8 else { throw .malformed("counters of \(width) bytes") }
        return width
    }
}
