import ArgumentParser
import LoadMetrics
import Reports
import SLOAnalysis

/// `zonda export`: a stored run in a form that another tool reads.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a stored run for other tools: k6, gitlab, csv, ndjson, hgrm, taurus."
    )

    @Argument(help: ArgumentHelp("The run's folder: results/SCENARIO/RUN.", valueName: "run"))
    var path: String

    @Option(help: "k6, gitlab, csv, ndjson, hgrm or taurus.")
    var format: String

    @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
    var out: String?

    @Option(help: "Of hgrm: only this step.")
    var step: String?

    func run() throws {
        guard let format = ExportFormat(rawValue: format) else {
            let names = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw Stop(.usage, "there is no format '\(format)'; there are \(names)")
        }
        if step != nil, format != .hgrm { throw Stop(.usage, "--step goes with --format hgrm") }
        let folder = try StoredFolder.open(path)
        let stored = try Evaluation.read(folder)
        if let step, !stored.record.series.contains(where: { $0.kind == .step && $0.name == step }) {
            throw Stop(.input, "the run has no step '\(step)'")
        }
        let verdict = format == .k6 ? try Evaluation.storedVerdict(folder) : nil
        let bytes = format.bytes(stored, verdict: verdict, step: step)
        guard let out else {
            Console.write(String(decoding: bytes, as: UTF8.self), to: 1)
            return
        }
        do {
            try FileOutput.replace(out, with: bytes)
        } catch {
            throw Stop(.internalError, error.message)
        }
    }
}
