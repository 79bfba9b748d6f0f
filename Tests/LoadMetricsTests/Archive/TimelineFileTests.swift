import Foundation
import Testing

@testable import LoadMetrics

@Suite("Timeline file")
struct TimelineFileTests {
    /// The fast scanner and the general decoder read the same, whichever way a line is written.
    @Test func everySpellingReadsAlike() throws {
        let small = SmallRun()
        defer { small.remove() }
        try small.write()
        let compact = try small.text(small.folder.timeline)
        let line = Array(compact.split(separator: "\n")[0].utf8)
        #expect(TickSeriesScanner.split(line[...])?.counts == small.tick(0).series)
        let expected = try RunArchive.read(small.folder).timeline
        #expect(expected == (0..<3).map { small.tick($0) })
        for (from, to) in [(":", ": "), ("\"s\":0,", ""), (",\"s\":0", ""), ("[1]", "[1 ]")] {
            guard compact.contains(from) else { continue }
            try compact.replacingOccurrences(of: from, with: to)
                .write(toFile: small.folder.timeline, atomically: false, encoding: .utf8)
            let spelt = compact.replacingOccurrences(of: from, with: to).split(separator: "\n").map {
                try? JSONDecoder().decode(TimelineTick.self, from: Data($0.utf8))
            }
            if spelt.contains(where: { $0 == nil }) {
                #expect(small.complaint().hasPrefix("error: "))
            } else {
                #expect(try RunArchive.read(small.folder).timeline == expected)
            }
        }
    }

    @Test(arguments: [
        "{\"series\":[", "{\"series\":[{", "{\"series\":[]", "{\"series\":[{\"b\":[1,],", "\"series\":[1]", "",
    ])
    func fragmentsAreLeftToTheDecoder(text: String) {
        let split = TickSeriesScanner.split(Array(text.utf8)[...])
        #expect(split == nil || split?.rest == Array(text.utf8))
    }

    @Test func anEmptyListIsOne() throws {
        let small = SmallRun()
        defer { small.remove() }
        let journal = try RunJournal(folder: small.folder, record: small.record)
        try journal.append(tick: TimelineTick(start: 5, length: 1))
        #expect(try RunArchive.read(small.folder).timeline == [TimelineTick(start: 5, length: 1)])
    }
}
