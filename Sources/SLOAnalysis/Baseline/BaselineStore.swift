import Foundation
import Groundwork
public import LoadMetrics

/// The accepted runs of a scenario, `baselines/SCENARIO/`: a file for each and `runs.txt`, the list of those that count.
///
/// Everything is text, fit for git. No file is ever replaced but the list, and that atomically.
public struct BaselineStore: Sendable {
    /// The folder of the scenario.
    public let folder: String

    /// The accepted runs of a scenario below the folder of all.
    public init(root: String, scenario: String) {
        folder = "\(root)/\(scenario)"
    }

    /// What is known of an accepted run without looking at its samples.
    public struct Entry: Sendable, Hashable, CustomStringConvertible {
        /// Where it came from.
        public var provenance: Baseline.Provenance
        /// Samples of its steps.
        public var samples: UInt64

        /// One line.
        public var description: String {
            "\(provenance.id)  \(provenance.verdict.rawValue)  \(Noun.counted(Figures.count(samples), "request"))  \(provenance.host.cpu) × "
                + "\(provenance.host.cores)  \(provenance.tool)"
        }
    }

    private var listPath: String { folder + "/runs.txt" }
    private func path(_ id: String) -> String { "\(folder)/\(id).json" }

    /// All accepted runs, oldest first; none if the scenario has no folder.
    public func read() throws(BaselineError) -> [Baseline] {
        var baselines: [Baseline] = []
        for id in try names() {
            let path = path(id)
            let baseline = try BaselineFile.baseline(Self.bytes(path), path: path)
            guard baseline.provenance.id == id else {
                throw .files("\(path) holds the run \(baseline.provenance.id), its name says \(id)")
            }
            baselines.append(baseline)
        }
        return baselines.sorted { $0.provenance.startedAt < $1.provenance.startedAt }
    }

    /// What is known of each accepted run, oldest first.
    public func list() throws(BaselineError) -> [Entry] {
        try read().map { baseline in
            let steps = baseline.series.indices.filter { baseline.series[$0].kind == .step }
            let samples = steps.reduce(UInt64(0)) { $0 &+ (baseline.totals[$1][.response]?.totalCount ?? 0) }
            return Entry(provenance: baseline.provenance, samples: samples)
        }
    }

    /// Accepts a run.
    /// - Parameters:
    ///   - run: the run.
    ///   - verdict: its verdict; an INVALID run is refused.
    ///   - allowingOtherHost: take it although its machine differs from the others'.
    /// - Returns: the path of the new file.
    /// - Throws: ``BaselineError`` that names what is wrong; nothing is changed then.
    public func accept(
        _ run: StoredRun,
        verdict: Verdict,
        allowingOtherHost: Bool = false
    ) throws(BaselineError) -> String {
        try requireSound(run, verdict)
        let present = try read()
        var differsInHost = false
        if let latest = present.last {
            let differences = Likeness.differences(run.record, latest.provenance)
            let hosts = Likeness.differences(run.record.host, latest.provenance.host)
            differsInHost = !hosts.isEmpty
            let counted = differences + (allowingOtherHost ? [] : hosts)
            guard counted.isEmpty else { throw .unlike(counted) }
        }
        let baseline = Baseline(
            provenance: Baseline.Provenance(run, verdict: verdict.outcome, acceptedFromOtherHost: differsInHost),
            series: run.record.series,
            totals: run.totals
        )
        let file: BaselineFile
        do {
            file = try BaselineFile(baseline)
        } catch {
            throw .files("the run's histograms cannot be written: \(error)")
        }
        let path = path(run.record.id)
        let ids = try names() + [run.record.id]
        let bytes = try file.bytes()
        do {
            try FileOutput.createFolder(folder)
            // A file that is there and not in the list is what an interrupted accept left: the same run, or in the way.
            if (try? FileInput.bytes(of: path)) != bytes { try FileOutput.create(path, with: bytes) }
            try FileOutput.replace(listPath, with: Self.list(ids))
        } catch {
            throw .files(error.message)
        }
        return path
    }

    /// Takes an accepted run out of the list and deletes its file. The list first: a file that no list names does not
    /// count, while a name without a file would make the whole list unreadable.
    /// - Throws: ``BaselineError`` if it is not in the list or cannot be taken out; nothing is changed then.
    public func drop(_ id: String) throws(BaselineError) {
        var ids = try names()
        guard let number = ids.firstIndex(of: id) else { throw .files("\(folder) holds no accepted run \(id)") }
        ids.remove(at: number)
        do {
            try FileOutput.replace(listPath, with: Self.list(ids))
        } catch {
            throw .files(error.message)
        }
        guard unlink(path(id)) == 0 || errno == ENOENT else {
            throw .files(
                "\(id) no longer counts, but \(path(id)) cannot be deleted: \(String(cString: strerror(errno)))"
            )
        }
    }

    private static func list(_ ids: [String]) -> [UInt8] {
        Array(("# Accepted runs, one a line; zonda baseline accept adds them.\n" + ids.map { $0 + "\n" }.joined()).utf8)
    }

    private func requireSound(_ run: StoredRun, _ verdict: Verdict) throws(BaselineError) {
        let record = run.record
        guard Self.isName(record.id) else { throw .refused("\"\(record.id)\" cannot name a file") }
        guard record.interventions == nil else { throw .refused("its load was changed by hand while it ran") }
        guard record.state == .complete else {
            throw .refused("it did not come to its end (\(record.state.rawValue))")
        }
        guard run.problems.isEmpty else { throw .refused(run.problems.joined(separator: "; ")) }
        guard verdict.outcome != .invalid else { throw .refused("its verdict is INVALID: \(verdict.reason)") }
        guard run.totals.contains(where: { $0[.response] != nil }) else { throw .refused("it holds no samples") }
        guard try !names().contains(record.id) else { throw .refused("it is accepted already") }
    }

    /// The names in the list. A folder without a list has none; a list that names no file says so when that is read.
    private func names() throws(BaselineError) -> [String] {
        let bytes: [UInt8]
        do {
            bytes = try FileInput.bytes(of: listPath)
        } catch {
            if case .missing = error { return [] }
            throw .files(error.message)
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
        let names = lines.filter { !$0.hasPrefix("#") }
        for name in names where !Self.isName(name) {
            throw .files("\(listPath) holds \"\(name.prefix(60))\", which names no run")
        }
        guard Set(names).count == names.count else { throw .files("\(listPath) names a run twice") }
        return names
    }

    private static func isName(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.count <= 100 && id.first != "."
            && id.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
            }
    }

    private static func bytes(_ path: String) throws(BaselineError) -> [UInt8] {
        do {
            return try FileInput.bytes(of: path)
        } catch {
            throw .files(error.message)
        }
    }
}
