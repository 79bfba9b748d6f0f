import ArgumentParser
import LoadMetrics
import Reports
import SLOAnalysis

/// `zonda report`: makes a stored run's reports again from its verdict; judges nothing.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Makes the reports of a stored run again from its stored verdict."
    )

    @Argument(help: ArgumentHelp("The run's folder: results/SCENARIO/RUN.", valueName: "run"))
    var path: String

    @Option(help: ArgumentHelp("Look for accepted baselines below this folder.", valueName: "dir"))
    var baselines: String = "baselines"

    func run() throws {
        let folder = try StoredFolder.open(path)
        let stored = try Evaluation.read(folder)
        let verdict = try Evaluation.storedVerdict(folder)
        let store = BaselineStore(root: baselines, scenario: stored.record.scenario.name)
        let input = Evaluation.input(stored, verdict, baselines: store)
        try Evaluation.write(input, to: folder)
        Conclusion.print(input, folder: folder)
    }
}
