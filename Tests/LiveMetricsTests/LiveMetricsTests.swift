import Foundation
import Groundwork
import LoadMetrics
import Testing

@testable import LiveMetrics

@Suite struct LiveMetricsTests {
    /// A thousand answers from 1 to 1,000 ms.
    private static func snapshot() -> MetricsSnapshot {
        var histogram = Histogram(layout: .latency)
        for millisecond in 1...1000 as ClosedRange<UInt64> { histogram.record(millisecond * 1_000_000) }
        let key = SeriesKey(
            kind: .step,
            name: "schedule.slots",
            flow: "book",
            region: "ar-\"córdoba\"\n",
            tenant: "doctor",
            outcome: .ok,
            place: Place("x.zonda:1:1")
        )
        return MetricsSnapshot(
            scenario: "booking",
            run: "r1",
            time: 1_795_000_005_000,
            start: 1_795_000_000_000,
            series: [.init(key: key, count: 1000, response: histogram)],
            gauges: [.init(name: "users", help: "Users active now.", value: 40)]
        )
    }

    @Test func bucketsHoldEveryLimitAndCountUpwards() {
        let buckets = ClassicBuckets(limits: [200_000_000, 150_000_000, 0])
        #expect(buckets.bounds.contains(200_000_000))
        #expect(buckets.bounds.contains(150_000_000))
        #expect(buckets.bounds.first == 250_000)
        #expect(buckets.bounds.last == 65_536_000_000)
        #expect(buckets.bounds == buckets.bounds.sorted())
        let counts = buckets.cumulative(Self.snapshot().series[0].response ?? Histogram())
        for (bound, count) in zip(buckets.bounds, counts) {
            let exact = min(1000, bound / 1_000_000)
            // A bucket of the histogram is 0.1 % wide at most.
            #expect(count <= exact && count + 2 >= exact, "\(bound)")
        }
    }

