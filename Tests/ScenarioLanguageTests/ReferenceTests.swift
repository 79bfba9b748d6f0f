import Foundation
import LoadPlan
import Testing

@testable import ScenarioLanguage

/// `docs/language.md` is true: its examples compile, and it speaks of every word of the language.
@Suite struct ReferenceTests {
    private static let text =
        (try? String(contentsOf: Fixtures.packageFolder.appendingPathComponent("docs/language.md"), encoding: .utf8))
        ?? ""

    struct Example: CustomTestStringConvertible {
        var kind: String
        var line: Int
        var text: String
        var testDescription: String { "\(kind) in line \(line)" }
    }

    static var examples: [Example] {
        var examples: [Example] = []
        var open: Example?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let example = open {
                if line == "```" {
                    examples.append(example)
                    open = nil
                } else {
                    open?.text += line + "\n"
                }
            } else if line.hasPrefix("```zonda ") {
                open = Example(kind: String(line.dropFirst(9)), line: index + 1, text: "")
            }
        }
        return examples
    }

    private static let flow = """
        flow main {
          GET / as home
          count no_free_slot
          GET /api/schedule/today as schedule.today
          group checkout {
            POST /api/payments as payment.create
            poll GET /api/payments/1 as payment.status every 1s for 5s
              until status == 200
          }
        }

        """

    private static func wrapped(_ example: Example) throws -> String {
        let head = "scenario \"Example\"\ntarget \"http://127.0.0.1:8080\"\n"
        let load = "load { phase soak { users 10 for 1m } }\n"
        let slo = "slo { errors < 1% }\n"
        switch example.kind {
        case "file": return example.text
        case "top": return head + example.text + load + slo
        case "flow": return head + "flow main {\n" + example.text + "}\n" + load + slo
        case "load": return head + flow + "load {\n" + example.text + "}\n" + slo
        case "slo":
            let labels = "regions { ar-cordoba }\ntenants { doctor  barber }\n"
            return head + labels + flow + load + "slo {\n" + example.text + "}\n"
        default: throw CocoaError(.featureUnsupported)
        }
    }

    @Test(arguments: examples)
    func exampleCompiles(_ example: Example) throws {
        var options = CompileOptions(readFile: { _ in Array("email,dni\na@turnos.test,1\n".utf8) })
        options.secrets = { _ in "x" }
        let compilation = ScenarioCompiler.compile(
            source: try Self.wrapped(example),
            path: "language.md",
            options: options
        )
        #expect(compilation.diagnostics.filter { $0.severity != .note }.isEmpty, "\(Fixtures.text(compilation))")
        #expect(compilation.plan != nil)
    }

    @Test func thereAreExamplesOfEveryKind() {
        #expect(Set(Self.examples.map(\.kind)) == ["file", "top", "flow", "load", "slo"])
        #expect(Self.examples.count >= 14)
    }

    @Test(arguments: Keyword.allCases)
    func everyKeywordIsExplained(_ keyword: Keyword) {
        let words = Self.text.split { !($0.isLetter || $0 == "_") }
        #expect(words.contains { $0 == keyword.rawValue })
    }

    @Test(arguments: Function.allCases)
    func everyFunctionIsExplained(_ function: Function) {
        #expect(Self.text.contains("`\(function.rawValue)("))
        #expect(Self.examples.contains { $0.text.contains("\(function.rawValue)(") })
    }

    @Test func everyKindAndMetricIsExplained() {
        for kind in ValueKind.allCases { #expect(Self.text.contains("`\(kind.rawValue)`"), "\(kind)") }
        for metric in Parser.metrics {
            #expect(Self.text.contains("`\(metric) ") || Self.text.contains("`\(metric)("), "\(metric)")
        }
        for attribute in UserAttribute.allCases { #expect(Self.text.contains("`\(attribute.rawValue)`")) }
        for method in Method.allCases { #expect(Self.text.contains("`\(method.rawValue)`")) }
    }
}
