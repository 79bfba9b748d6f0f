import Foundation
import Groundwork
import LoadMetrics
import LoadPlan
import Reports
import SLOAnalysis
import ScenarioLanguage

/// From a stored run to its verdict and reports: the same path for a run just ended and for one from last month.
enum Evaluation {
    /// Judges a run, writes its reports beside it and prints the summary: the end of every command that judges.
    /// - Parameter baselines: the folder below which accepted runs are.
    /// - Returns: the status that the command ends with.
    static func conclude(
        _ run: StoredRun,
        in folder: RunFolder,
        objectives: [Objective],
        baselines: String
    ) throws -> ExitStatus {
        let store = BaselineStore(root: baselines, scenario: run.record.scenario.name)
        let verdict = Judge.judge(run: run, objectives: objectives, baselines: try store.read())
        let input = input(run, verdict, objectives: objectives, baselines: store)
        try write(input, to: folder)
        try Conclusion.publish(input, folder: folder)
        return ExitStatus(verdict.outcome)
    }

    /// The verdict that is stored with a run. Files that were damaged since it was made are no evidence for it any more.
    static func storedVerdict(_ folder: RunFolder, of run: StoredRun) throws(Stop) -> Verdict {
        let verdict = try storedVerdict(folder)
        guard let problem = run.problems.first, verdict.problems.isEmpty else { return verdict }
        throw Stop(
            .input,
            "the run's files have changed since its verdict was made: \(problem); 'zonda judge \(folder.path)' judges "
                + "what is left"
        )
    }

    /// The verdict in a run's folder, as it was written.
    private static func storedVerdict(_ folder: RunFolder) throws(Stop) -> Verdict {
        let path = folder.verdict
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Stop(.input, "there is no \(path); 'zonda judge \(folder.path)' makes one")
        }
        do {
            return try VerdictJSON.read(Array(data))
        } catch {
            throw Stop(.input, "\(path) cannot be read: \(error.message); 'zonda judge \(folder.path)' makes a new one")
        }
    }

    /// The objectives of a verdict that was read back. It names them as they were written; invariants, which are found
    /// beside them, say nothing about a single cell.
    static func objectives(of verdict: Verdict, on run: StoredRun) throws(Stop) -> [Objective] {
        let invariants = Set((run.record.invariants ?? []).map(\.text))
        var objectives: [Objective] = []
        for finding in verdict.findings where !invariants.contains(finding.text) {
            objectives.append(try objective(finding.text, at: finding.place, in: "the verdict"))
        }
        return objectives
    }

    /// An objective that a file of a run names as it was written; `file` says which file, for a message.
    static func objective(_ text: String, at place: Place, in file: String) throws(Stop) -> Objective {
        let parsed = ScenarioLanguage.parseObjectives(text, file: place.file)
        guard var objective = parsed.objectives.first, parsed.objectives.count == 1 else {
            throw Stop(.input, "\(file) holds an objective that this version does not understand: \(text)")
        }
        objective.place = place
        return objective
    }

    /// What the reports are written from: the run, its verdict, and beside them what each cell says by itself and the
    /// accepted runs that it was compared with, where they are still there.
    /// - Parameters:
    ///   - objectives: those that the verdict is about.
    ///   - baselines: where accepted runs are; nil where the run was compared with none.
    static func input(
        _ run: StoredRun,
        _ verdict: Verdict,
        objectives: [Objective],
        baselines: BaselineStore?
    ) -> ReportInput {
        ReportInput(
            run: run,
            verdict: verdict,
            objectives: objectives,
            baseline: baselines.flatMap { accepted(verdict, $0) }
        )
    }

    /// Response times of the steps in the accepted runs that the verdict names.
    private static func accepted(_ verdict: Verdict, _ baselines: BaselineStore) -> Histogram? {
        let names = Set(verdict.baseline?.runs ?? [])
        guard !names.isEmpty, let runs = try? baselines.read().filter({ names.contains($0.provenance.id) }),
            !runs.isEmpty
        else { return nil }
        var sum = Histogram()
        for run in runs {
            for (key, clocks) in zip(run.series, run.totals) where key.kind == .step {
                if let histogram = clocks[.response] { sum.add(histogram) }
            }
        }
        return sum
    }

    /// Writes every report of a run into its folder.
    static func write(_ input: ReportInput, to folder: RunFolder) throws {
        for format in ReportFormat.allCases {
            try FileOutput.replace(folder.path + "/" + format.fileName, with: format.bytes(input))
        }
    }
}
