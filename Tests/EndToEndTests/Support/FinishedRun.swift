import Foundation
import Groundwork
import LoadMetrics
import LoadTestKit
import Testing

/// A run that has ended: what it said, and what it left.
struct FinishedRun {
    let ending: ChildProcess.Ending
    /// The run's folder; `nil` where nothing was measured.
    let path: String?
    /// What must last as long as its files.
    private let kept: [any Sendable]

    init(_ ending: ChildProcess.Ending, results: String, keeping kept: [any Sendable]) {
        self.ending = ending
        self.kept = kept
        path = Self.folder(below: results)
    }

    /// The folder of the only run below `results`.
    static func folder(below results: String) -> String? {
        let files = FileManager.default.enumerator(atPath: results)?.compactMap { $0 as? String } ?? []
        return files.first { $0.hasSuffix("/run.json") }.map { "\(results)/\($0.dropLast("/run.json".count))" }
    }

    /// Everything it printed, for messages.
    var printed: String { "exit status \(ending.status)\n\(ending.output)\n\(ending.errors)" }

    /// Checks the exit status. INVALID (97) is right as well, always: a stall of the machine makes a run untrustworthy,
    /// and the run has to say so.
    func expectStatus(_ statuses: Int32..., sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(statuses.contains(ending.status) || ending.status == 97, "\(printed)", sourceLocation: sourceLocation)
    }

    /// The run's folder.
    func folder() throws -> String {
        guard let path else { throw ChildProcess.Failure(description: "there is no run: \(printed)") }
        return path
    }

    /// A file's text.
    func text(_ name: String) throws -> String {
        try String(contentsOfFile: "\(folder())/\(name)", encoding: .utf8)
    }

    /// A JSON file's value, which is as its schema in docs/schema says.
    func json(_ name: String) throws -> JSONValue {
        let value = try JSONValue(try text("\(name).json").utf8)
        #expect(try JSONSchema(named: name).problems(value) == [])
        return value
    }

    /// What `run.json` says.
    func record() throws -> RunRecord {
        try JSONDecoder().decode(RunRecord.self, from: Data(try text("run.json").utf8))
    }

    /// Percentiles of good requests by one clock.
    func figures(_ clock: String, of parts: [String] = []) throws -> HistogramFigures {
        try HistogramFigures(try text("histograms.hlog"), clock: clock, of: parts)
    }

    /// Samples of the steps that `wanted` picks.
    func samples(_ wanted: (SeriesKey) -> Bool) throws -> UInt64 {
        let stored = try RunArchive.read(RunFolder(path: try folder()))
        return stored.record.series.indices.reduce(0) { sum, index in
            let key = stored.record.series[index]
            guard key.kind == .step, wanted(key) else { return sum }
            return sum + (stored.total(index, .response)?.totalCount ?? 0)
        }
    }

    /// The verdict's findings.
    func findings() throws -> [JSONValue] { try json("verdict")["findings"]?.elements ?? [] }

    /// Judges the run again.
    func judge(_ options: [String] = []) throws -> ChildProcess.Ending {
        try ZondaCommand.run(["judge", try folder()] + options)
    }

    /// Failures by kind.
    func failures() throws -> [String: Int] {
        try record().failures.reduce(into: [:]) { $0[$1.kind, default: 0] += Int($1.count) }
    }
}
