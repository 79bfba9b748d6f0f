import ArgumentParser
import Foundation
import Groundwork
import LoadGenerator
import LoadMetrics
import LoadPlan
import Reports
import SLOAnalysis

import enum Groundwork.Noun

/// `zonda run`: loads the target, judges what was measured, writes the results.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs a scenario, judges it by its objectives and writes the results."
    )

    @Argument(help: "The scenario file.", completion: .file(extensions: ["zonda"]))
    var file: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var load: LoadOptions
    @OptionGroup var allowance: TargetGuard

    @Option(help: ArgumentHelp("Write results below this folder instead of results/.", valueName: "dir"))
    var out: String = "results"

    @Option(help: ArgumentHelp("Look for accepted baselines below this folder.", valueName: "dir"))
    var baselines: String = "baselines"

    @OptionGroup var copies: CopyOptions

    @Option(help: ArgumentHelp("Wait up to this long for the target to be there.", valueName: "time"))
    var wait: DurationArgument?

    @Option(help: "Seed of users, data and arrivals; the same seed gives the same load.")
    var seed: UInt64?

    @Option(help: ArgumentHelp("Threads that make load; by default one a core.", valueName: "n"))
    var shards: Int?

    @Option(help: ArgumentHelp("Leave room for so many users, to be asked for by zonda control.", valueName: "n"))
    var room: Int?

    @OptionGroup var parts: PartOptions
    @OptionGroup var looks: LookOptions
    @OptionGroup var metrics: MetricsOptions

    @Flag(name: .customLong("no-live"), help: "Print plain lines instead of the live panel.")
    var noLive = false

    @Flag(help: "Print the final summary only.")
    var quiet = false

    func validate() throws {
        if out.isEmpty { throw ValidationError("--out must name a folder; is a variable empty?") }
        if let room, !(1...10_000_000).contains(room) { throw ValidationError("--room must be a number of users") }
        if let shards, !(1...1024).contains(shards) { throw ValidationError("--shards must be from 1 to 1024") }
    }

    func run() throws {
        let plan = try load.apply(to: try scenario.compile(file, quiet: quiet))
        try allowance.check(plan)

        var options = GeneratorOptions()
        options.part = try parts.part(seed: seed, looks: looks, room: room)
        options.seed = seed ?? UInt64.random(in: 0..<1_000_000_000)
        options.shards = shards
        options.room = room
        options.tool = Version.text
        options.runID = RunIdentity.make()
        options.looks = try looks.looks(for: plan)
        let feed = try MetricsFeed(metrics, plan: plan, runID: options.runID)
        let folder = RunFolder(results: out, scenario: plan.name, id: options.runID)
        let view = LiveView(plan: plan, mode: LiveView.mode(live: !noLive, quiet: quiet))
        if let wait {
            try Readiness.wait(for: wait.nanoseconds) { () throws(GeneratorError) in try LoadRun.reach(plan) }
        }
        try parts.wait()
        let run = try LoadRun(plan: plan, options: options, folder: folder)
        LatestRun.point(to: folder)
        do {
            try run.preflight()
        } catch {
            // Nothing was measured: the folder that was just made for this run holds nothing worth keeping.
            try? FileManager.default.removeItem(atPath: folder.path)
            LatestRun.forget(folder)
            throw error
        }
        if !quiet { Console.note(Console.inert(announcement(plan, seed: options.seed))) }

        let control = RunControl(run: run, plan: plan)
        let socket = ControlSocket(folder: folder.path) { control.answer($0) }
        let hint = "zonda teardown \(folder.path)"
        let session = RunSession(
            run: run,
            view: view,
            rule: StopRule(plan),
            watchers: [{ control.update($0) }] + (feed.map { feed in [{ feed.update($0) }] } ?? []),
            lookout: options.looks.map { Lookout(run, plan, $0, folder: folder) },
            leftover: plan.teardown == nil ? "" : "; teardown did not run: \(hint)"
        )
        let end = session.wait()
        socket?.close()
        feed?.finish()
        if !end.problems.isEmpty {
            Console.error("teardown failed; '\(hint)' tries again\n  " + end.problems.joined(separator: "\n  "))
        }
        if case .failure(.setup(let message)) = end.result {
            // Nothing was measured; what is left to clean up is.
            if end.problems.isEmpty {
                try? FileManager.default.removeItem(atPath: folder.path)
                LatestRun.forget(folder)
            }
            throw Stop(end.interrupted ? .interrupted : .unreachable, message)
        }
        if case .failure(let error) = end.result { throw error }
        let status = try Evaluation.conclude(
            try RunArchive.read(folder),
            in: folder,
            objectives: plan.objectives,
            baselines: baselines
        )
        try copies.copy(from: folder)
        throw Stop(end.interrupted ? .interrupted : status, "")
    }

    private func announcement(_ plan: Plan, seed: UInt64) -> String {
        let curve = plan.load
        let level =
            switch curve.model {
            case .users: "up to \(Noun.counted(Figures.number(curve.curve.peak, 0), "user"))"
            case .rate(let arrivals):
                "up to \(Figures.number(curve.curve.peak, 0)) arrivals/s (\(arrivals.rawValue))"
            }
        return "\(plan.title): \(level) for \(Figures.duration(curve.curve.duration)) against \(plan.target.url), "
            + "seed \(seed)"
    }
}
