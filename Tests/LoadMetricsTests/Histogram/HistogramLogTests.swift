import LoadMetrics
import LoadTestKit
import Testing

@Suite struct HistogramLogTests {
    private let writer = HistogramLogWriter()

    private func histogram(_ values: UInt64...) -> Histogram {
        var histogram = Histogram()
        for value in values { histogram.record(value) }
        return histogram
    }

    @Test func linesAsOtherToolsExpectThem() throws {
        let header = writer.header(
            startTime: 1_441_812_279.474,
            baseTime: 1_441_812_279.474,
            comments: ["a run\nof mine"]
        )
        #expect(
            header == """
                #a run
                #of mine
                #[Histogram log format version 1.3]
                #[StartTime: 1441812279.474 (seconds since epoch), Wed Sep 09 15:24:39 UTC 2015]
                #[BaseTime: 1441812279.474 (seconds since epoch)]
                "StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"

                """
        )
        let line = try writer.interval(histogram(2_000_000), tag: "a/b", start: 0.127, length: 1)
        #expect(line.hasPrefix("Tag=a/b,0.127,1.000,2.001,HISTFAAA"))
        #expect(line.hasSuffix("\n"))
        let rounded = try writer.interval(histogram(), start: 12.9996, length: 0.5)
        #expect(rounded.hasPrefix("13.000,0.500,0.000,HISTFAAA"))
    }

    @Test(arguments: [
        (0, "Thu Jan 01 00:00:00 UTC 1970"), (951_827_696.9, "Tue Feb 29 12:34:56 UTC 2000"),
        (4_107_542_400, "Mon Mar 01 00:00:00 UTC 2100"), (-1, "Wed Dec 31 23:59:59 UTC 1969"),
        (1e300, "Fri Dec 31 23:59:59 UTC 9999"), (.nan, "Thu Jan 01 00:00:00 UTC 1970"),
    ])
    func dates(seconds: Double, expected: String) {
        #expect(writer.header(startTime: seconds).contains(", \(expected)]"))
    }

    @Test func readsBackWhatItWrites() throws {
        let first = histogram(1_000_000, 2_000_000)
        let second = histogram(7_000_000_000)
        var text = writer.header(startTime: 1_700_000_000, baseTime: 1_700_000_000, comments: ["note"])
        text += try writer.interval(first, tag: "flow/step@eu#ok~response", start: 0, length: 1)
        text += writer.comment("in between")
        text += try writer.interval(second, start: 1, length: 0.5)
        let log = HistogramLog(text: text)
        #expect(log.problems == [])
        #expect(log.comments.first == "note")
        #expect(log.comments.last == "in between")
        #expect(log.startTime == 1_700_000_000)
        #expect(log.intervals.map(\.tag) == ["flow/step@eu#ok~response", nil])
        #expect(log.intervals.map(\.histogram) == [first, second])
        #expect(log.intervals.map(\.start) == [1_700_000_000, 1_700_000_001])
        #expect(log.intervals.map(\.offset) == [0, 1])
        #expect(log.intervals.map(\.length) == [1, 0.5])
        #expect(log.intervals.map(\.line) == [6, 8])
        #expect(log.sums == ["flow/step@eu#ok~response": first, nil: second])
    }

    @Test(arguments: ["", "a,b", "a b", "a\n", "a\rb", "a\tb", "a\u{0}", "a\u{a0}b", ",", "abc,def"])
    func invalidTags(tag: String) {
        #expect(!HistogramLogWriter.isValid(tag: tag))
        #expect(throws: HistogramError.tag(tag)) {
            try writer.interval(Histogram(), tag: tag, start: 0, length: 1)
        }
    }

    @Test(arguments: ["a", "flow/step(poll)@eu/tenant+peak#ok~response", "größe", "Tag=x"])
    func validTags(tag: String) throws {
        let line = try writer.interval(histogram(5_000_000), tag: tag, start: 0, length: 1)
        #expect(HistogramLog(text: line).intervals.map(\.tag) == [tag])
    }

    @Test func refusesTimesThatAreNone() {
        #expect(throws: HistogramError.self) { try writer.interval(Histogram(), start: .nan, length: 1) }
        #expect(throws: HistogramError.self) { try writer.interval(Histogram(), start: 0, length: .infinity) }
    }

    @Test func timestampsAreRelativeOrAbsolute() throws {
        let relative = try writer.interval(histogram(1), start: 3, length: 1)
        let absolute = try writer.interval(histogram(1), start: 1_700_000_003, length: 1)
        let start = "#[StartTime: 1700000000.000 (seconds since epoch), whenever]\n"
        #expect(HistogramLog(text: start + relative).intervals.first?.start == 1_700_000_003)
        #expect(HistogramLog(text: start + absolute).intervals.first?.start == 1_700_000_003)
        #expect(HistogramLog(text: start + absolute).intervals.first?.offset == 3)
        // Without a start time the first timestamp is it.
        #expect(HistogramLog(text: relative).startTime == 3)
        #expect(HistogramLog(text: relative).intervals.first?.offset == 0)
        let base = "#[BaseTime: 1000.000 (seconds since epoch)]\n"
        #expect(HistogramLog(text: start + base + relative).intervals.first?.start == 1003)
    }

    @Test func rangesIncludeTheirEndsAndStopAtTheFirstLater() throws {
        let text = try [0, 1, 2, 3, 1].map { try writer.interval(histogram(1), start: $0, length: 1) }.joined()
        let log = HistogramLog(text: text)
        #expect(log.intervals(in: 1...2).map(\.offset) == [1, 2])
        #expect(log.intervals(in: 0.5...2.9).map(\.offset) == [1, 2])
        #expect(log.intervals(in: 1...3).map(\.offset) == [1, 2, 3, 1])
        #expect(log.intervals(in: 4...5).isEmpty)
    }

    @Test func badLinesAreReportedAndTheOthersKept() throws {
        let good = try writer.interval(histogram(5_000_000), start: 0, length: 1)
        let lines = [
            "what is this\n", "Tag=,0,1,2,HISTFAAA\n", "x,1,2,HISTFAAA\n", "0,nan,2,HISTFAAA\n", "0,1,2\n",
            "0,1,2,HISTFAAA\n", "0,1e999,2,HISTFAAA\n", "\"Something\"\n", "Tag=a\n", "0,1,2,\u{ff}\u{fe}\n",
        ]
        let log = HistogramLog(text: lines.map { good + $0 }.joined() + good)
        #expect(log.intervals.count == lines.count + 1)
        #expect(log.problems.map(\.line) == (1...lines.count).map { $0 * 2 })
        #expect(log.problems.allSatisfy { !$0.isCutOff })
    }

    @Test func blanksAndForeignLineEnds() throws {
        let line = String(try writer.interval(histogram(5_000_000), tag: "A", start: 0, length: 1).dropLast())
        let text = "\r\n\n   \n" + line + "\r\n" + line.replacing(",", with: ", ") + "\n" + line
        let log = HistogramLog(text: text)
        #expect(log.problems == [])
        #expect(log.intervals.map(\.tag) == ["A", "A", "A"])
    }

    /// A killed run ends anywhere in its last line: nothing before is lost, and no cut is taken for a whole line.
    @Test func aCutLastLineIsReported() throws {
        let first = try writer.interval(histogram(1_000_000, 3_000_000), tag: "A", start: 0, length: 1)
        let second = try writer.interval(histogram(2_000_000), tag: "A", start: 1, length: 1)
        for kept in 1..<(second.utf8.count - 1) {
            let log = HistogramLog(bytes: Array(first.utf8) + Array(second.utf8.prefix(kept)))
            #expect(log.intervals.count == 1, "\(kept) bytes")
            #expect(log.problems.map(\.line) == [2], "\(kept) bytes")
            #expect(log.problems.allSatisfy { $0.isCutOff })
        }
        // Only the line feed is missing.
        #expect(HistogramLog(bytes: Array((first + second).utf8.dropLast())).intervals.count == 2)
    }

    @Test(arguments: [1, 2, 7, 64, 1000])
    func readsPiecesOfAnySize(size: Int) throws {
        var text = writer.header(startTime: 1_700_000_000)
        for second in 0..<20 {
            text += try writer.interval(
                histogram(UInt64(second + 1) * 1_000_000),
                tag: second.isMultiple(of: 3) ? "x" : nil,
                start: Double(second),
                length: 1
            )
        }
        let bytes = Array(text.utf8)
        var reader = HistogramLogReader()
        var totals: [UInt64] = []
        var comments = 0
        let report: (HistogramLogReader.Event) -> Void = { event in
            switch event {
            case .interval(let interval): totals.append(interval.histogram.exactMax)
            case .comment: comments += 1
            case .problem(let problem): Issue.record("\(problem)")
            }
        }
        for start in stride(from: 0, to: bytes.count, by: size) {
            reader.read(bytes[start..<min(start + size, bytes.count)], report)
        }
        reader.finish(report)
        #expect(totals == (1...20).map { HistogramLayout.latency.highestEquivalent($0 * 1_000_000) })
        #expect(comments == 2)
        #expect(reader.lines == 23)
    }

    /// One line of 4 MB in pieces of 64 bytes: quadratic reading would copy 130 GB.
    @Test func longLinesTakeLinearTime() {
        var reader = HistogramLogReader()
        var problems = 0
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 64)
        for _ in 0..<65_536 { reader.read(piece) { _ in problems += 1 } }
        reader.finish { _ in problems += 1 }
        #expect(problems == 1)
    }

    @Test func anyBytesAreRead() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let alphabet = Array("Tag=,0.1 \n\r#[StartTime: \"HISTFAAA]\u{ff}".utf8)
            let bytes = (0..<200).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
            let log = HistogramLog(bytes: bytes)
            #expect(log.intervals.isEmpty)
        }
    }
}
