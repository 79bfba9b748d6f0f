public import LoadMetrics

/// A histogram log, read whole; `HistogramLogReader` reads it interval by interval.
public struct HistogramLog: Sendable {
    /// When the log was begun, seconds since 1970 UTC; nil if it is not stated and there is no interval.
    public var startTime: Double?
    /// What timestamps count from; see `HistogramLogReader.baseTime`.
    public var baseTime: Double?
    /// Comments, without `#`.
    public var comments: [String] = []
    /// The intervals, in the file's order.
    public var intervals: [HistogramLogInterval] = []
    /// Lines that cannot be read; the others are not affected.
    public var problems: [HistogramLogProblem] = []

    /// Reads a log's bytes.
    public init(bytes: some Collection<UInt8>) {
        var reader = HistogramLogReader()
        reader.read(bytes) { add($0) }
        reader.finish { add($0) }
        startTime = reader.startTime
        baseTime = reader.baseTime
    }

    /// Reads a log's text.
    public init(text: String) {
        self.init(bytes: Array(text.utf8))
    }

    /// The intervals whose start lies in a range of seconds since ``startTime``, both ends included, up to the first
    /// that starts later.
    public func intervals(in range: ClosedRange<Double>) -> [HistogramLogInterval] {
        intervals.prefix { $0.offset <= range.upperBound }.filter { $0.offset >= range.lowerBound }
    }

    /// The sum of the histograms of every tag; nil stands for lines without one. Each has the layout of its tag's first.
    public var sums: [String?: Histogram] {
        var sums: [String?: Histogram] = [:]
        for interval in intervals {
            sums[interval.tag, default: Histogram(layout: interval.histogram.layout)].add(interval.histogram)
        }
        return sums
    }

    private mutating func add(_ event: HistogramLogReader.Event) {
        switch event {
        case .interval(let interval): intervals.append(interval)
        case .comment(let text): comments.append(text)
        case .problem(let problem): problems.append(problem)
        }
    }
}
