/// The folder of one run, `results/SCENARIO/UTC-TIME-ID/`, and the names of its files.
public struct RunFolder: Sendable, Hashable {
    /// The folder's path, without a slash at its end.
    public var path: String

    /// The folder at `path`.
    public init(path: String) {
        var path = path
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = path
    }

    /// The folder of a run below the folder of all results.
    /// - Parameters:
    ///   - results: the folder of all results.
    ///   - scenario: ``RunRecord/ScenarioFacts/name``.
    ///   - id: ``RunRecord/id``.
    public init(results: String, scenario: String, id: String) {
        self.init(path: "\(results)/\(scenario)/\(id)")
    }

    /// The ``RunRecord``.
    public var record: String { path + "/run.json" }
    /// All histograms, as an HdrHistogram log with a tag for each series and clock.
    public var histograms: String { path + "/histograms.hlog" }
    /// While a run goes on, what is in no line of ``histograms`` yet: a killed run is read with it.
    public var unfinished: String { path + "/unfinished.hlog" }
    /// A ``TimelineTick`` a line.
    public var timeline: String { path + "/timeline.ndjson" }
    /// What setup made, for cleaning up: a ``CleanUpEntry`` a line; only its owner may read it.
    public var cleanUp: String { path + "/journal.ndjson" }
    /// The verdict as a value.
    public var verdict: String { path + "/verdict.json" }
    /// The report for people.
    public var report: String { path + "/report.html" }
    /// The verdict for CI servers.
    public var junit: String { path + "/junit.xml" }
    /// The summary for pull requests.
    public var summary: String { path + "/summary.md" }
}
