import ArgumentParser
import Dispatch
import Foundation
import Groundwork
import LoadMetrics
import Reports
import SLOAnalysis

/// `zonda history`: all runs of a scenario, and where they changed for good.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Shows all runs of a scenario as table and plot, with the runs from which on they changed for good.",
        discussion: """
            A change is found over many runs and needs four or five after it. It is a reason to look, not a gate: a gate \
            is an objective 'within 5% of baseline'.
            """
    )

    @Argument(help: "The scenario: the name of its folder below results/ or baselines/.")
    var scenario: String

    @Option(help: "The step to plot; by default all together.")
    var step: String = "all"

    @Option(help: ArgumentHelp("The percentile to follow.", valueName: "1…99.9"))
    var percentile: Double = 95

    @Option(help: "terminal, markdown, html or json.")
    var format: String = HistoryFormat.terminal.rawValue

    @Option(help: ArgumentHelp("The folder that holds the results of all scenarios.", valueName: "dir"))
    var results: String = "results"

    @OptionGroup var store: BaselineCommand.Store

    func validate() throws {
        guard percentile > 0, percentile < 100 else {
            throw ValidationError("--percentile must be above 0 and below 100")
        }
    }

    func run() throws {
        guard let format = HistoryFormat(rawValue: format) else {
            let names = HistoryFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw Stop(.usage, "there is no format '\(format)'; there are \(names)")
        }
        var name = RunFolder(path: scenario).path
        if name.hasPrefix(results + "/") { name.removeFirst(results.count + 1) }
        var (sources, unreadable) = try stored(name)
        do {
            sources += try store.scenario(name).read().map { RunHistory.Source($0) }
        } catch {
            unreadable.append(error.message)
        }
        guard !sources.isEmpty else {
            let reason = unreadable.first.map { ": \($0)" } ?? ""
            throw Stop(.input, "there is no run of \(name) below \(results)/ or \(store.baselines)/\(reason)")
        }
        let history = RunHistory(scenario: name, sources, quantile: percentile / 100, unreadable: unreadable)
        guard history.series.contains(where: { $0.name == step }) else {
            let names = history.series.map(\.name).joined(separator: ", ")
            throw Stop(.input, "no run of \(name) has a step '\(step)'; there are \(names)")
        }
        let columns = isatty(STDOUT_FILENO) != 0 ? min(Console.size(of: STDOUT_FILENO).columns, 120) : 80
        Console.write(
            try format.text(history, step: step, columns: columns, style: Console.style(of: STDOUT_FILENO)),
            to: STDOUT_FILENO
        )
    }

    /// The stored runs; one that cannot be read is named and left out, the others stay a history.
    private func stored(_ name: String) throws(Stop) -> ([RunHistory.Source], [String]) {
        let folder = results + "/" + name
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        let runs = names.filter { $0 != LatestRun.name }.map { RunFolder(path: folder + "/" + $0) }
            .filter { FileManager.default.fileExists(atPath: $0.record) }
        // Each run is read for itself, and reading is all the work: on as many threads as there are processors.
        let read = Locked([Result<RunHistory.Source, ArchiveError>?](repeating: nil, count: runs.count))
        DispatchQueue.concurrentPerform(iterations: runs.count) { number in
            let source = Self.source(runs[number])
            read.withLock { $0[number] = source }
        }
        var sources: [RunHistory.Source] = []
        var unreadable: [String] = []
        for result in read.withLock({ $0 }).compactMap(\.self) {
            switch result {
            case .success(let source): sources.append(source)
            case .failure(let error): unreadable.append(error.message)
            }
        }
        return (sources, unreadable)
    }

    private static func source(_ folder: RunFolder) -> Result<RunHistory.Source, ArchiveError> {
        do throws(ArchiveError) {
            let stored = try RunArchive.read(folder)
            let verdict = try? Evaluation.storedVerdict(folder, of: stored)
            return .success(RunHistory.Source(stored, verdict: verdict?.outcome))
        } catch {
            return .failure(error)
        }
    }
}
