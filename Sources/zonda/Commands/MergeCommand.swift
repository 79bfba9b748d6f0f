import ArgumentParser
import Foundation
import LoadMetrics
import Reports
import SLOAnalysis

/// `zonda merge`: puts the parts of a run together and judges the whole; sends nothing.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Puts together the parts that several processes made of a run (run --part), and judges the whole."
    )

    @Argument(help: ArgumentHelp("The folders of all parts.", valueName: "part"))
    var paths: [String]

    @Option(help: ArgumentHelp("Write results below this folder instead of results/.", valueName: "dir"))
    var out: String = "results"

    @Option(help: ArgumentHelp("Look for accepted baselines below this folder.", valueName: "dir"))
    var baselines: String = "baselines"

    func validate() throws {
        if out.isEmpty { throw ValidationError("--out must name a folder; is a variable empty?") }
        if paths.isEmpty { throw ValidationError("the folders of the parts are missing") }
    }

    func run() throws {
        var parts: [(folder: RunFolder, run: StoredRun)] = []
        for path in paths {
            let folder = try StoredFolder.open(path)
            parts.append((folder, try RunArchive.read(folder)))
        }
        let id = RunIdentity.make()
        let folder = RunFolder(results: out, scenario: parts[0].run.record.scenario.name, id: id)
        try RunMerge(parts).write(to: folder, id: id, tool: Version.text)
        let whole = try RunArchive.read(folder)
        let objectives = try JudgeCommand.objectives(of: whole.record)
        throw Stop(try Evaluation.conclude(whole, in: folder, objectives: objectives, baselines: baselines), "")
    }
}
