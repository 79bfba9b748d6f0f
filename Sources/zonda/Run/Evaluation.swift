import Foundation
import LoadMetrics
import LoadPlan
import Reports
import SLOAnalysis
import ScenarioLanguage

/// From a stored run to its verdict and reports: the same path for a run just ended and for one from last month.
enum Evaluation {
    /// Reads the run in `folder`; what is wrong with its files ends the command with status 65.
    static func read(_ folder: RunFolder) throws(Stop) -> StoredRun {
        do {
            return try RunArchive.read(folder)
        } catch {
            throw Stop(.input, error.message)
        }
    }

    /// Judges a run against `objectives` and against the scenario's accepted baselines.
    static func judge(_ run: StoredRun, objectives: [Objective], baselines: BaselineStore) throws(Stop) -> Verdict {
        do {
            return Judge.judge(run: run, objectives: objectives, baselines: try baselines.read())
        } catch {
            throw Stop(.input, error.message)
        }
    }

    /// Judges a run, writes its reports beside it and prints the summary: the end of every command that judges.
    /// - Parameter baselines: the folder below which accepted runs are.
    /// - Returns: the status that the command ends with.
    static func conclude(
        _ run: StoredRun,
        in folder: RunFolder,
        objectives: [Objective],
        baselines: String
    ) throws(Stop) -> ExitStatus {
        let store = BaselineStore(root: baselines, scenario: run.record.scenario.name)
        let verdict = try judge(run, objectives: objectives, baselines: store)
        let input = input(run, verdict, baselines: store)
        try write(input, to: folder)
        Conclusion.publish(input, folder: folder)
        return ExitStatus(verdict.outcome)
    }

    /// The verdict that is stored with a run.
    static func storedVerdict(_ folder: RunFolder) throws(Stop) -> Verdict {
        let path = folder.verdict
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Stop(.input, "there is no \(path); 'zonda judge \(folder.path)' makes one")
        }
        do {
            return try VerdictJSON.read(Array(data))
        } catch {
            throw Stop(.input, "\(path) is not a verdict of this version; 'zonda judge \(folder.path)' makes one")
        }
    }

    /// What the reports are written from: the run, its verdict, and beside them what each cell says by itself and the
    /// accepted runs that it was compared with, where they are still there.
    static func input(_ run: StoredRun, _ verdict: Verdict, baselines: BaselineStore) -> ReportInput {
        let summary = RunSummary(run)
        let objectives = verdict.findings.flatMap { finding in
            ScenarioLanguage.parseObjectives(finding.text, file: finding.place.file).objectives
        }
        return ReportInput(
            run: run,
            verdict: verdict,
            summary: summary,
            cells: CellVerdict.cells(summary, of: run, objectives: objectives),
            baseline: accepted(verdict, baselines)
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
    static func write(_ input: ReportInput, to folder: RunFolder) throws(Stop) {
        for format in ReportFormat.allCases {
            do {
                try FileOutput.replace(folder.path + "/" + format.fileName, with: format.bytes(input))
            } catch {
                throw Stop(.internalError, error.message)
            }
        }
    }
}
