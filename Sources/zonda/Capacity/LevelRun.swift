import Foundation
import LoadGenerator
import LoadMetrics
import LoadPlan
import Reports
import SLOAnalysis

/// One level of a search: a run like any other, with a folder, a verdict and reports of its own.
struct LevelRun {
    /// The level's plan.
    let plan: Plan
    /// What was asked for.
    let trial: CapacityTrial
    /// Where results go.
    let folder: RunFolder
    /// The level's seed.
    let seed: UInt64
    /// Threads that make load; nil for one a core.
    let shards: Int?
    /// How the level is shown while it goes on.
    let mode: LiveView.Mode

    /// How it ended.
    enum End {
        /// It was measured and judged; `isInterrupted` by a signal.
        case level(CapacityLevel, isInterrupted: Bool)
        /// Nothing was measured.
        case stopped(any CommandFailure)
    }

    /// Makes the load, judges it and writes its reports.
    /// - Throws: only what is no fault of the level's.
    func make() throws -> End {
        do {
            return try run()
        } catch let failure as any CommandFailure {
            return .stopped(failure)
        }
    }

    private func run() throws -> End {
        let run: LoadRun
        let options = options
        do throws(GeneratorError) {
            run = try LoadRun(plan: plan, options: options, folder: folder)
            try run.preflight()
        } catch {
            // Nothing was measured: the folder that was just made holds nothing worth keeping.
            try? FileManager.default.removeItem(atPath: folder.path)
            throw error
        }
        let view = LiveView(plan: plan, mode: mode)
        let watch = LevelWatch(run, plan, view: view)
        let session = RunSession(
            run: run,
            view: view,
            watchers: [{ watch.update($0) }],
            lookout: options.looks.map { Lookout(run, plan, $0, folder: folder) },
            leftover: plan.teardown == nil ? "" : "; teardown did not run: zonda teardown \(folder.path)"
        )
        let end = session.wait()
        if !end.problems.isEmpty {
            Console.error("teardown failed; 'zonda teardown \(folder.path)' tries again: \(end.problems[0])")
        }
        if case .failure(let error) = end.result {
            if case .setup = error, end.problems.isEmpty {
                try? FileManager.default.removeItem(atPath: folder.path)
            }
            if end.interrupted { throw Stop(.interrupted, error.message) }
            throw error
        }
        let stored = try RunArchive.read(folder)
        let verdict = Judge.judge(run: stored, objectives: plan.objectives)
        // A level is compared with no accepted run: its load is its own.
        let input = Evaluation.input(stored, verdict, objectives: plan.objectives, baselines: nil)
        try Evaluation.write(input, to: folder)
        let name = URL(fileURLWithPath: folder.path).lastPathComponent
        return .level(
            CapacityLevel(trial, name: name, run: stored, verdict: verdict, overload: watch.reason),
            isInterrupted: end.interrupted
        )
    }

    private var options: GeneratorOptions {
        var options = GeneratorOptions()
        options.seed = seed
        options.shards = shards
        options.tool = Version.text
        options.runID = RunIdentity.make()
        guard trial.purpose != .confirmation else { return options }
        let planned = plan.load.curve.duration
        let longest = planned.addingReportingOverflow(plan.load.measured &* 2)
        options.looks = RunRecord.Looks(
            plannedTo: planned,
            extendTo: trial.mayExtend && !longest.overflow ? longest.partialValue : nil,
            mayEndEarly: true
        )
        return options
    }
}
