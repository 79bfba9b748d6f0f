import Foundation
import LoadMetrics
import Testing

@testable import zonda

@Suite("Commands of other tools, and the newest run")
struct ForeignCommandTests {
    private func hint(_ words: String) -> String? {
        ForeignCommand.hint(words.split(separator: " ").map(String.init), commands: Zonda.commandNames)
    }

    @Test(
        "A word that is not ours is answered with what to type",
        arguments: [
            ("validate shop.zonda", "instead of 'validate' type: zonda check FILE"),
            ("shop.zonda", "to run a scenario type: zonda run shop.zonda"),
            ("chekc shop.zonda", "did you mean: zonda check?"),
            ("run shop.zonda --vus 20", "instead of '--vus' type: --users 20"),
            ("run shop.zonda -d=30s", "instead of '-d' type: --duration 60s"),
            ("run shop.zonda -e X=1", "instead of '-e' type: -p NAME=VALUE"),
        ]
    )
    func hints(_ words: String, _ expected: String) {
        #expect(hint(words) == expected)
    }

    @Test("Nothing is said of our own words, or of what nobody means")
    func silence() {
        #expect(hint("run shop.zonda --users x") == nil)
        #expect(hint("qqqqqqqqqq") == nil)
        #expect(hint("") == nil)
        for name in Zonda.commandNames { #expect(hint(name) == nil) }
    }

    @Test("The newest run has a name, until it is forgotten")
    func latest() throws {
        let results = FileManager.default.temporaryDirectory.appendingPathComponent("latest-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: results) }
        let older = RunFolder(results: results, scenario: "shop", id: "20260101T000000Z-0001")
        let newer = RunFolder(results: results, scenario: "book", id: "20260102T000000Z-0001")
        for folder in [older, newer] {
            try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
            LatestRun.point(to: folder)
        }
        #expect(LatestRun.find("latest", results: results) == newer)
        #expect(LatestRun.find("shop", results: results)?.path == "\(results)/shop/latest")
        #expect(LatestRun.find("other", results: results) == nil)
        LatestRun.forget(older)
        LatestRun.forget(RunFolder(results: results, scenario: "book", id: "20260103T000000Z-0001"))
        #expect(LatestRun.find("shop", results: results) == nil)
        #expect(LatestRun.find("book", results: results) != nil)
    }
}
