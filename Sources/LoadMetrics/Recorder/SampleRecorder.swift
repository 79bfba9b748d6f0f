public import Groundwork

/// Where a shard records its samples: histograms and exact counters of every series, in memory that is laid out once.
///
/// A shard owns one recorder at a time. Once a second the shard is given an empty one and the full one goes to the
/// thread that collects: handing over is a pointer, so collecting costs the load nothing.
///
/// `@unchecked Sendable`: exactly one thread uses a recorder at any time; whoever hands it over gives it up.
public final class SampleRecorder: @unchecked Sendable {
    @usableFromInline
    struct Cell: ~Copyable {
        @usableFromInline var count: UInt64 = 0
        @usableFromInline var thresholdCount = 0
        /// First bad value of each threshold; shared by all recorders of a run.
        @usableFromInline var thresholds: UnsafePointer<UInt64>?
        /// Beyond each threshold by response time, then by service time.
        @usableFromInline var beyond: UnsafeMutablePointer<UInt64>?
        @usableFromInline var clocks = ClockRecorders()

        init() {}

        deinit { beyond?.deallocate() }
    }

    /// Exact limits of every series, shared by all recorders of a run.
    public final class Limits: Sendable {
        let firstBad: [[UInt64]]

        /// Limits of the series of a record.
        public init(series: [SeriesKey], thresholds: [LatencyLimit]) {
            firstBad = series.map { key in key.thresholds.map { thresholds[$0].firstBad } }
        }
    }

    @usableFromInline let cells: UnsafeMutablePointer<UnsafeMutablePointer<Cell>?>
    @usableFromInline let dirty: UnsafeMutablePointer<Int32>
    @usableFromInline var dirtyCount = 0
    private let seriesCount: Int
    private let limits: Limits
    /// Response times of all steps, whatever their outcome, warm-up included: for the live view.
    @usableFromInline var recent = HistogramRecorder(layout: .phase)
    /// Samples whose intended start lay in the warm-up.
    public var warmupSamples: UInt64 = 0

    /// An empty recorder for so many series.
    public init(limits: Limits) {
        self.limits = limits
        seriesCount = limits.firstBad.count
        cells = .allocate(capacity: max(1, seriesCount))
        cells.initialize(repeating: nil, count: max(1, seriesCount))
        dirty = .allocate(capacity: max(1, seriesCount))
        dirty.initialize(repeating: 0, count: max(1, seriesCount))
    }

    deinit {
        for index in 0..<seriesCount {
            guard let cell = cells[index] else { continue }
            cell.deinitialize(count: 1)
            cell.deallocate()
        }
        cells.deallocate()
        dirty.deallocate()
    }

    /// Records a request of a step.
    @inlinable
    public func record(_ sample: Sample, series: Int) {
        let cell = cells[series] ?? makeCell(series)
        // What it would have taken had it been sent in time; with a modelled distance more than the service's own time.
        let inTime = sample.response > sample.lateness ? sample.response - sample.lateness : 0
        count(sample.response, inTime, cell, series)
        cell.pointee.clocks.record(sample)
    }

    /// Records the duration of a group, a poll or an iteration: it has no service time of its own.
    @inlinable
    public func record(duration: UInt64, series: Int) {
        let cell = cells[series] ?? makeCell(series)
        count(duration, duration, cell, series)
        cell.pointee.clocks[.response].record(duration)
    }

    /// Adds a response time to the live view's histogram.
    @inlinable
    public func recordRecent(_ response: UInt64) {
        recent.record(response)
    }

    @inlinable
    func count(_ response: UInt64, _ service: UInt64, _ cell: UnsafeMutablePointer<Cell>, _ series: Int) {
        if cell.pointee.count == 0 {
            dirty[dirtyCount] = Int32(truncatingIfNeeded: series)
            dirtyCount &+= 1
        }
        cell.pointee.count &+= 1
        let limits = cell.pointee.thresholdCount
        guard limits > 0, let firstBad = cell.pointee.thresholds, let beyond = cell.pointee.beyond else { return }
        for index in 0..<limits {
            if response >= firstBad[index] { beyond[index] &+= 1 }
            if service >= firstBad[index] { beyond[limits &+ index] &+= 1 }
        }
    }

    @usableFromInline
    @inline(never)
    func makeCell(_ series: Int) -> UnsafeMutablePointer<Cell> {
        let cell = UnsafeMutablePointer<Cell>.allocate(capacity: 1)
        cell.initialize(to: Cell())
        let limits = self.limits.firstBad[series]
        if !limits.isEmpty {
            // One block: the limits, then the counters by response time and by service time.
            let block = UnsafeMutablePointer<UInt64>.allocate(capacity: limits.count * 3)
            block.initialize(repeating: 0, count: limits.count * 3)
            for (index, limit) in limits.enumerated() { block[limits.count * 2 + index] = limit }
            cell.pointee.thresholdCount = limits.count
            cell.pointee.beyond = block
            cell.pointee.thresholds = UnsafePointer(block + limits.count * 2)
        }
        cells[series] = cell
        return cell
    }
}
