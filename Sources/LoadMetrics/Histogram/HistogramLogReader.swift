/// Reads an HdrHistogram log piece by piece: versions 1.0 to 1.3, with and without tags.
///
/// Give it the file's bytes in pieces of any size, then ``finish(_:)``. A line that cannot be read is reported and the
/// next one goes on. Time and memory grow with the file and its longest line.
///
/// Source: `HistogramLogReader.java`, `HistogramLogScanner.java`.
public struct HistogramLogReader: Sendable {
    /// What a line held.
    public enum Event: Sendable {
        /// An interval.
        case interval(HistogramLogInterval)
        /// A comment, without its `#`; start and base time come as such too.
        case comment(String)
        /// A line that cannot be read.
        case problem(HistogramLogProblem)
    }

    /// When the log was begun, seconds since 1970 UTC: as stated, else the first interval's timestamp.
    public private(set) var startTime: Double?
    /// What timestamps count from, seconds since 1970 UTC: as stated; else, from the first interval on, the start time
    /// if the timestamps are a year or more before it, and 0 if not.
    public private(set) var baseTime: Double?
    /// Lines read.
    public private(set) var lines = 0

    private var unfinishedLine: [UInt8] = []

    /// A reader at the beginning of a log.
    public init() {}

    /// Reads a further piece; every line that ends in it is reported.
    public mutating func read(_ piece: some Collection<UInt8>, _ report: (Event) throws -> Void) rethrows {
        var rest = ArraySlice(piece)
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            if unfinishedLine.isEmpty {
                try read(line: rest[..<end], isCutOff: false, report)
            } else {
                let line = unfinishedLine + rest[..<end]
                unfinishedLine = []
                try read(line: line[...], isCutOff: false, report)
            }
            rest = rest[(end + 1)...]
        }
        unfinishedLine += rest
    }

    /// Reads what is left after the last line feed: whole if the writer put none, cut off if it was killed.
    public mutating func finish(_ report: (Event) throws -> Void) rethrows {
        let line = unfinishedLine
        unfinishedLine = []
        if !line.isEmpty { try read(line: line[...], isCutOff: true, report) }
    }

    private mutating func read(
        line: ArraySlice<UInt8>,
        isCutOff: Bool,
        _ report: (Event) throws -> Void
    ) rethrows {
        lines += 1
        switch HistogramLogLine(line) {
        case .blank, .legend: break
        case .startTime(let seconds, let text):
            startTime = seconds
            try report(.comment(text))
        case .baseTime(let seconds, let text):
            baseTime = seconds
            try report(.comment(text))
        case .comment(let text): try report(.comment(text))
        case .interval(let fields): try report(.interval(interval(fields)))
        case .unreadable(let error):
            try report(.problem(HistogramLogProblem(line: lines, error: error, isCutOff: isCutOff)))
        }
    }

    private mutating func interval(_ fields: HistogramLogLine.Fields) -> HistogramLogInterval {
        let startTime = startTime ?? fields.timestamp
        self.startTime = startTime
        let baseTime = baseTime ?? (fields.timestamp < startTime - 365 * 24 * 3600 ? startTime : 0)
        self.baseTime = baseTime
        let start = fields.timestamp + baseTime
        return HistogramLogInterval(
            line: lines,
            tag: fields.tag,
            start: start,
            offset: start - startTime,
            length: fields.length,
            histogram: fields.histogram
        )
    }
}

/// An interval of a histogram log.
public struct HistogramLogInterval: Sendable {
    /// The line it stands in, from 1.
    public var line: Int
    /// Which of several series it belongs to; nil if the line has no tag.
    public var tag: String?
    /// Seconds since 1970 UTC.
    public var start: Double
    /// Seconds since the log's start time.
    public var offset: Double
    /// Seconds.
    public var length: Double
    /// What was counted.
    public var histogram: Histogram
}

/// A line of a histogram log that cannot be read.
public struct HistogramLogProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line, from 1.
    public var line: Int
    /// What is wrong with it.
    public var error: HistogramError
    /// It is the last line and has no end: the writer was stopped while it wrote it.
    public let isCutOff: Bool

    /// Line and reason in words.
    public var description: String {
        "line \(line)\(isCutOff ? ", the last, which has no end" : ""): \(error)"
    }
}
