import ArgumentParser
import Foundation
import Groundwork
import LoadMetrics
import LoadPlan
import Reports
import SLOAnalysis
import ScenarioImport
import ScenarioLanguage

/// `zonda judge`: judges a stored run again, by its own objectives or by others; sends nothing.
struct JudgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Judges a stored run again without running it; rewrites its verdict and reports."
    )

    @Argument(help: ArgumentHelp("The run's folder: results/SCENARIO/RUN.", valueName: "run"))
    var path: String

    @Option(help: ArgumentHelp("Objectives, one a line or in slo { }, instead of the run's own.", valueName: "file"))
    var slo: String?

    @Option(help: ArgumentHelp("Objectives in OpenSLO v1 instead of the run's own.", valueName: "file"))
    var openslo: String?

    @Option(help: ArgumentHelp("Look for accepted baselines below this folder.", valueName: "dir"))
    var baselines: String = "baselines"

    func run() throws {
        let folder = try StoredFolder.open(path)
        let stored = try RunArchive.read(folder)
        if slo != nil, openslo != nil { throw Stop(.usage, "--slo and --openslo do not go together") }
        let objectives =
            try slo.map(Self.objectives(inFile:)) ?? openslo.map(Self.objectives(inOpenSLO:))
            ?? Self.objectives(of: stored.record)
        throw Stop(try Evaluation.conclude(stored, in: folder, objectives: objectives, baselines: baselines), "")
    }

    /// The objectives that the run was started with, each at its place in the scenario.
    static func objectives(of record: RunRecord) throws(Stop) -> [Objective] {
        var objectives: [Objective] = []
        for text in record.objectives {
            let place = Place(file: text.file, line: text.line, column: text.column)
            objectives.append(try Evaluation.objective(text.text, at: place, in: "run.json"))
        }
        return objectives
    }

    private static func objectives(inOpenSLO path: String) throws -> [Objective] {
        let bytes = try ImportInput.read(path)
        let text = try naming(path) { try OpenSLOReader.objectives(bytes) }
        return try parsed(text, path, Array(text.utf8))
    }

    private static func objectives(inFile path: String) throws(Stop) -> [Objective] {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else {
            throw Stop(.input, "cannot read objectives from \(path)")
        }
        return try parsed(text, path, Array(data))
    }

    private static func parsed(_ text: String, _ path: String, _ bytes: [UInt8]) throws(Stop) -> [Objective] {
        let parsed = ScenarioLanguage.parseObjectives(text, file: path)
        DiagnosticOutput.print(parsed.diagnostics, sources: [SourceFile(path: path, bytes: bytes)])
        if parsed.diagnostics.contains(where: { $0.severity == .error }) { throw Stop(.input, "") }
        guard !parsed.objectives.isEmpty else { throw Stop(.input, "\(path) holds no objective") }
        return parsed.objectives
    }
}
