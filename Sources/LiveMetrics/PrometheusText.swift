import LoadMetrics

/// A snapshot in the text format that Prometheus scrapes (version 0.0.4).
public enum PrometheusText {
    /// The content type of the answer.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// The whole answer.
    public static func write(_ snapshot: MetricsSnapshot, buckets: ClassicBuckets) -> String {
        var text = ""
        for gauge in snapshot.gauges {
            let name = "zonda_\(gauge.name)"
            text += "# HELP \(name) \(gauge.help)\n# TYPE \(name) gauge\n"
            text += "\(name){\(labels(snapshot.runLabels))} \(ClassicBuckets.number(gauge.value))\n"
        }
        guard !snapshot.series.isEmpty else { return text }
        let name = MetricsSnapshot.histogramName
        text += "# HELP \(name) \(MetricsSnapshot.histogramHelp)\n# TYPE \(name) histogram\n"
        for series in snapshot.series {
            guard let histogram = series.response else { continue }
            let common = labels(snapshot.labels(of: series.key))
            for (bound, count) in zip(buckets.bounds, buckets.cumulative(histogram)) {
                text += "\(name)_bucket{\(common),le=\"\(ClassicBuckets.seconds(bound))\"} \(count)\n"
            }
            text += "\(name)_bucket{\(common),le=\"+Inf\"} \(histogram.totalCount)\n"
            let sum = histogram.mean * Double(histogram.totalCount) / 1e9
            text += "\(name)_sum{\(common)} \(ClassicBuckets.number(sum))\n"
            text += "\(name)_count{\(common)} \(histogram.totalCount)\n"
        }
        return text
    }

    private static func labels(_ labels: [(name: String, value: String)]) -> String {
        labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",")
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
