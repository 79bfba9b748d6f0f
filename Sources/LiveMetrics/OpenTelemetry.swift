import Groundwork
import LoadMetrics

/// A snapshot as an OTLP/HTTP request in JSON: histograms with cumulative temporality
/// (https://opentelemetry.io/docs/specs/otlp/#otlphttp).
public enum OpenTelemetry {
    /// The headers of the request.
    public static let headers = ["Content-Type: application/json"]

    /// The request's body, an `ExportMetricsServiceRequest`.
    public static func body(_ snapshot: MetricsSnapshot, buckets: ClassicBuckets) -> [UInt8] {
        let (start, time) = (nanoseconds(snapshot.start), nanoseconds(snapshot.time))
        var metrics = snapshot.gauges.map { gauge in
            "{\"name\":\(text("zonda." + gauge.name)),\"description\":\(text(gauge.help)),\"gauge\":{\"dataPoints\":["
                + "{\"timeUnixNano\":\"\(time)\",\"asDouble\":\(number(gauge.value))}]}}"
        }
        let points = snapshot.series.compactMap { series -> String? in
            guard let histogram = series.response else { return nil }
            var counts: [UInt64] = []
            var before: UInt64 = 0
            for count in buckets.cumulative(histogram) + [histogram.totalCount] {
                counts.append(count &- before)
                before = count
            }
            let labels = snapshot.labels(of: series.key).map(attribute).joined(separator: ",")
            let sum = histogram.mean * Double(histogram.totalCount) / 1e9
            return "{\"attributes\":[\(labels)],\"startTimeUnixNano\":\"\(start)\",\"timeUnixNano\":\"\(time)\","
                + "\"count\":\"\(histogram.totalCount)\",\"sum\":\(number(sum)),"
                + "\"bucketCounts\":[\(counts.map { "\"\($0)\"" }.joined(separator: ","))],"
                + "\"explicitBounds\":[\(buckets.bounds.map { ClassicBuckets.seconds($0) }.joined(separator: ","))]}"
        }
        if !points.isEmpty {
            metrics.append(
                "{\"name\":\"zonda.response_time\",\"description\":\(text(MetricsSnapshot.histogramHelp)),\"unit\":\"s\","
                    + "\"histogram\":{\"aggregationTemporality\":2,\"dataPoints\":[\(points.joined(separator: ","))]}}"
            )
        }
        let resource = ([("service.name", "zonda")] + snapshot.runLabels.map { ("zonda.\($0.name)", $0.value) })
            .map { attribute((name: $0.0, value: $0.1)) }.joined(separator: ",")
        let body =
            "{\"resourceMetrics\":[{\"resource\":{\"attributes\":[\(resource)]},\"scopeMetrics\":["
            + "{\"scope\":{\"name\":\"zonda\"},\"metrics\":[\(metrics.joined(separator: ","))]}]}]}"
        return Array(body.utf8)
    }

    private static func nanoseconds(_ milliseconds: Int64) -> Int64 {
        milliseconds.multipliedReportingOverflow(by: 1_000_000).partialValue
    }

    private static func attribute(_ label: (name: String, value: String)) -> String {
        "{\"key\":\(text(label.name)),\"value\":{\"stringValue\":\(text(label.value))}}"
    }

    /// JSON has no word for what is no finite number.
    private static func number(_ value: Double) -> String { value.isFinite ? ClassicBuckets.number(value) : "0" }

    private static func text(_ value: String) -> String { JSONText.quoted(value) }
}
