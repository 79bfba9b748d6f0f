/// How values map to the counters of an HdrHistogram: counters are linear inside an octave and double in width from one
/// octave to the next, so the relative error stays below `10^-digits` over the whole range.
///
/// The arithmetic is that of the Java library (`AbstractHistogram.java`, HdrHistogram 2.x), so indices, and thus
/// encodings, are the same. Values carry no unit here; Zonda records nanoseconds.
public struct HistogramLayout: Hashable, Sendable {
    /// Smallest value that can be told from 0, at least 1. Buckets are never narrower than the power of two below it.
    public let lowest: UInt64
    /// Largest value that is kept apart; at least twice ``lowest``.
    public let highest: UInt64
    /// Significant decimal digits, 0 to 5.
    public let digits: Int
    /// How many counters cover the range.
    public let counterCount: Int

    /// log2 of the narrowest bucket's width.
    @usableFromInline let unitMagnitude: Int
    /// log2 of the number of counters in an octave.
    @usableFromInline let halfMagnitude: Int
    /// Bits of the values that the first, linear, octaves hold: they have no leading octave of their own.
    @usableFromInline let linearMask: UInt64
    /// Octave number of a value = this − its leading zero bits.
    @usableFromInline let leadingZeroBase: Int

    /// Durations from 1 µs to 1 h in nanoseconds at 3 digits: 24,576 counters.
    public static let latency = HistogramLayout(unchecked: 1000, 3_600_000_000_000, 3)
    /// The same range at 2 digits: 3,328 counters.
    public static let phase = HistogramLayout(unchecked: 1000, 3_600_000_000_000, 2)

    /// A layout.
    /// - Throws: ``HistogramError/layout(_:)`` unless 1 ≤ `lowest`, 2 · `lowest` ≤ `highest` ≤ `Int64.max`,
    ///   0 ≤ `digits` ≤ 5, and the narrowest octave fits 62 bits.
    public init(lowest: UInt64, highest: UInt64, digits: Int) throws(HistogramError) {
        guard (0...5).contains(digits) else { throw .layout("\(digits) significant digits, expected 0 to 5") }
        guard lowest >= 1 else { throw .layout("the lowest value is 0, expected at least 1") }
        guard highest <= UInt64(Int64.max) else { throw .layout("the highest value \(highest) is beyond 63 bits") }
        guard lowest <= highest / 2 else {
            throw .layout("the highest value \(highest) is less than twice the lowest, \(lowest)")
        }
        let layout = HistogramLayout(unchecked: lowest, highest, digits)
        guard layout.unitMagnitude + layout.halfMagnitude <= 61 else {
            throw .layout("the lowest value \(lowest) leaves no room for \(digits) digits in 63 bits")
        }
        self = layout
    }

    private init(unchecked lowest: UInt64, _ highest: UInt64, _ digits: Int) {
        var largestSingleUnit: UInt64 = 2
        for _ in 0..<digits { largestSingleUnit *= 10 }
        let subBucketMagnitude = 64 - (largestSingleUnit - 1).leadingZeroBitCount
        self.lowest = lowest
        self.highest = highest
        self.digits = digits
        unitMagnitude = 63 - lowest.leadingZeroBitCount
        halfMagnitude = max(subBucketMagnitude, 1) - 1
        linearMask = ((2 << UInt64(halfMagnitude)) - 1) << UInt64(unitMagnitude)
        leadingZeroBase = 64 - unitMagnitude - halfMagnitude - 1
        // The first two half-octaves are linear; each doubling of the range then adds one.
        var octaves = 1
        var firstBeyond: UInt64 = 2 << UInt64(halfMagnitude + unitMagnitude)
        while firstBeyond != 0, firstBeyond <= highest {
            firstBeyond <<= 1
            octaves += 1
        }
        counterCount = (octaves + 1) << halfMagnitude
    }
}

extension HistogramLayout: Codable {
    enum CodingKeys: String, CodingKey {
        case lowest, highest, digits
    }

    /// Reads the three figures that make a layout, with the checks of ``init(lowest:highest:digits:)``.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            lowest: container.decode(UInt64.self, forKey: .lowest),
            highest: container.decode(UInt64.self, forKey: .highest),
            digits: container.decode(Int.self, forKey: .digits)
        )
    }

    /// Writes ``lowest``, ``highest`` and ``digits``.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(lowest, forKey: .lowest)
        try container.encode(highest, forKey: .highest)
        try container.encode(digits, forKey: .digits)
    }
}
