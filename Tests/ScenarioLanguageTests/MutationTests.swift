import Foundation
import Groundwork
import LoadPlan
import LoadTestKit
import Testing

@testable import ScenarioLanguage

/// Random damage to real scenarios: the compiler answers every text with a plan or diagnostics, never with a crash, and
/// never with both.
@Suite struct MutationTests {
    static let scenarios = ["schedule", "booking", "payment", "mixed-day"]

    @Test(arguments: scenarios)
    func damagedScenarios(_ name: String) throws {
        let path = Fixtures.packageFolder.appendingPathComponent("scenarios/\(name).zonda")
        let original = Array(try Data(contentsOf: path))
        let seed = UInt64(name.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
        var random = SeededRandom(seed: seed)
        let renderer = DiagnosticRenderer(sources: [])
        for round in 0..<250 {
            var bytes = original
            for _ in 0...random.below(4) { Self.damage(&bytes, &random) }
            let compilation = ScenarioCompiler.compile(bytes: bytes, path: "m.zonda", options: Fixtures.options())
            #expect((compilation.plan == nil) == compilation.hasErrors, "seed \(seed), round \(round)")
            #expect(compilation.diagnostics.count <= DiagnosticBag.limit)
            for diagnostic in compilation.diagnostics {
                #expect(diagnostic.span.line >= 1 && diagnostic.span.column >= 1 && diagnostic.span.length >= 1)
            }
            #expect(
                compilation.diagnostics.isEmpty
                    || !DiagnosticRenderer(sources: compilation.sources).render(compilation.diagnostics).isEmpty
            )
            _ = renderer.render(compilation.diagnostics)
        }
    }

    @Test func damagedQueries() {
        var random = SeededRandom(seed: 9535)
        let queries = ["$..book[?@.price<10 && match(@.b, 'x')].id", "$['a\\u263A'][1:5:-2]..*[?count(@.*)>1]"]
        for round in 0..<4000 {
            var bytes = Array(queries[round % queries.count].utf8)
            for _ in 0...random.below(3) { Self.damage(&bytes, &random) }
            let text = String(decoding: bytes, as: UTF8.self)
            // What is taken must be the same query when it is parsed again.
            if let path = try? JSONPath(parsing: text) { #expect((try? JSONPath(parsing: path.text)) == path) }
        }
    }

    @Test func damagedTables() {
        var random = SeededRandom(seed: 4180)
        for _ in 0..<2000 {
            var bytes = Array("email,dni\n\"a \"\"b\"\"\",1\r\nc,2\n".utf8)
            for _ in 0...random.below(4) { Self.damage(&bytes, &random) }
            if let reader = try? CSVReader(bytes) {
                #expect(reader.cells.count % reader.columns.count == 0)
            }
        }
    }

    private static let pieces: [String] =
        Keyword.allCases.map(\.rawValue)
        + [
            "{", "}", "(", ")", "[", "]", "\"", "${", "$.", "json $.a[?", "..", "->", "%", "5s", "200", "\n", "#", "\\",
            ",", ";", "é", "🙂", "\u{0}",
        ]

    private static func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        let position = Int(random.below(UInt64(bytes.count + 1)))
        let length = min(Int(random.below(12)), bytes.count - position)
        switch random.below(5) {
        case 0: bytes.removeSubrange(position..<position + length)
        case 1: bytes.insert(contentsOf: Array(pieces[Int(random.below(UInt64(pieces.count)))].utf8), at: position)
        case 2: bytes.insert(contentsOf: Array(bytes[position..<position + length]), at: position)
        case 3: if position < bytes.count { bytes[position] = UInt8(truncatingIfNeeded: random.next()) }
        default:
            let other = Int(random.below(UInt64(bytes.count + 1)))
            if position < bytes.count, other < bytes.count { bytes.swapAt(position, other) }
        }
    }

    @Test func hugeOrStrangeInputEndsQuickly() {
        let texts = [
            String(repeating: "flow a {\n", count: 20_000), String(repeating: "}", count: 100_000),
            "scenario \"" + String(repeating: "x", count: 1_000_000), String(repeating: "\"", count: 200_000),
            "flow f { POST /x as x json " + String(repeating: "[", count: 200_000),
            "flow f { " + String(repeating: "if true { ", count: 20_000),
            "flow f { if true { } " + String(repeating: "else if true { } ", count: 20_000) + "}",
            "slo { " + String(repeating: "p95 < 1s of a, ", count: 20_000) + "}",
            String(repeating: "slo { p95 } ", count: 20_000),
            "load { users 1 for 1s" + String(repeating: ", 1 for 1s", count: 50_000) + " }",
            "regions {" + String(repeating: " a share 1% ", count: 20_000), String(repeating: "#\n", count: 200_000),
            "flow f { GET /" + String(repeating: "${1}", count: 50_000) + " as x }",
        ]
        for text in texts {
            var compilation: Compilation?
            let took = ProcessorTime.measure { compilation = Fixtures.compile(text) }
            #expect(compilation?.plan == nil)
            #expect(took < .seconds(10), "\(text.prefix(40))")
        }
    }
}
