import ArgumentParser
import Groundwork
import LoadMetrics
import Reports
import SLOAnalysis

/// `zonda export`: a stored run in a form that another tool reads.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a stored run for other tools: k6, gitlab, csv, ndjson, hgrm, taurus; its objectives as "
            + "openslo, prometheus-rules."
    )

    @Argument(help: ArgumentHelp("The run's folder: results/SCENARIO/RUN.", valueName: "run"))
    var path: String

    @Option(help: "k6, gitlab, csv, ndjson, hgrm, taurus, openslo or prometheus-rules.")
    var format: String

    @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
    var out: String?

    @Option(help: "Of hgrm: only this step.")
    var step: String?

    func run() throws {
        if let form = ObjectiveExport(rawValue: format) { return try export(form) }
        guard let format = ExportFormat(rawValue: format) else {
            let names = (ExportFormat.allCases.map(\.rawValue) + ObjectiveExport.allCases.map(\.rawValue))
                .joined(separator: ", ")
            throw Stop(.usage, "there is no format '\(format)'; there are \(names)")
        }
        if step != nil, format != .hgrm { throw Stop(.usage, "--step goes with --format hgrm") }
        let folder = try StoredFolder.open(path)
        let stored = try RunArchive.read(folder)
        if let step, !stored.record.series.contains(where: { $0.kind == .step && $0.name == step }) {
            throw Stop(.input, "the run has no step '\(step)'")
        }
        let verdict = format == .k6 ? try Evaluation.storedVerdict(folder, of: stored) : nil
        let bytes = try format.bytes(stored, verdict: verdict, step: step)
        try write(bytes)
    }

    /// The run's objectives, with what its verdict says of them, where there is one.
    private func export(_ form: ObjectiveExport) throws {
        if step != nil { throw Stop(.usage, "--step goes with --format hgrm") }
        let folder = try StoredFolder.open(path)
        let stored = try RunArchive.read(folder)
        let record = stored.record
        let objectives = try JudgeCommand.objectives(of: record)
        guard !objectives.isEmpty else { throw Stop(.input, "the run has no objectives") }
        let verdict = try? Evaluation.storedVerdict(folder, of: stored)
        try write(Array(form.text(objectives, record: record, verdict: verdict).utf8))
    }

    private func write(_ bytes: [UInt8]) throws(ArchiveError) {
        guard let out else {
            Console.write(String(decoding: bytes, as: UTF8.self), to: 1)
            return
        }
        try FileOutput.replace(out, with: bytes)
    }
}
