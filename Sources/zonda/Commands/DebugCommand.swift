import ArgumentParser
import Foundation
import Groundwork
import LoadGenerator
import LoadPlan
import Reports

/// `zonda debug`: one user, one iteration, everything shown.
struct DebugCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "debug",
        abstract: "Runs one user once and shows every request, answer, check and capture; secrets are masked.",
        discussion: "The exit status is 99 where a request, a check or a capture failed."
    )

    @Argument(help: "The scenario file.", completion: .file(extensions: ["zonda"]))
    var file: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var allowance: TargetGuard

    @Option(help: "The flow to run; by default the first with a weight above 0.")
    var flow: String?

    @Option(help: "Seed of the user's data; the same seed gives the same choices and data.")
    var seed: UInt64 = 1

    func run() throws {
        let plan = try scenario.compile(file)
        try allowance.check(plan)
        if let flow, !plan.flows.contains(where: { $0.name == flow }) {
            let names = plan.flows.map(\.name).joined(separator: ", ")
            throw Stop(.usage, "the scenario has no flow '\(flow)'; it has \(names)")
        }
        let style = Console.style(of: STDOUT_FILENO)
        let columns = Console.size(of: STDOUT_FILENO).columns
        var printer = DebugPrinter(mask: SecretMask(plan.secrets.map(\.value)), columns: columns)
        try DebugRun.run(plan: plan, flow: flow, seed: seed) { event in
            for line in printer.lines(event) { Console.print(Console.withoutCommand(line.rendered(style))) }
        }
        if printer.failed { throw Stop(.fail, "") }
    }
}
