import LoadMetrics

/// A snapshot as a Prometheus remote write, version 0.1.0: a `WriteRequest` in a Snappy block
/// (https://prometheus.io/docs/specs/prw/remote_write_spec/).
public enum RemoteWrite {
    /// The headers of the request.
    public static let headers = [
        "Content-Type: application/x-protobuf", "Content-Encoding: snappy", "X-Prometheus-Remote-Write-Version: 0.1.0",
    ]

    /// The request's body.
    public static func body(_ snapshot: MetricsSnapshot, buckets: ClassicBuckets) -> [UInt8] {
        SnappyLiterals.block(message(snapshot, buckets: buckets))
    }

    /// The `WriteRequest`: one time series for each gauge, and for each bucket, sum and count of a distribution.
    static func message(_ snapshot: MetricsSnapshot, buckets: ClassicBuckets) -> [UInt8] {
        var request = ProtobufWriter()
        func add(_ name: String, _ labels: [(name: String, value: String)], _ value: Double) {
            var series = ProtobufWriter()
            // In order of names: upper-case underscores come before letters.
            for (name, value) in ([("__name__", name)] + labels).sorted(by: { $0.0 < $1.0 }) {
                var label = ProtobufWriter()
                label.field(1, name.utf8)
                label.field(2, value.utf8)
                series.field(1, label.bytes)
            }
            var sample = ProtobufWriter()
            sample.field(1, value)
            sample.field(2, snapshot.time)
            series.field(2, sample.bytes)
            request.field(1, series.bytes)
        }
        for gauge in snapshot.gauges { add("zonda_\(gauge.name)", snapshot.runLabels, gauge.value) }
        let name = MetricsSnapshot.histogramName
        for series in snapshot.series {
            guard let histogram = series.response else { continue }
            let labels = snapshot.labels(of: series.key)
            for (bound, count) in zip(buckets.bounds, buckets.cumulative(histogram)) {
                add("\(name)_bucket", labels + [("le", ClassicBuckets.seconds(bound))], Double(count))
            }
            add("\(name)_bucket", labels + [("le", "+Inf")], Double(histogram.totalCount))
            add("\(name)_sum", labels, histogram.mean * Double(histogram.totalCount) / 1e9)
            add("\(name)_count", labels, Double(histogram.totalCount))
        }
        return request.bytes
    }
}
