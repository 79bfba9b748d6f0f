import Groundwork
import LoadMetrics

/// A JSON object a line for each tick and series that had a sample in it, with the series' names spelt out.
enum TimelineLines {
    private struct Line: Encodable {
        var time: Double
        var seconds: Double
        var kind: String
        var flow: String
        var name: String
        var region: String
        var tenant: String
        var phase: String
        var outcome: String
        var count: UInt64
        var users: Int
    }

    /// The lines; `time` is seconds since 1970 UTC at the tick's start, `seconds` its length.
    static func bytes(_ run: StoredRun) throws(CanonicalJSONError) -> [UInt8] {
        var output: [UInt8] = []
        for tick in run.timeline {
            for entry in tick.series where run.record.series.indices.contains(entry.series) {
                let key = run.record.series[entry.series]
                let line = Line(
                    time: run.record.startedAt + Double(tick.start) / 1e9,
                    seconds: Double(tick.length) / 1e9,
                    kind: key.kind.rawValue,
                    flow: key.flow,
                    name: key.name,
                    region: key.region,
                    tenant: key.tenant,
                    phase: key.phase,
                    outcome: key.outcome.name,
                    count: entry.count,
                    users: tick.users
                )
                output += try CanonicalJSON.bytes(line, .line)
                output.append(10)
            }
        }
        return output
    }
}
