import Groundwork

/// Makes the lines of an HdrHistogram log, format version 1.3: text that the Java, C and Python tools read.
///
/// Each line ends with a line feed. Nothing is kept between lines, so lines may be made anywhere and written at once.
///
/// Source: `HistogramLogWriter.java`.
public struct HistogramLogWriter: Sendable {
    /// Values are divided by it in the log's third column, which readers ignore: 1,000,000 shows nanoseconds as
    /// milliseconds.
    public let maxValueUnitRatio: Double
    /// zlib's, 0 to 9.
    public let compressionLevel: Int

    /// A writer.
    public init(maxValueUnitRatio: Double = 1_000_000, compressionLevel: Int = 9) {
        self.maxValueUnitRatio = maxValueUnitRatio
        self.compressionLevel = compressionLevel
    }

    /// The lines that stand first: comments, version, start, base and legend.
    /// - Parameters:
    ///   - startTime: seconds since 1970 UTC.
    ///   - baseTime: seconds since 1970 UTC that the intervals' starts count from. Without it they count from 1970.
    ///   - comments: lines of their own, without `#`.
    public func header(startTime: Double, baseTime: Double? = nil, comments: [String] = []) -> String {
        var text = comments.map(comment).joined()
        text += "#[Histogram log format version 1.3]\n"
        text += "#[StartTime: \(seconds(startTime)) (seconds since epoch), "
        text += "\(Self.words(startTime))]\n"
        if let baseTime { text += "#[BaseTime: \(seconds(baseTime)) (seconds since epoch)]\n" }
        return text + "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n"
    }

    /// A moment as Java's `Date` is written: `Sat Nov 21 06:08:00 UTC 2026`. Programs skip it; people do not.
    private static func words(_ seconds: Double) -> String {
        let time = CivilTime(limiting: seconds)
        let date = time.date
        let day = Decimal.padded(date.day.magnitude, to: 2)
        let names = "\(CivilDate.weekdayNames[date.weekday]) \(CivilDate.monthNames[date.month - 1])"
        return "\(names) \(day) \(time.clock) UTC \(date.year)"
    }

    /// A comment; line breaks in it begin further comments.
    public func comment(_ text: String) -> String {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { "#\($0)\n" }.joined()
    }

    /// The line of an interval.
    /// - Parameters:
    ///   - histogram: what was counted in the interval.
    ///   - tag: which of several series it belongs to.
    ///   - start: seconds since the header's base time.
    ///   - length: seconds.
    /// - Throws: ``HistogramError/tag(_:)`` for a tag that fails ``isValid(tag:)``, ``HistogramError/line(_:)`` for a
    ///   start or length that is not finite, ``HistogramError/zlib(_:)`` when zlib has no memory.
    public func interval(
        _ histogram: Histogram,
        tag: String? = nil,
        start: Double,
        length: Double
    ) throws(HistogramError) -> String {
        if let tag, !Self.isValid(tag: tag) { throw .tag(tag) }
        guard start.isFinite, length.isFinite else { throw .line("start \(start), length \(length)") }
        let max = FixedDecimal.text(Double(histogram.max) / maxValueUnitRatio, places: 3)
        let prefix = tag.map { "Tag=\($0)," } ?? ""
        let encoded = try histogram.base64(level: compressionLevel)
        return "\(prefix)\(seconds(start)),\(seconds(length)),\(max),\(encoded)\n"
    }

    /// Whether a tag can stand in a log: it is not empty and has no comma, blank or control character.
    public static func isValid(tag: String) -> Bool {
        !tag.isEmpty
            && !tag.unicodeScalars.contains {
                $0 == "," || $0.properties.isWhitespace || $0.properties.generalCategory == .control
            }
    }

    private func seconds(_ value: Double) -> String { FixedDecimal.text(value, places: 3) }
}
