import ArgumentParser
import Foundation
import LoadMetrics

/// Where a pipeline wants a run's files besides the run's own folder.
struct CopyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Also write junit.xml to this file.", valueName: "file"))
    var junit: String?

    @Option(help: ArgumentHelp("Also write summary.md to this file.", valueName: "file"))
    var summary: String?

    @Option(help: ArgumentHelp("Also write report.html to this file.", valueName: "file"))
    var report: String?

    func validate() throws {
        for (name, path) in [("junit", junit), ("summary", summary), ("report", report)] where path?.isEmpty == true {
            throw ValidationError("--\(name) must name a file; is a variable empty?")
        }
    }

    /// Copies what was asked for; each file is replaced in one step.
    func copy(from folder: RunFolder) throws(Stop) {
        for (source, path) in [(folder.junit, junit), (folder.summary, summary), (folder.report, report)] {
            guard let path else { continue }
            guard let data = FileManager.default.contents(atPath: source),
                (try? data.write(to: URL(fileURLWithPath: path), options: .atomic)) != nil
            else { throw Stop(.internalError, "cannot write \(path); the run is in \(folder.path)") }
        }
    }
}
