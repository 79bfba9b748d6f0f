/// A line of a histogram log, taken apart.
enum HistogramLogLine {
    case blank
    case legend
    case comment(String)
    /// Seconds since 1970 UTC, and the whole comment.
    case startTime(Double, String)
    /// Seconds since 1970 UTC, and the whole comment.
    case baseTime(Double, String)
    case interval(Fields)
    case unreadable(HistogramError)

    /// What a line of an interval holds; the third column, the maximum, is ignored.
    struct Fields {
        var tag: String?
        /// Seconds; since when, the log's header says.
        var timestamp: Double
        /// Seconds.
        var length: Double
        var histogram: Histogram
    }

    init(_ line: ArraySlice<UInt8>) {
        switch line.first(where: { !Self.isDelimiter($0) }) {
        case nil: self = .blank
        case UInt8(ascii: "#"): self = Self.comment(line)
        case UInt8(ascii: "\""): self = Self.quoted(line)
        default:
            do {
                self = .interval(try Self.fields(line))
            } catch {
                self = .unreadable(error)
            }
        }
    }

    private static func comment(_ line: ArraySlice<UInt8>) -> HistogramLogLine {
        var text = String(decoding: line.drop(while: isDelimiter).dropFirst(), as: UTF8.self)
        while text.last?.isWhitespace == true { text.removeLast() }
        if let seconds = seconds(in: text, after: "[StartTime: ") { return .startTime(seconds, text) }
        if let seconds = seconds(in: text, after: "[BaseTime: ") { return .baseTime(seconds, text) }
        return .comment(text)
    }

    private static func quoted(_ line: ArraySlice<UInt8>) -> HistogramLogLine {
        line.drop(while: isDelimiter).starts(with: "\"StartTimestamp\"".utf8)
            ? .legend : .unreadable(.line("a quoted text that is not the legend"))
    }

    private static func fields(_ line: ArraySlice<UInt8>) throws(HistogramError) -> Fields {
        var columns = line.split(whereSeparator: isDelimiter)[...]
        var tag: String?
        if let first = columns.first, first.starts(with: "Tag=".utf8) {
            let text = String(decoding: first.dropFirst(4), as: UTF8.self)
            guard HistogramLogWriter.isValid(tag: text) else { throw .tag(text) }
            tag = text
            columns = columns.dropFirst()
        }
        guard columns.count >= 4 else { throw .line("\(columns.count) columns, expected 4") }
        let start = columns.startIndex
        return Fields(
            tag: tag,
            timestamp: try seconds(columns[start], "the timestamp"),
            length: try seconds(columns[start + 1], "the length"),
            histogram: try Histogram(base64Bytes: columns[start + 3])
        )
    }

    private static func seconds(
        _ column: ArraySlice<UInt8>,
        _ name: String
    ) throws(HistogramError) -> Double {
        let text = String(decoding: column, as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw .line("\(name) is \"\(text.prefix(40))\", expected seconds")
        }
        return value
    }

    private static func seconds(in text: String, after prefix: String) -> Double? {
        guard text.hasPrefix(prefix) else { return nil }
        let number = text.dropFirst(prefix.count).prefix { $0 != " " && $0 != "]" }
        return Double(number).flatMap { $0.isFinite ? $0 : nil }
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r")
    }
}
