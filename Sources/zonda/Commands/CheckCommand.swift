import ArgumentParser
import Foundation
import Groundwork
import LoadGenerator
import LoadPlan
import Reports
import ScenarioLanguage

/// `zonda check`: validates scenarios and says what they would do; nothing is sent.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract:
            "Validates scenarios and prints the plan: users, rates, expected requests, longest duration, coverage."
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @Argument(help: "Scenario files.", completion: .file(extensions: ["zonda"]))
    var files: [String]

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var load: LoadOptions

    @Option(help: "How the plan and the diagnostics are printed: text or json.")
    var format: Format = .text

    func run() throws {
        var wrong = false
        var documents: [CheckDocument] = []
        for file in files {
            let options = try scenario.compileOptions(secretsMayBeMissing: true)
            let compilation = ScenarioCompiler.compile(path: file, options: options)
            let plan = try compilation.plan.map { try load.apply(to: $0) }
            let excess = plan.flatMap { LoadRun.excess(of: $0) }
            wrong = wrong || plan == nil || excess != nil
            switch format {
            case .text:
                DiagnosticOutput.print(compilation)
                if let excess { Console.error("\(file): \(excess)") }
                if let plan {
                    Console.print(Console.inert(Self.folded(PlanText.lines(plan)).joined(separator: "\n")) + "\n")
                }
            case .json:
                documents.append(CheckDocument(file: file, compilation: compilation, plan: plan))
            }
        }
        if format == .json {
            Console.write(try CanonicalJSON.text(documents), to: STDOUT_FILENO)
        }
        if wrong { throw Stop(.input, "") }
    }

    /// Lines as wide as the terminal is; 100 columns in a file or a pipe, like the summary of a run.
    private static func folded(_ lines: [String]) -> [String] {
        let columns = isatty(STDOUT_FILENO) != 0 ? min(Console.size(of: STDOUT_FILENO).columns, 140) : 100
        return lines.flatMap { $0.folded(columns: max(40, columns), hang: 14) }
    }
}
