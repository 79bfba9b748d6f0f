import ArgumentParser
import Foundation
import Groundwork
import LoadMetrics
import LoadPlan
import Reports
import SLOAnalysis

/// `zonda capacity`: the highest level of load at which a scenario's objectives all hold.
struct CapacityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capacity",
        abstract: "Looks for the highest load at which the scenario's objectives all hold, as a bracket.",
        discussion: """
            Each level is a run of its own at a constant rate (or number of users), judged like any other. Levels are \
            doubled while they hold, then the bracket is halved until its ends are near enough, and the level that is \
            reported is tried once more. What is not shown to hold counts as too high. Exit status 0: there is a \
            confirmed answer, whatever it is; 98: there is none; 97: the generator ended before the service; 99: even \
            the lowest level misses an objective.
            """
    )

    @Argument(help: "The scenario file.", completion: .file(extensions: ["zonda"]))
    var file: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var options: CapacityOptions
    @OptionGroup var resizing: ResizeOptions
    @OptionGroup var allowance: TargetGuard

    @Option(
        name: [.customLong("results"), .customLong("out")],
        help: ArgumentHelp("Write results below this folder.", valueName: "dir")
    )
    var results: String = "results"

    @Option(help: "Seed of the first level's users, data and arrivals; each further level has the next.")
    var seed: UInt64?

    @Option(help: ArgumentHelp("Threads that make load; by default one a core.", valueName: "n"))
    var shards: Int?

    @Flag(name: .customLong("no-live"), help: "Print plain lines instead of the live panel.")
    var noLive = false

    @Flag(help: "Print the table and the answer only.")
    var quiet = false

    func validate() throws {
        if let shards, !(1...1024).contains(shards) { throw ValidationError("--shards must be from 1 to 1024") }
    }

    func run() throws {
        let asked = try CapacityPlan(try scenario.compile(file, quiet: quiet))
        try allowance.check(asked.plan)
        var bounds = try options.bounds(of: asked.plan)
        let id = RunIdentity.make()
        guard let sizes = resizing.sizes, let command = resizing.resize else {
            throw Stop(try search(asked, bounds, id: id, pods: nil).status, "")
        }
        let resize = Resize(command: command)
        var folders: [String] = []
        for (index, pods) in sizes.counts.enumerated() {
            if !quiet { Console.note("\(Noun.counted("\(pods)", "pod")): \(Console.inert(resize.text(pods)))") }
            try resize.make(pods)
            let found = try search(asked, bounds, id: "\(id)-\(pods)", pods: pods)
            // Without an answer nobody knows where the next size should begin.
            guard let holds = found.report.holds, found.report.isConfirmed else { throw Stop(found.status, "") }
            folders.append(found.folder)
            guard index + 1 < sizes.counts.count else { break }
            bounds = bounds.scaled(from: holds * Double(sizes.counts[index + 1]) / Double(pods))
        }
        let words = folders.map { "'\($0)'" }.joined(separator: " ")
        Console.print("  pods for a load  zonda size \(words) --peak 1000/s\n")
    }

    /// Makes a search and shows its answer.
    private func search(
        _ asked: CapacityPlan,
        _ bounds: CapacitySearch.Bounds,
        id: String,
        pods: Int?
    ) throws -> (report: CapacityReport, folder: String, status: ExitStatus) {
        let plan = asked.plan
        let folder = "\(results)/\(plan.name)/capacity-\(id)"
        var report = CapacityReport(
            id: id,
            tool: Version.text,
            scenario: RunRecord.ScenarioFacts(
                title: plan.title,
                name: plan.name,
                path: plan.path,
                hash: plan.hash,
                parameters: Dictionary(plan.parameters.map { ($0.name, $0.value) }) { first, _ in first }
            ),
            target: plan.target.url,
            pods: pods,
            seed: seed ?? UInt64.random(in: 0..<1_000_000_000),
            startedAt: Date().timeIntervalSince1970,
            model: plan.load.model.kind,
            bounds: bounds,
            levelSeconds: options.level.nanoseconds.inSeconds,
            warmupSeconds: options.warmup(of: plan).inSeconds,
            objectives: plan.objectives.map(\.text),
            leftOut: asked.leftOut
        )
        if !quiet {
            Console.note(Console.inert(announcement(report)))
            if let need = EvidenceNeed.largest(plan.objectives) {
                Console.note(Console.inert(need.words(levelSeconds: report.levelSeconds)))
            }
        }
        let screen = CapacityScreen()
        let run = CapacityRun(
            asked: asked,
            options: options,
            folder: folder,
            shards: shards,
            mode: LiveView.mode(live: !noLive, quiet: quiet),
            shown: { report, level in screen.show(level, of: report) }
        )
        let status = try run.make(&report)
        screen.conclude(report, folder: folder)
        return (report, folder, status)
    }

    private func announcement(_ report: CapacityReport) -> String {
        let length = Figures.duration(options.level.nanoseconds)
        let warmup = Figures.duration(UInt64(report.warmupSeconds * 1e9))
        return
            "\(report.scenario.title): capacity from \(report.text(report.bounds.from)) on, levels of \(length) after "
            + "\(warmup) of warm-up, against \(report.target), seed \(report.seed); about ten levels"
    }
}
