import ArgumentParser
import Foundation
import LoadMetrics
import Reports
import SLOAnalysis

/// `zonda compare`: what changed from one run to another; decides nothing.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compares two runs: shift by quantile with intervals, by phase, and in errors.",
        discussion: """
            A and B are run folders (results/SCENARIO/RUN) or accepted runs (SCENARIO for the latest, SCENARIO/RUN). \
            The status is 0 whatever changed; a gate is an objective 'within 5% of baseline'.
            """
    )

    @Argument(help: "The run that is compared with.")
    var a: String

    @Argument(help: "The run that is compared.")
    var b: String

    @Option(help: "terminal, markdown or json.")
    var format: String = ComparisonFormat.terminal.rawValue

    @Flag(name: .customLong("by-region"), help: "Each series by region too.")
    var byRegion = false

    @Option(help: ArgumentHelp("The folder that holds the baselines of all scenarios.", valueName: "dir"))
    var baselines: String = "baselines"

    func run() throws {
        guard let format = ComparisonFormat(rawValue: format) else {
            let names = ComparisonFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw Stop(.usage, "there is no format '\(format)'; there are \(names)")
        }
        let shift = RunShift(from: try Self.find(a, baselines), to: try Self.find(b, baselines), byRegion: byRegion)
        let columns = isatty(STDOUT_FILENO) != 0 ? min(Console.size(of: STDOUT_FILENO).columns, 120) : 80
        Console.write(
            format.text(shift, columns: columns, style: Console.style(of: STDOUT_FILENO)),
            to: STDOUT_FILENO
        )
    }

    /// The run that a name on the command line means: a run's folder first, then an accepted run.
    static func find(_ name: String, _ baselines: String) throws(Stop) -> ComparedRun {
        var folder = RunFolder(path: name)
        if FileManager.default.fileExists(atPath: folder.record) || name.hasSuffix("/run.json") {
            folder = try StoredFolder.open(name)
            return ComparedRun(try Evaluation.read(folder))
        }
        var parts = folder.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let root = baselines.split(separator: "/").map(String.init)
        if parts.starts(with: root) { parts.removeFirst(root.count) }
        if parts.count == 2, parts[1].hasSuffix(".json") { parts[1].removeLast(5) }
        guard (1...2).contains(parts.count), let scenario = parts.first, !scenario.isEmpty, scenario != ".." else {
            throw Stop(.input, "there is no run at \(name)")
        }
        let accepted: [Baseline]
        do {
            accepted = try BaselineStore(root: baselines, scenario: scenario).read()
        } catch {
            throw Stop(.input, error.message)
        }
        let wanted = parts.count == 2 ? parts[1] : nil
        guard let baseline = accepted.last(where: { wanted == nil || $0.provenance.id == wanted }) else {
            throw Stop(.input, "there is no run at \(name), and \(baselines)/ holds no accepted run of that name")
        }
        return ComparedRun(baseline)
    }
}