    @Test func textIsWhatPrometheusReads() throws {
        let text = PrometheusText.write(Self.snapshot(), buckets: ClassicBuckets(limits: [200_000_000]))
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.contains("zonda_users{run=\"r1\",scenario=\"booking\"} 40"))
        let labels =
            "endpoint=\"schedule.slots\",flow=\"book\",kind=\"step\",outcome=\"ok\",outcome_class=\"ok\","
            + "region=\"ar-\\\"córdoba\\\"\\n\",run=\"r1\",scenario=\"booking\",tenant=\"doctor\""
        #expect(lines.contains("zonda_response_time_seconds_count{\(labels)} 1000"))
        #expect(lines.contains("zonda_response_time_seconds_bucket{\(labels),le=\"+Inf\"} 1000"))
        let limit = try #require(lines.first { $0.contains("le=\"0.2\"") })
        #expect(limit.hasSuffix(" 200") || limit.hasSuffix(" 199"))
        for line in lines where !line.hasPrefix("#") {
            #expect(line.contains("} ") && Double(line.split(separator: " ").last ?? "") != nil, "\(line)")
        }
    }

    @Test func remoteWriteIsAProtobufInASnappyBlock() throws {
        let body = RemoteWrite.body(Self.snapshot(), buckets: ClassicBuckets())
        let message = try Reader.unpacked(body)
        #expect(message == RemoteWrite.message(Self.snapshot(), buckets: ClassicBuckets()))
        var names: [String: Int] = [:]
        for series in try Reader.fields(message) {
            #expect(series.number == 1)
            let parts = try Reader.fields(series.bytes)
            let labels = try parts.filter { $0.number == 1 }.map { label in
                try Reader.fields(label.bytes).map { String(decoding: $0.bytes, as: UTF8.self) }
            }
            #expect(labels.allSatisfy { $0.count == 2 })
            #expect(labels.map { $0[0] } == labels.map { $0[0] }.sorted())
            let sample = try Reader.fields(try #require(parts.first { $0.number == 2 }).bytes)
            #expect(sample.map(\.number) == [1, 2])
            #expect(sample[1].value == 1_795_000_005_000)
            names[labels[0][1], default: 0] += 1
        }
        #expect(names["zonda_users"] == 1)
        #expect(names["zonda_response_time_seconds_count"] == 1)
        #expect(names["zonda_response_time_seconds_bucket"] == ClassicBuckets().bounds.count + 1)
    }

    @Test func longBlocksAreCutIntoLiterals() throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(try Reader.unpacked(SnappyLiterals.block(bytes)) == bytes)
        #expect(try Reader.unpacked(SnappyLiterals.block([])) == [])
        #expect(try Reader.unpacked(SnappyLiterals.block([7])) == [7])
    }

    @Test func openTelemetryIsJSONThatAddsUp() throws {
        let body = OpenTelemetry.body(Self.snapshot(), buckets: ClassicBuckets())
        let json = try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
        let resource = try #require((json["resourceMetrics"] as? [[String: Any]])?.first)
        let scope = try #require((resource["scopeMetrics"] as? [[String: Any]])?.first)
        let metrics = try #require(scope["metrics"] as? [[String: Any]])
        #expect(metrics.compactMap { $0["name"] as? String } == ["zonda.users", "zonda.response_time"])
        let histogram = try #require(metrics[1]["histogram"] as? [String: Any])
        #expect(histogram["aggregationTemporality"] as? Int == 2)
        let point = try #require((histogram["dataPoints"] as? [[String: Any]])?.first)
        let counts = try #require(point["bucketCounts"] as? [String]).compactMap { Int($0) }
        let bounds = try #require(point["explicitBounds"] as? [Double])
        #expect(counts.count == bounds.count + 1)
        #expect(counts.reduce(0, +) == 1000)
        #expect(point["count"] as? String == "1000")
        #expect(point["timeUnixNano"] as? String == "1795000005000000000")
    }

    /// While one snapshot is under way, later ones replace each other: what is sent is the newest, and drops are counted.
    @Test func aSlowReceiverOnlyLosesSnapshots() {
        let gate = DispatchSemaphore(value: 0)
        let entered = DispatchSemaphore(value: 0)
        let pusher = MetricsPusher { _ in
            entered.signal()
            gate.wait()
            return nil
        }
        pusher.push(Self.snapshot())
        entered.wait()
        for _ in 0..<5 { pusher.push(Self.snapshot()) }
        gate.signal()
        gate.signal()
        let tally = pusher.finish(within: 10)
        #expect(tally.sent == 2)
        #expect(tally.dropped == 4)
        let failing = MetricsPusher { _ in "no" }
        failing.push(Self.snapshot())
        let result = failing.finish(within: 10)
        #expect(result.failed == 1 && result.lastFailure == "no")
    }

    /// A slow and obvious reader of the two formats.
    private enum Reader {
        struct Malformed: Error {}
        struct Field {
            var number: UInt64
            var value: UInt64 = 0
            var bytes: [UInt8] = []
        }

        static func varint(_ bytes: inout ArraySlice<UInt8>) throws -> UInt64 {
            var (value, shift): (UInt64, UInt64) = (0, 0)
            while let byte = bytes.popFirst() {
                value |= UInt64(byte & 0x7F) << shift
                if byte & 0x80 == 0 { return value }
                shift += 7
            }
            throw Malformed()
        }

        static func fields(_ message: [UInt8]) throws -> [Field] {
            var (rest, fields): (ArraySlice<UInt8>, [Field]) = (message[...], [])
            while !rest.isEmpty {
                let tag = try varint(&rest)
                var field = Field(number: tag >> 3)
                switch tag & 7 {
                case 0: field.value = try varint(&rest)
                case 1:
                    field.bytes = Array(rest.prefix(8))
                    rest = rest.dropFirst(8)
                case 2:
                    let length = Int(try varint(&rest))
                    guard length <= rest.count else { throw Malformed() }
                    field.bytes = Array(rest.prefix(length))
                    rest = rest.dropFirst(length)
                default: throw Malformed()
                }
                fields.append(field)
            }
            return fields
        }

        static func unpacked(_ block: [UInt8]) throws -> [UInt8] {
            var (rest, out): (ArraySlice<UInt8>, [UInt8]) = (block[...], [])
            let length = Int(try varint(&rest))
            while let tag = rest.popFirst() {
                guard tag & 3 == 0, tag >> 2 == 61, rest.count >= 2 else { throw Malformed() }
                let low = Int(rest.removeFirst())
                let count = low + Int(rest.removeFirst()) << 8 + 1
                guard count <= rest.count else { throw Malformed() }
                out += rest.prefix(count)
                rest = rest.dropFirst(count)
            }
            guard out.count == length else { throw Malformed() }
            return out
        }
    }
}
