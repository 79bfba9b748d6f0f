import Foundation
import Groundwork
import LoadTestKit
import ScenarioLanguage
import Testing

@testable import ScenarioImport

/// Random damage to real inputs: an import ends with a scenario that compiles or with a message, never with a crash,
/// and soon. `IMPORT_FUZZ_ROUNDS` and `IMPORT_FUZZ_SEED` in the environment make it longer and different.
@Suite struct ImportMutationTests {
    @Test(arguments: ImportFixtures.names)
    func damaged(_ name: String) throws {
        let original = try ImportFixtures.bytes(name)
        let environment = ProcessInfo.processInfo.environment
        let seed =
            environment["IMPORT_FUZZ_SEED"].flatMap { UInt64($0) }
            ?? UInt64(name.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
        var random = SeededRandom(seed: seed)
        var imports = 0
        for round
            in 0..<(environment["IMPORT_FUZZ_ROUNDS"].flatMap { Int($0) }
            ?? (ImportFixtures.formats.contains(name) ? 30 : 4))
        {
            var bytes = Array(original.prefix(20_000))
            if round % 2 == 0, !name.hasSuffix(".log"), original.count < 60_000 { bytes = original }
            for _ in 0...random.below(6) { Self.damage(&bytes, &random) }
            guard let scenario = try? ImportFixtures.imported(bytes, as: name) else { continue }
            imports += 1
            #expect(
                !scenario.compilation.hasErrors,
                "seed \(seed), round \(round): \(ImportFixtures.mistakes(scenario))"
            )
        }
        #expect(imports > 0 || !ImportFixtures.formats.contains(name))
    }

    private static let pieces: [String] = [
        "{", "}", "[", "]", "\"", ":", ",", "null", "-1", "1e999", "99999999999999999999", "true", "\\u0000", "\\",
        "${x}",
        "{{token}}", "'", "\n", "\t", " ", "#", "$ref", "http://", "://", "%zz", "%00", "é", "\u{301}", "\u{0}",
        "../..",
        "&a ", "*a", "- ", "? ", "{\"a\":[", "token", "POST", "GET", "HTTP/1.1", "curl ", " -d ", "$X", "$(", "`",
    ]

    private static func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        let position = random.below(bytes.count + 1)
        let length = min(random.below(40), bytes.count - position)
        switch random.below(6) {
        case 0: bytes.removeSubrange(position..<position + length)
        case 1: bytes.insert(contentsOf: Array(pieces[random.below(pieces.count)].utf8), at: position)
        case 2: bytes.insert(contentsOf: Array(bytes[position..<position + length]), at: position)
        case 3: if position < bytes.count { bytes[position] = UInt8(truncatingIfNeeded: random.next()) }
        case 4: if position < bytes.count { bytes[position] = UInt8(0x20 + random.below(0x5F)) }
        default:
            let other = random.below(bytes.count + 1)
            if position < bytes.count, other < bytes.count { bytes.swapAt(position, other) }
        }
    }

    @Test("Deep, huge and empty inputs end quickly", arguments: ImportFixtures.formats)
    func hostile(_ name: String) {
        let texts = [
            "", "\u{0}", "null", "[]", "{}", "\"\"", String(repeating: "[", count: 50_000),
            String(repeating: "{\"a\":", count: 20_000), String(repeating: "\"", count: 100_000),
            String(repeating: "a", count: 100_000), String(repeating: "\n", count: 50_000),
            String(repeating: "curl ", count: 10_000), String(repeating: "$(", count: 20_000),
            String(repeating: "- ", count: 20_000), String(repeating: "a:\n ", count: 10_000),
            "curl http://h/" + String(repeating: "a/", count: 10_000),
            "curl http://h/ " + String(repeating: "-d a=1 ", count: 20_000),
            "{\"log\":{\"entries\":[" + String(repeating: "{},", count: 10_000) + "{}]}}",
            "{\"info\":{},\"item\":[" + String(repeating: "{\"item\":[", count: 90) + String(repeating: "]}", count: 90)
                + "]}",
        ]
        for text in texts {
            let took = ProcessorTime.measure {
                if let scenario = try? ImportFixtures.imported(Array(text.utf8), as: name) {
                    #expect(!scenario.compilation.hasErrors, "\(ImportFixtures.mistakes(scenario))")
                }
            }
            #expect(took < .seconds(20), "\(text.prefix(30))")
        }
        let invalid: [UInt8] = [0xFF, 0xFE, 0x80, 0x0A, 0xC3]
        #expect((try? ImportFixtures.imported(invalid, as: name)) == nil)
    }
}
