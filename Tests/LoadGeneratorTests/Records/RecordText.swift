import Curl
import Digest
import Groundwork
import LoadMetrics

@testable import LoadGenerator

/// All that shards have recorded, as text: whatever differs between two runs differs here. The wording of failures is in
/// no digest, since other tests hold it.
struct RecordText {
    /// Requests in the order in which they were sent.
    let sent: String
    /// Each series' counts and histograms.
    let series: String
    /// Failures by place and kind, with their counts.
    let failures: String
    private let messages: String
    /// Totals, counters, gauges, tallies, keys, races, arrivals.
    let counts: String
    let requests: Int
    let samples: UInt64

    init(_ group: ShardGroup) {
        let calls = group.cores.enumerated().flatMap { shard, core in core.transport.calls.map { (shard, $0) } }
        sent = calls.sorted { ($0.1.time, $0.0, $0.1.number) < ($1.1.time, $1.0, $1.1.number) }.map { shard, call in
            """
            \(call.time) \(shard)/\(call.user) \(call.shape.method) \(call.url) \
            \(call.headers.joined(separator: " | ")) \(String(decoding: call.body, as: UTF8.self))

            """
        }.joined()
        requests = calls.count
        let (text, count) = Self.series(group)
        series = text
        samples = count
        failures = Self.failures(group) {
            "\($0.place.description.split(separator: "/").last ?? "") \($0.step) \($0.kind)"
        }
        messages = Self.failures(group, \.message)
        counts = group.cores.map { Self.counts($0) }.joined()
    }

    private static func series(_ group: ShardGroup) -> (String, UInt64) {
        let histograms = SeriesHistograms(series: group.layout.keys.count)
        var lines: [String] = []
        var samples: UInt64 = 0
        for (shard, core) in group.cores.enumerated() {
            for count in core.counts.recorder.drain(into: histograms) {
                samples += count.count
                lines.append(
                    "\(shard) \(name(count.series, group.layout)) \(count.count) \(count.beyond) "
                        + "\(count.serviceBeyond)"
                )
            }
        }
        for (series, clock, histogram) in histograms.take(where: { _ in true }) {
            let buckets = histogram.buckets.map { "\($0.lowest):\($0.count)" }.joined(separator: " ")
            lines.append(
                "\(name(series, group.layout)) \(clock) \(histogram.exactMin)-\(histogram.exactMax) \(buckets)"
            )
        }
        return (lines.joined(separator: "\n"), samples)
    }

    private static func name(_ index: Int, _ layout: SeriesLayout) -> String {
        let key = layout.keys[index]
        return [key.name, key.flow, key.region, key.tenant, key.phase, key.outcome.name].joined(separator: "/")
    }

    private static func failures(_ group: ShardGroup, _ write: (FailureCount) -> String) -> String {
        group.cores.enumerated().flatMap { shard, core in
            core.counts.failures.counts.map { key, count in
                "\(shard) \(write(core.describe(key, core.counts.failures.examples[key]))) \(count)"
            }.sorted()
        }.joined(separator: "\n")
    }

    private static func counts(_ core: ShardGroup.Core) -> String {
        var lines = Mirror(reflecting: core.counts.progress).children.map { "\($0.label ?? "") \($0.value)" }
        lines += core.counts.counters.map { "counter \($0)" }
        lines += core.counts.gauges.map {
            "gauge \($0.count) \($0.sum) \($0.least) \($0.most) \($0.last) \($0.lastTime)"
        }
        lines += core.counts.tallies.values.map { "tally \($0)" } + core.counts.tallies.unknown.map { "unknown \($0)" }
        lines += core.counts.usersWithoutRow.map { "without row \($0)" }
        for table in core.counts.keyTables {
            let found = table.beyond(0, atMost: 20)
            lines.append(
                "keys \(table.count) \(table.total) \(table.unknown) \(found.highest) \(found.highestPossible)"
            )
            lines += found.keys.map { "key \($0.text) \($0.count)" }
        }
        lines += core.races.results.map { race in
            let statuses = race.statuses.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
            return "race \(race.isBegun) \(race.isFinished) \(race.users) \(race.lost) \(race.requests) "
                + "\(race.unanswered) \(statuses) \(race.firstSent) \(race.lastSent)"
        }
        lines += core.arrivals.probe.starts.map { "arrival \($0.number) \($0.time)" }
        lines.append("warm-up \(core.counts.recorder.warmupSamples)")
        return lines.joined(separator: "\n") + "\n"
    }

    /// One line of the file of digests: two counts for people, and a hash of each part.
    var digest: String {
        let hashes = [("sent", sent), ("series", series), ("failures", failures), ("counts", counts)].map {
            "\($0)="
                + Digest.sha256(Array($1.utf8)).prefix(6).map {
                    String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
                }
                .joined()
        }
        return "requests=\(requests) samples=\(samples) " + hashes.joined(separator: " ")
    }

    var whole: String {
        "# sent\n\(sent)\n# series\n\(series)\n# failures\n\(failures)\n# counts\n\(counts)\n# messages\n\(messages)"
    }
}
