import Foundation
import LoadMetrics
import Testing

@Suite("Run archive")
struct RunArchiveTests {
    @Test func whatIsWrittenIsReadBack() throws {
        let small = SmallRun()
        defer { small.remove() }
        try small.write()
        let run = try RunArchive.read(small.folder)
        #expect(run.problems.isEmpty)
        #expect(run.record.state == .complete)
        #expect(run.record.seed == .max)
        #expect(run.record.audit.scheduled == 306)
        #expect(run.record.scenario == small.record.scenario)
        #expect(run.record.series == small.record.series)
        #expect(run.timeline == (0..<3).map { small.tick($0) })
        #expect(run.measured == 3_000_000_000)
        #expect(run.slices.map(\.start) == [1_000_000_000, 2_000_000_000, 3_000_000_000])
        #expect(run.slices.map(\.length) == Array(repeating: 1_000_000_000, count: 3))
        for (second, slice) in run.slices.enumerated() {
            let expected = small.slice(UInt64(second)).histograms
            #expect(slice.series.map(\.series) == [0, 1])
            #expect(slice.series[0].response == SparseHistogram(expected[0].histogram))
            #expect(slice.series[1].response == SparseHistogram(expected[1].histogram))
        }
        var response = Histogram()
        for second in 0..<3 as Range<UInt64> { response.add(small.slice(second).histograms[0].histogram) }
        #expect(run.total(0, .response) == response)
        #expect(run.total(0, .lateness)?.totalCount == 300)
        #expect(run.total(0, .tls) == nil)
        #expect(run.total(7, .response) == nil)
    }

    @Test func theLogIsAnHdrHistogramLog() throws {
        let small = SmallRun()
        defer { small.remove() }
        try small.write()
        let text = try small.text(small.folder.histograms)
        let lines = text.split(separator: "\n")
        #expect(lines.contains("#[Histogram log format version 1.3]"))
        #expect(lines.contains { $0.hasPrefix("#[BaseTime: 1795241280.250 ") })
        #expect(lines.contains { $0.hasPrefix("Tag=book/create@ar#ok~response,1.000,1.000,250.") })
        #expect(lines.count { $0.hasPrefix("Tag=") } == 9)
    }

    @Test func aKilledRunReadsAndSaysSo() throws {
        let small = SmallRun()
        defer { small.remove() }
        try small.write(finished: false)
        let run = try RunArchive.read(small.folder)
        #expect(run.record.state == .running)
        #expect(run.problems.count == 1)
        #expect(run.problems[0].contains("killed"))
        #expect(run.timeline.count == 3)
        #expect(run.slices.count == 3)
    }

    /// A killed run is read with what it kept of slices that went on; what stands in both files counts once.
    @Test func aKilledRunHasWhatItKept() throws {
        let small = SmallRun()
        defer { small.remove() }
        let journal = try RunJournal(folder: small.folder, record: small.record)
        for second in 0..<3 as Range<UInt64> { try journal.append(tick: small.tick(second)) }
        try journal.append(slice: small.slice(0))
        try journal.keep(unfinished: [small.slice(0), small.slice(1)])
        try journal.append(slice: small.slice(1))
        #expect(try RunArchive.read(small.folder).slices.count == 2)
        // Its rates are those of the time that it lived.
        #expect(try RunArchive.read(small.folder).measured <= 3_000_000_000)
        try journal.keep(unfinished: [small.slice(1), small.slice(2)])
        let run = try RunArchive.read(small.folder)
        #expect(run.slices.map(\.start) == [1_000_000_000, 2_000_000_000, 3_000_000_000])
        #expect(run.total(0, .lateness)?.totalCount == 300)
        #expect(run.problems.count == 1)
        try journal.append(slice: small.slice(2))
        var record = small.record
        record.state = .complete
        try journal.finish(record)
        #expect(!FileManager.default.fileExists(atPath: small.folder.unfinished))
        #expect(try RunArchive.read(small.folder).total(0, .lateness)?.totalCount == 300)
    }

    @Test func cutOffLinesAreLeftOutAndNamed() throws {
        let small = SmallRun()
        defer { small.remove() }
        try small.write()
        try small.rewrite(small.folder.timeline) { String($0.dropLast(20)) }
        #expect(small.complaint().contains("timeline.ndjson ends in the middle of line 3"))
        #expect(try RunArchive.read(small.folder).timeline.count == 2)
        let other = SmallRun()
        defer { other.remove() }
        try other.write()
        try other.rewrite(other.folder.histograms) { String($0.dropLast(20)) }
        #expect(other.complaint().contains("histograms.hlog ends in the middle of line"))
        #expect(try RunArchive.read(other.folder).slices.count == 3)
        #expect(try RunArchive.read(other.folder).total(0, .lateness)?.totalCount == 200)
    }

    @Test func countsThatDoNotAgree() throws {
        let small = SmallRun()
        defer { small.remove() }
        try small.write()
        try small.rewrite(small.folder.timeline) { $0.replacingOccurrences(of: "\"n\":100", with: "\"n\":101") }
        #expect(small.complaint().contains("book/create@ar#ok~response: 303 in the timeline, 300 in the histograms"))
        try small.rewrite(small.folder.timeline) { $0.replacingOccurrences(of: "\"n\":101", with: "\"n\":99") }
        #expect(small.complaint().contains("book/create@ar#ok~response: 297 in the timeline, 300 in the histograms"))
    }

