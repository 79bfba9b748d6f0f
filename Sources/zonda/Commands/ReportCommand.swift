import ArgumentParser
import Foundation
import LoadMetrics
import Reports
import SLOAnalysis

/// `zonda report`: makes a stored run's reports again from its verdict and tells others of it; judges nothing.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Makes the reports of a stored run again from its stored verdict; can send a message about it."
    )

    @Argument(help: ArgumentHelp("The run's folder: results/SCENARIO/RUN.", valueName: "run"))
    var path: String

    @Option(help: ArgumentHelp("Look for accepted baselines below this folder.", valueName: "dir"))
    var baselines: String = "baselines"

    @Option(help: ArgumentHelp("Send a message about the run to this address (POST, JSON).", valueName: "url"))
    var notify: String?

    @Option(
        help: ArgumentHelp("The message: JSON in which ${verdict} and others stand for figures.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var template: String?

    @Option(help: ArgumentHelp("Where the message says the report is, instead of its path.", valueName: "url"))
    var link: String?

    func validate() throws {
        if (notify == nil) != (template == nil) {
            throw ValidationError("--notify and --template go together; docs/notify has templates")
        }
        if link != nil, notify == nil { throw ValidationError("--link goes with --notify") }
    }

    func run() throws {
        let message = try message()
        let folder = try StoredFolder.open(path)
        let stored = try RunArchive.read(folder)
        let verdict = try Evaluation.storedVerdict(folder, of: stored)
        let store = BaselineStore(root: baselines, scenario: stored.record.scenario.name)
        let input = Evaluation.input(
            stored,
            verdict,
            objectives: try Evaluation.objectives(of: verdict, on: stored),
            baselines: store
        )
        try Evaluation.write(input, to: folder)
        Conclusion.print(input, folder: folder)
        try message?.send(input, link: link ?? folder.report)
    }

    private func message() throws -> WebhookMessage? {
        guard let notify, let template else { return nil }
        return try WebhookMessage(url: notify, template: template)
    }
}
