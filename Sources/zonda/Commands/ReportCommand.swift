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

    func run() throws {
        let folder = try StoredFolder.open(path)
        let stored = try Evaluation.read(folder)
        let verdict = try Evaluation.storedVerdict(folder)
        let input = Evaluation.input(stored, verdict)
        try Evaluation.write(input, to: folder)
        Conclusion.print(input, folder: folder)
    }
}
