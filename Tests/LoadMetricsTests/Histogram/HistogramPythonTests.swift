import Foundation
import LoadMetrics
import LoadTestKit
import Testing

/// Against the Python port (`hdrhistogram` from PyPI): it reads what we write, and we read what it writes.
@Suite(.enabled(if: PythonHistogram.isHere, "python3 has no module hdrh (pip install hdrhistogram)"))
struct HistogramPythonTests {
    private let seed: UInt64 = 77

    private func histogram(_ random: inout SeededGenerator) -> Histogram {
        var histogram = Histogram(layout: .latency)
        for _ in 0..<500 { histogram.record(UInt64.random(in: 1000...5_000_000_000, using: &random)) }
        return histogram
    }

    @Test func pythonReadsOurLog() throws {
        var random = SeededGenerator(seed: seed)
        let writer = HistogramLogWriter()
        var text = writer.header(startTime: 1_700_000_000, baseTime: 1_700_000_000, comments: ["for Python"])
        var sums = [Histogram(), Histogram()]
        for second in 0..<6 {
            let histogram = histogram(&random)
            let tagged = second % 2 == 1
            sums[tagged ? 1 : 0].add(histogram)
            text += try writer.interval(
                histogram,
                tag: tagged ? "flow/step@eu#ok~response" : nil,
                start: Double(second),
                length: 1
            )
        }
        let output = try PythonHistogram.run(
            """
            import sys
            from hdrh.histogram import HdrHistogram
            from hdrh.log import HistogramLogReader
            sums = {}
            reader = HistogramLogReader(sys.argv[1], HdrHistogram(1000, 3600000000000, 3))
            while True:
                h = reader.get_next_interval_histogram()
                if h is None: break
                sums.setdefault(h.get_tag() or "", HdrHistogram(1000, 3600000000000, 3)).add(h)
            for tag in sorted(sums):
                h = sums[tag]
                print(tag, h.get_total_count(), h.get_min_value(), h.get_max_value(),
                      h.get_value_at_percentile(50), h.get_value_at_percentile(99.9), sep=",")
            """,
            input: text
        )
        let expected = zip(["", "flow/step@eu#ok~response"], sums).map { tag, sum in
            let figures = [
                sum.totalCount, sum.min, sum.max, sum.value(atPercentile: 50), sum.value(atPercentile: 99.9),
            ]
            return tag + "," + figures.map(String.init).joined(separator: ",")
        }
        #expect(output.split(separator: "\n").map(String.init) == expected)
    }

    /// Without a start time: the port's `output_start_time` of 1.0 fails by itself. It writes no tags.
    @Test func weReadPythonsLog() throws {
        let output = try PythonHistogram.run(
            """
            import sys
            from hdrh.histogram import HdrHistogram
            from hdrh.log import HistogramLogWriter
            with open(sys.argv[1] + ".out", "w") as log:
                writer = HistogramLogWriter(log)
                writer.output_comment("[Logged by Python]")
                writer.output_log_format_version()
                writer.output_legend()
                for start in (1700000000, 1700000001):
                    h = HdrHistogram(1000, 3600000000000, 3)
                    for i in range(1, 1001): h.record_value(i * i * 1000)
                    h.record_value(77000000, 12345678901)
                    writer.output_interval_histogram(h, start, start + 1)
            print(open(sys.argv[1] + ".out").read(), end="")
            """,
            input: ""
        )
        let log = HistogramLog(text: output)
        #expect(log.problems == [])
        #expect(log.startTime == 1_700_000_000)
        #expect(log.intervals.map(\.offset) == [0, 1])
        #expect(log.intervals.map(\.length) == [1, 1])
        var expected = Histogram(layout: .latency)
        for number in 1...1000 as ClosedRange<UInt64> { expected.record(number * number * 1000) }
        expected.record(77_000_000, count: 12_345_678_901)
        for interval in log.intervals { #expect(interval.histogram == expected) }
    }

    /// Only the ends: in between the port (in Python 3) takes steps of another length than Java.
    @Test func percentileTablesLookTheSame() throws {
        var random = SeededGenerator(seed: seed)
        let histogram = histogram(&random)
        let output = try PythonHistogram.run(
            """
            import sys
            from hdrh.histogram import HdrHistogram
            h = HdrHistogram.decode(open(sys.argv[1]).read())
            h.output_percentile_distribution(sys.stdout.buffer, 1000000.0)
            """,
            input: try histogram.base64()
        )
        let ours = histogram.percentileTable().split(separator: "\n", omittingEmptySubsequences: false)
        let theirs = output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(ours.prefix(4) == theirs.prefix(4))
        #expect(ours.first { $0.contains(" 1.000000000000 ") } == theirs.first { $0.contains(" 1.000000000000 ") })
        #expect(ours.first { $0.hasPrefix("#[Buckets") } == theirs.first { $0.hasPrefix("#[Buckets") })
    }
}

/// A `python3` that has the port.
enum PythonHistogram {
    static let isHere = (try? run("import hdrh.log", input: "")) != nil

    struct Failed: Error {
        var status: Int32
    }

    /// Runs a script whose first argument is a file with `input`; what it prints.
    static func run(_ script: String, input: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("input")
        try Data(input.utf8).write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, file.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(status: process.terminationStatus) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
