import Foundation
import Groundwork
import LoadMetrics
import LoadPlan
import Reports
import SLOAnalysis

/// A search for capacity from its first level to its answer; `capacity.json` is written anew after each level.
struct CapacityRun {
    /// What can be asked at a level.
    let asked: CapacityPlan
    /// Lengths.
    let options: CapacityOptions
    /// The folder of the whole search.
    let folder: String
    /// Threads that make load.
    let shards: Int?
    /// How levels are shown while they go on.
    let mode: LiveView.Mode
    /// Told about each level behind its end.
    let shown: (CapacityReport, CapacityLevel) -> Void

    /// Tries levels until there is an answer.
    /// - Parameter report: the search's beginning; what was found is added to it.
    /// - Returns: the exit status.
    func make(_ report: inout CapacityReport) throws -> ExitStatus {
        var search = CapacitySearch(report.bounds)
        while case .trial(let trial) = search.next {
            let end = try run(trial, report).make()
            switch end {
            case .stopped(let failure):
                // Without any level there is nothing to keep.
                guard !report.levels.isEmpty else { throw failure }
                let isSignal = failure.status == .interrupted
                report.conclude(search, end: isSignal ? .interrupted : .broken, problem: failure.message)
                try write(report)
                return failure.status
            case .level(let level, let isInterrupted):
                report.levels.append(level)
                if !isInterrupted { search.record(level.result, longer: level.longer) }
                var isOver = isInterrupted
                if case .end(let end) = search.next {
                    report.conclude(search, end: end)
                } else {
                    report.conclude(search, end: isInterrupted ? .interrupted : nil)
                }
                try write(report)
                shown(report, level)
                if !isOver, report.end == nil, !CoolDown.wait(pause(after: level)) {
                    isOver = true
                    report.conclude(search, end: .interrupted)
                    try write(report)
                }
                if isOver { return .interrupted }
            }
        }
        return status(report)
    }

    private func run(_ trial: CapacityTrial, _ report: CapacityReport) throws(LoadOverrideError) -> LevelRun {
        let number = report.levels.count + 1
        let warmup = options.warmup(of: asked.plan)
        let length = options.level.nanoseconds
        let plan = try asked.held(
            at: trial.level,
            warmup: warmup,
            measured: Nanoseconds(clampingSeconds: length.inSeconds * trial.lengths)
        )
        return LevelRun(
            plan: plan,
            trial: trial,
            folder: RunFolder(path: "\(folder)/level-\(number < 10 ? "0" : "")\(number)"),
            seed: report.seed &+ UInt64(number - 1),
            shards: shards,
            mode: mode
        )
    }

    /// A service that was asked too much may have a backlog: it gets time to be itself again.
    private func pause(after level: CapacityLevel) -> Nanoseconds {
        level.result == .holds ? min(.second, options.pause.nanoseconds) : options.pause.nanoseconds
    }

    private func write(_ report: CapacityReport) throws {
        try FileOutput.createFolder(folder)
        for format in CapacityFormat.files {
            try FileOutput.replace("\(folder)/\(format.fileName)", with: Array(format.text(report).utf8))
        }
    }

    private func status(_ report: CapacityReport) -> ExitStatus {
        switch report.end {
        case .bracket, .ceiling: .pass
        case .invalid: .invalid
        case .interrupted: .interrupted
        case .nothing:
            // The lowest level decides: it was missed, or it was not decided.
            report.levels.min { $0.trial.level < $1.trial.level }?.result == .misses ? .fail : .inconclusive
        default: .inconclusive
        }
    }
}
