import Groundwork
import LoadMetrics

/// An accepted run as a file: JSON with the histograms in HdrHistogram's V2 encoding, one a line, so that git shows what
/// changed.
struct BaselineFile: Codable {
    static let schemaVersion = 1

    var schema = BaselineFile.schemaVersion
    var provenance: Baseline.Provenance
    var series: [Entry]

    /// A series and its histograms in Base64.
    struct Entry: Codable {
        var key: SeriesKey
        var count: UInt64
        var response: String
        var service: String?
        /// The other clocks by name; baselines of earlier versions have none.
        var phases: [String: String]?
    }

    /// What is kept of a run: series that have samples.
    init(_ baseline: Baseline) throws(HistogramError) {
        provenance = baseline.provenance
        series = []
        for (index, key) in baseline.series.enumerated() {
            guard baseline.totals.indices.contains(index), let response = baseline.totals[index][.response] else {
                continue
            }
            var key = key
            var phases: [String: String] = [:]
            for clock in SampleClock.allCases where !clock.isPrecise {
                phases[clock.rawValue] = try baseline.totals[index][clock]?.base64()
            }
            // Numbers of limits mean something in their own run only.
            key.thresholds = []
            series.append(
                Entry(
                    key: key,
                    count: response.totalCount,
                    response: try response.base64(),
                    service: try baseline.totals[index][.service]?.base64(),
                    phases: phases.isEmpty ? nil : phases
                )
            )
        }
    }

    /// The file's content.
    func bytes() throws(BaselineError) -> [UInt8] {
        do {
            return try CanonicalJSON.bytes(self)
        } catch {
            throw .files("the run cannot be written: \(error.message)")
        }
    }

    /// Reads a file's content and checks that it says what it holds.
    static func baseline(_ bytes: [UInt8], path: String) throws(BaselineError) -> Baseline {
        let file: BaselineFile
        do {
            file = try CanonicalJSON.decode(BaselineFile.self, from: bytes, version: SchemaVersion(schemaVersion))
        } catch {
            throw .files("\(path) is not an accepted run that can be read: \(error.message)")
        }
        var totals: [[SampleClock: Histogram]] = []
        for entry in file.series {
            do {
                var clocks: [SampleClock: Histogram] = [:]
                clocks[.response] = try Histogram(base64: entry.response)
                if let service = entry.service { clocks[.service] = try Histogram(base64: service) }
                guard clocks.values.allSatisfy({ $0.totalCount == entry.count }) else {
                    throw HistogramError.malformed("\(entry.count) samples are stated, there are others")
                }
                for (name, text) in entry.phases ?? [:] {
                    guard let clock = SampleClock(rawValue: name), !clock.isPrecise else { continue }
                    let histogram = try Histogram(base64: text)
                    guard histogram.totalCount <= entry.count else {
                        throw HistogramError.malformed("\(entry.count) samples are stated, \(name) has more")
                    }
                    clocks[clock] = histogram
                }
                totals.append(clocks)
            } catch {
                throw .files("\(path), series \(entry.key.name) from \(entry.key.region): \(error)")
            }
        }
        return Baseline(provenance: file.provenance, series: file.series.map(\.key), totals: totals)
    }
}
