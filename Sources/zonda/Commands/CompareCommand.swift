import ArgumentParser
import Foundation
import LoadMetrics
import LoadPlan
import Reports
import SLOAnalysis

/// `zonda compare`: what changed from one run to another, which decides nothing; or several runs against several, which
/// does.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compares two runs, or several runs with several others that were taken in turns with them.",
        discussion: """
            Runs are run folders (results/SCENARIO/RUN) or accepted runs (SCENARIO for the latest, SCENARIO/RUN).

            zonda compare A B shows the shift by quantile with intervals, by phase, and in errors. It decides nothing: \
            the status is 0 whatever changed.

            zonda compare A… --with B… takes four or more runs of either kind, done in turns (A B B A A B B A), and \
            decides whether the B are slower by more than --within: PASS 0, FAIL 99, INCONCLUSIVE 98, INVALID 97.
            """
    )

    @Argument(help: ArgumentHelp("The run that is compared with, and the one that is compared.", valueName: "run"))
    var runs: [String]

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Runs that are compared with all those before; four or more of either.", valueName: "run")
    )
    var with: [String] = []

    @Option(help: ArgumentHelp("How much slower runs may be, of those --with.", valueName: "percent"))
    var within: PercentArgument?

    @Option(help: ArgumentHelp("The percentile that is compared, of runs --with: 95 by default.", valueName: "1…99.9"))
    var percentile: Double?

    @Option(help: ArgumentHelp("Judge only these steps, of runs --with: a name or a pattern.", valueName: "name"))
    var step: String?

    @Option(help: "terminal, markdown or json.")
    var format: String = ComparisonFormat.terminal.rawValue

    @Flag(name: .customLong("by-region"), help: "Each series by region too, of two runs.")
    var byRegion = false

    @Option(help: ArgumentHelp("The folder that holds the baselines of all scenarios.", valueName: "dir"))
    var baselines: String = "baselines"

    func validate() throws {
        guard with.isEmpty else {
            if byRegion { throw ValidationError("--by-region is of two runs, --with of several") }
            if let percentile, !(percentile > 0 && percentile < 100) {
                throw ValidationError("--percentile must be above 0 and below 100")
            }
            return
        }
        guard runs.count == 2 else {
            throw ValidationError("two runs are compared, or several --with several others; \(runs.count) are given")
        }
        for (name, isGiven) in [("within", within != nil), ("percentile", percentile != nil), ("step", step != nil)]
        where isGiven {
            throw ValidationError("--\(name) belongs to --with: two runs cannot decide anything")
        }
    }

    func run() throws {
        guard let format = ComparisonFormat(rawValue: format) else {
            let names = ComparisonFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw Stop(.usage, "there is no format '\(format)'; there are \(names)")
        }
        let columns = isatty(STDOUT_FILENO) != 0 ? min(Console.size(of: STDOUT_FILENO).columns, 120) : 80
        let style = Console.style(of: STDOUT_FILENO)
        guard with.isEmpty else {
            let arms = ArmComparison(
                base: try runs.map { try Self.judged($0, baselines) },
                new: try with.map { try Self.judged($0, baselines) },
                quantile: (percentile ?? 95) / 100,
                within: within?.share ?? 0.05,
                step: step.map { Glob($0) }
            )
            Console.write(try format.text(arms, columns: columns, style: style), to: STDOUT_FILENO)
            throw Stop(ExitStatus(arms.outcome), "")
        }
        let shift = RunShift(
            from: try Self.find(runs[0], baselines),
            to: try Self.find(runs[1], baselines),
            byRegion: byRegion
        )
        Console.write(try format.text(shift, columns: columns, style: style), to: STDOUT_FILENO)
    }

    /// The run that a name means, with what was decided about it: a measurement that was found INVALID decides nothing.
    private static func judged(_ name: String, _ baselines: String) throws -> ComparedRun {
        let folder = RunFolder(path: name)
        guard FileManager.default.fileExists(atPath: folder.record) || name.hasSuffix("/run.json") else {
            return try find(name, baselines)
        }
        let stored = try StoredFolder.open(name)
        let run = try RunArchive.read(stored)
        return ComparedRun(run, verdict: try Evaluation.storedVerdict(stored, of: run).outcome)
    }

    /// The run that a name on the command line means: a run's folder first, then an accepted run.
    static func find(_ name: String, _ baselines: String) throws -> ComparedRun {
        var folder = RunFolder(path: name)
        if FileManager.default.fileExists(atPath: folder.record) || name.hasSuffix("/run.json") {
            folder = try StoredFolder.open(name)
            return ComparedRun(try RunArchive.read(folder))
        }
        var parts = folder.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let root = baselines.split(separator: "/").map(String.init)
        if parts.starts(with: root) { parts.removeFirst(root.count) }
        if parts.count == 2, parts[1].hasSuffix(".json") { parts[1].removeLast(5) }
        guard (1...2).contains(parts.count), let scenario = parts.first, !scenario.isEmpty, scenario != ".." else {
            throw Stop(.input, "there is no run at \(name)")
        }
        let accepted = try BaselineStore(root: baselines, scenario: scenario).read()
        let wanted = parts.count == 2 ? parts[1] : nil
        guard let baseline = accepted.last(where: { wanted == nil || $0.provenance.id == wanted }) else {
            throw Stop(.input, "there is no run at \(name), and \(baselines)/ holds no accepted run of that name")
        }
        return ComparedRun(baseline)
    }
}
