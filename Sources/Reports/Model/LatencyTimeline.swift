import Groundwork
import LoadMetrics

/// Response times of all steps, slice by slice: where in the run the slow answers were.
struct LatencyTimeline {
    /// One slice, or several together where there are more than a drawing can show.
    struct Point {
        /// Start, in seconds since the start of the load.
        var start: Double
        /// End.
        var end: Double
        /// Response times, failed requests included.
        var histogram: Histogram

        /// The middle.
        var seconds: Double { (start + end) / 2 }
    }

    /// Most points.
    static let most = 120

    /// In order of time; without slices empty.
    let points: [Point]

    /// The timeline of a run.
    init(_ run: StoredRun) {
        let isStep = run.record.series.map { $0.kind == .step }
        let slices = run.slices.filter { $0.length > 0 }
        let size = max(1, (slices.count + Self.most - 1) / Self.most)
        points = stride(from: 0, to: slices.count, by: size).map { first in
            let group = slices[first..<min(first + size, slices.count)]
            var histogram = Histogram()
            for entry in group.flatMap(\.series) where isStep.indices.contains(entry.series) && isStep[entry.series] {
                for bucket in entry.response.buckets { histogram.record(bucket.lowest, count: bucket.count) }
            }
            let last = group[group.endIndex - 1]
            return Point(
                start: Double(slices[first].start) / 1e9,
                end: Double(last.start) / 1e9 + Double(last.length) / 1e9,
                histogram: histogram
            )
        }
    }

    /// How many samples of each point lie in each of so many bands between `low` and `high`, evenly apart on a
    /// logarithmic scale; samples outside go into the nearest band.
    func bands(_ count: Int, low: Double, high: Double) -> [[UInt64]] {
        let scale = Scale(.logarithmic, domain: low...high, to: 0, Double(count))
        return points.map { point in
            var bands = [UInt64](repeating: 0, count: count)
            for bucket in point.histogram.buckets {
                let band = min(count - 1, max(0, Int(scale.position(Double(bucket.lowest)))))
                bands[band] &+= bucket.count
            }
            return bands
        }
    }
}