    /// Files that agree with each other and lack the same end: a copy that was not finished.
    @Test(
        arguments: [
            (0, 0, "the timeline counts 0 requests, the record 306"),
            (1, 1, "the timeline ends after 2.0 s, the measured part after 4.0 s"),
            (2, 2, "the timeline counts 204 iterations that were due, the record 306"),
        ]
    )
    func filesThatLackTheirEnd(ticks: Int, slices: Int, words: String) throws {
        let small = SmallRun()
        defer { small.remove() }
        try small.write()
        try small.rewrite(small.folder.timeline) { text in
            text.split(separator: "\n").prefix(ticks).map { $0 + "\n" }.joined()
        }
        let starts = ["1.000", "2.000", "3.000"].dropFirst(slices).map { "~response,\($0)," }
        let more = ["1.000", "2.000", "3.000"].dropFirst(slices).map { "~lateness,\($0)," }
        try small.rewrite(small.folder.histograms) { text in
            text.split(separator: "\n").filter { line in !(starts + more).contains { line.contains($0) } }
                .map { $0 + "\n" }.joined()
        }
        #expect(!small.complaint().hasPrefix("error"))
        #expect(small.complaint().contains(words), "\(small.complaint())")
    }

    @Test(arguments: ["wallSeconds", "requests", "started", "scheduled"])
    func aRecordThatForgotWhatItMeasured(_ member: String) throws {
        let small = SmallRun()
        defer { small.remove() }
        try small.write()
        try small.rewrite(small.folder.record) { text in
            text.replacingOccurrences(of: "\"\(member)\" : 306", with: "\"\(member)\" : 0")
                .replacingOccurrences(of: "\"\(member)\" : 3,", with: "\"\(member)\" : 0,")
        }
        #expect(small.complaint().contains("the record"), "\(small.complaint())")
    }

    @Test(
        arguments: [
            ("\"schema\" : 1", "\"schema\" : 2", "newer zonda"),
            ("\"schema\" : 1,", "", "\"schema\" is missing"),
            ("\"state\" : \"complete\"", "\"state\" : \"great\"", "state"),
            ("{", "[", "not JSON"),
            ("\"measuredTo\" : 4000000000", "\"measuredTo\" : 18446744073709551615", "ten years"),
            ("\"measuredTo\" : 4000000000", "\"measuredTo\" : -1", "out of range"),
            ("\"measuredTo\" : 4000000000", "\"measuredTo\" : 5", "is after"),
            ("\"startedAt\" : 1795241280.25", "\"startedAt\" : 1e300", "no time"),
            ("\"wallSeconds\" : 3", "\"wallSeconds\" : 1e300", "audit"),
            ("\"name\" : \"status\"", "\"name\" : \"ok\"", "two series"),
            ("\"flow\" : \"book\"", "\"flow\" : \"bo ok\"", "blank"),
        ]
    )
    func aRecordThatCannotBeMeant(part: String, replacement: String, words: String) throws {
        let small = SmallRun()
        defer { small.remove() }
        try small.write()
        #expect(try small.text(small.folder.record).contains(part))
        try small.rewrite(small.folder.record) { $0.replacingOccurrences(of: part, with: replacement) }
        #expect(small.complaint().hasPrefix("error: \(small.folder.record)"))
        #expect(small.complaint().contains(words), "\(small.complaint())")
    }

    @Test(
        arguments: [
            ("\"s\":1", "\"s\":9", "no series 9"),
            ("\"s\":1", "\"s\":-1", "no series -1"),
            ("\"n\":100", "\"n\":18446744073709551615", "out of range"),
            ("\"b\":[1]", "\"b\":[101]", "out of range"),
            ("\"b\":[1]", "\"b\":[1,2]", "thresholds"),
            ("\"length\":1000000000", "\"length\":18446744073709551615", "ten years"),
            ("\"start\":3000000000", "\"start\":1", "before"),
            ("{", "", "not JSON"),
        ]
    )
    func aTimelineThatCannotBeMeant(part: String, replacement: String, words: String) throws {
        let small = SmallRun()
        defer { small.remove() }
        try small.write()
        #expect(try small.text(small.folder.timeline).contains(part))
        try small.rewrite(small.folder.timeline) { $0.replacingOccurrences(of: part, with: replacement) }
        #expect(small.complaint().hasPrefix("error: \(small.folder.timeline)"))
        #expect(small.complaint().contains(words), "\(small.complaint())")
    }

    @Test(
        arguments: [
            ("Tag=book/create@ar#ok~response,", "Tag=book/create@br#ok~response,", "belongs to no series"),
            ("Tag=book/create@ar#ok~response,", "", "it has no tag"),
            ("HISTF", "HISTG", "line "),
            ("response,1.000,", "response,-1.000,", "not within the run"),
            ("response,1.000,1.000", "response,1.000,1e300", "not within the run"),
            ("lateness,1.000", "response,1.000", "another precision"),
        ]
    )
    func histogramsThatCannotBeMeant(part: String, replacement: String, words: String) throws {
        let small = SmallRun()
        defer { small.remove() }
        try small.write()
        #expect(try small.text(small.folder.histograms).contains(part))
        try small.rewrite(small.folder.histograms) { $0.replacingOccurrences(of: part, with: replacement) }
        #expect(small.complaint().hasPrefix("error: \(small.folder.histograms)"))
        #expect(small.complaint().contains(words), "\(small.complaint())")
    }

    @Test func missingFilesAreNamed() throws {
        let small = SmallRun()
        defer { small.remove() }
        #expect(small.complaint() == "error: there is no \(small.folder.record)")
        try small.write()
        for path in [small.folder.histograms, small.folder.timeline, small.folder.record] {
            try FileManager.default.removeItem(atPath: path)
            #expect(small.complaint() == "error: there is no \(path)")
        }
        try FileManager.default.createDirectory(atPath: small.folder.record, withIntermediateDirectories: false)
        #expect(small.complaint().contains("it is not a file"))
    }
}
