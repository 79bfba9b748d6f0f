import ArgumentParser
import Foundation
import Groundwork
import LoadGenerator
import LoadMetrics
import LoadPlan
import Reports
import ScenarioLanguage

/// `zonda teardown`: cleans up behind a run that could not do it itself.
struct TeardownCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "teardown",
        abstract: "Goes through a run's teardown with what its setup made, where the run was killed before.",
        discussion: "The scenario, its parameters and the target are the run's own; secrets are given as for the run."
    )

    @Argument(help: ArgumentHelp("The run's folder: results/SCENARIO/RUN.", valueName: "run"))
    var path: String

    @Option(
        help: ArgumentHelp(
            "Read secrets from a file of NAME=value lines; else from the environment.",
            valueName: "file"
        )
    )
    var secrets: String?

    @Flag(help: "Go on although the scenario was changed after the run.")
    var changed = false

    @OptionGroup var allowance: TargetGuard

    func run() throws {
        let folder = try StoredFolder.open(path)
        guard FileManager.default.fileExists(atPath: folder.cleanUp) else {
            Console.print("nothing to clean up: the scenario had no teardown")
            return
        }
        let plan = try plan(of: folder)
        guard let teardown = plan.teardown else { throw Stop(.input, "\(plan.path) has no teardown any more") }
        try allowance.check(plan.target)
        let entries = try CleanUpJournal.read(folder)
        let journal = try CleanUpJournal(continuing: folder)
        guard let remains = CleanUpEntry.remains(entries, of: plan) else {
            Console.print("nothing is left to clean up")
            return
        }
        for name in remains.lost {
            Console.note("\(name) was made from a secret and is not known any more; what needs it is left out")
        }
        let failed = try clean(teardown, plan, remains.values)
        try? journal.append(CleanUpEntry(event: failed ? .failed : .cleaned))
        if failed { throw Stop(.fail, "") }
    }

    /// The scenario as it was run.
    private func plan(of folder: RunFolder) throws -> Plan {
        let record = try RunArchive.record(folder)
        var options = ScenarioOptions()
        options.carrier = nil
        options.target = record.target
        options.parameters = record.scenario.parameters.compactMap { ParameterArgument(argument: "\($0)=\($1)") }
        options.secrets = secrets
        let plan = try options.compile(record.scenario.path, quiet: true)
        guard changed || plan.hash == record.scenario.hash else {
            throw Stop(
                .input,
                "\(plan.path) was changed after the run, so its teardown may not fit; --changed goes on all the same"
            )
        }
        return plan
    }

    private func clean(_ teardown: Procedure, _ plan: Plan, _ values: [Int: StoredValue]) throws(GeneratorError) -> Bool
    {
        let style = Console.style(of: STDOUT_FILENO)
        let columns = Console.size(of: STDOUT_FILENO).columns
        var printer = DebugPrinter(mask: SecretMask(plan.secrets.map(\.value)), columns: columns)
        let outcome = try ProcedureRun(teardown, of: plan, seed: 1, goesOn: true).run(
            values: values,
            tell: { event in
                for line in printer.lines(event) { Console.print(Console.withoutCommand(line.rendered(style))) }
            }
        )
        if case .failed = outcome { return true }
        return false
    }
}
