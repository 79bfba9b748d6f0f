import Foundation
import Testing

@testable import ScenarioLanguage

/// The grammar for editors has the compiler's words. `UPDATE_GOLDEN=1` writes it anew.
@Suite struct EditorGrammarTests {
    private static let path = Fixtures.sourceFolder.appendingPathComponent("../../docs/editor/zonda.tmLanguage.json")

    private static func words(_ words: [String]) -> String {
        // Longer words first, so that none is taken for the beginning of another.
        words.sorted { ($0.count, $1) > ($1.count, $0) }.joined(separator: "|")
    }

    private static func grammar() throws -> String {
        let template = Fixtures.sourceFolder.appendingPathComponent("Templates/zonda.tmLanguage.json")
        let begins = { (context: Keyword.Context) in Keyword.words(in: context) }
        let declarations = Set(begins(.file))
        let steps = Set(begins(.flow)).subtracting(declarations).union(["else", "defaults", "flow", "use"])
        let clauses = Set(begins(.request) + begins(.load)).subtracting(declarations).subtracting(steps)
        let known = declarations.union(steps).union(clauses)
        let small = Set(Keyword.allCases.filter { !$0.isPlanned }.map(\.rawValue)).subtracting(known)
            .subtracting(["none"])
        return try String(contentsOf: template, encoding: .utf8)
            .replacingOccurrences(of: "DECLARATION_WORDS", with: words(Array(declarations)))
            .replacingOccurrences(of: "METHOD_WORDS", with: words(Method.allCases.map(\.rawValue)))
            .replacingOccurrences(of: "CLAUSE_WORDS", with: words(Array(clauses)))
            .replacingOccurrences(of: "STEP_WORDS", with: words(Array(steps)))
            .replacingOccurrences(of: "METRIC_WORDS", with: words(Parser.metrics.filter { !$0.hasPrefix("p") }))
            .replacingOccurrences(of: "SMALL_WORDS", with: words(Array(small)))
    }

    @Test func grammarHasTheCompilersWords() throws {
        let expected = try Self.grammar()
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try expected.write(to: Self.path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: Self.path, encoding: .utf8) == expected, "write it anew with UPDATE_GOLDEN=1")
    }

    /// The grammar is JSON, and each of its patterns a regular expression that means something.
    @Test func patternsAreRegularExpressions() throws {
        let value = try JSONSerialization.jsonObject(with: Data(try Self.grammar().utf8))
        var patterns: [String] = []
        func walk(_ value: Any) {
            if let object = value as? [String: Any] {
                for key in ["match", "begin", "end"] {
                    if let pattern = object[key] as? String { patterns.append(pattern) }
                }
                object.values.forEach(walk)
            } else if let list = value as? [Any] {
                list.forEach(walk)
            }
        }
        walk(value)
        #expect(patterns.count > 15)
        for pattern in patterns {
            #expect(throws: Never.self, "\(pattern)") { try NSRegularExpression(pattern: pattern) }
        }
    }
}
