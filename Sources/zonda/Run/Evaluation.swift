import Foundation
import LoadMetrics
import LoadPlan
import Reports
import SLOAnalysis

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

    /// What the reports are written from.
    static func input(_ run: StoredRun, _ verdict: Verdict) -> ReportInput {
        ReportInput(run: run, verdict: verdict, summary: RunSummary(run))
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
