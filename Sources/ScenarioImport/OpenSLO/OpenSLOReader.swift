import JSON

/// Objectives out of OpenSLO v1 documents, as lines of an `slo` block.
///
/// Source: OpenSLO specification v1 (github.com/OpenSLO/OpenSLO).
public enum OpenSLOReader {
    /// The objectives of all documents of kind SLO in a file, one a line. What cannot be verified by a run is said in a
    /// comment.
    /// - Throws: ``ImportError`` where the file is no OpenSLO, or where an objective would mean something else than it
    ///   says, such as a threshold without a unit.
    public static func objectives(_ bytes: [UInt8]) throws(ImportError) -> String {
        // Names and what is quoted of a document may be secrets too.
        do throws(ImportError) {
            return try lines(bytes).map { $0.hasPrefix("#") ? SecretScanner.censored($0) : $0 }.joined(separator: "\n")
                + "\n"
        } catch {
            throw ImportError(SecretScanner.censored(error.message))
        }
    }

    private static func lines(_ bytes: [UInt8]) throws(ImportError) -> [String] {
        let documents = try YAMLReader.documents(bytes, what: "OpenSLO")
        var indicators: [String: JSONValue] = [:]
        for document in documents where document["kind"]?.string == "SLI" {
            if let name = document["metadata"]?["name"]?.string { indicators[name] = document["spec"] }
        }
        let wanted = documents.filter { $0["kind"]?.string == "SLO" }
        guard !wanted.isEmpty else { throw ImportError("this is not OpenSLO: there is no document of kind SLO") }
        var lines: [String] = []
        for document in wanted {
            guard document["apiVersion"]?.string == "openslo/v1" else {
                throw ImportError(
                    "OpenSLO \(document["apiVersion"]?.scalarText ?? "without a version"): only openslo/v1 is read"
                )
            }
            lines += try OpenSLODocument(document, indicators).lines()
        }
        return lines
    }
}

/// One document of kind SLO.
struct OpenSLODocument {
    private let name: String
    private let spec: JSONValue
    private let labels: JSONValue?
    private let indicators: [String: JSONValue]

    init(_ document: JSONValue, _ indicators: [String: JSONValue]) throws(ImportError) {
        name = document["metadata"]?["name"]?.string ?? "an SLO without a name"
        labels = document["metadata"]?["labels"]
        guard let spec = document["spec"], spec.isObject else { throw ImportError("\(name): there is no spec") }
        self.spec = spec
        self.indicators = indicators
    }

    func lines() throws(ImportError) -> [String] {
        let objectives = spec["objectives"]?.items ?? []
        guard !objectives.isEmpty else { throw ImportError("\(name): there are no objectives") }
        var lines = ["# \(Self.oneLine(name))"]
        for objective in objectives {
            do throws(ImportError) {
                lines += try self.lines(objective)
            } catch {
                lines.append("# not translated: \(Self.oneLine(error.message))")
            }
        }
        return lines
    }

    /// The line of an objective, below a comment where a part of it says nothing about a run.
    private func lines(_ objective: JSONValue) throws(ImportError) -> [String] {
        let indicator = try indicator(objective)
        let target = try target(objective)
        let windows = try windows(target, objective)
        let share = windows?.share ?? target
        if let metric = indicator["thresholdMetric"] {
            let source = metric["metricSource"]
            let limit = try limit(objective, source)
            let line = "p\(Self.number(share * 100)) \(limit)\(try scope(source))\(windows?.words ?? "")"
            return Self.notes(source) + [line]
        }
        guard let ratio = indicator["ratioMetric"] else {
            throw ImportError("\(name): its indicator has neither a thresholdMetric nor a ratioMetric")
        }
        let source = (ratio["good"] ?? ratio["bad"] ?? ratio["total"] ?? ratio["raw"])?["metricSource"]
        let line = "availability >= \(Self.number(share * 100))%\(try scope(source))\(windows?.words ?? "")"
        return Self.notes(source) + [line]
    }

    /// Members of a metric source that ask a monitoring system: a run looks at its own answers instead.
    private static let queries: Set<String> = [
        "query", "queryType", "queries", "promql", "type", "source", "datasource",
    ]

    private static func notes(_ source: JSONValue?) -> [String] {
        let names = (source?["spec"]?.members ?? []).map(\.name).filter(queries.contains)
        guard !names.isEmpty else { return [] }
        return [
            "# the \(names.joined(separator: ", ")) of the metric source is not looked at: this is about the run's own answers"
        ]
    }

    private func indicator(_ objective: JSONValue) throws(ImportError) -> JSONValue {
        if let inline = spec["indicator"]?["spec"] ?? objective["indicator"]?["spec"] { return inline }
        guard let name = (objective["indicatorRef"] ?? spec["indicatorRef"])?.string else {
            throw ImportError("\(self.name): there is no indicator")
        }
        guard let found = indicators[name] else {
            throw ImportError("\(self.name): the indicator \(name) is not in this file; put both into one")
        }
        return found
    }

    private func target(_ objective: JSONValue) throws(ImportError) -> Double {
        let share = objective["target"]?.double ?? objective["targetPercent"]?.double.map { $0 / 100 }
        guard let share, share > 0, share < 1 else {
            throw ImportError("\(name): an objective needs a target between 0 and 1, or a targetPercent below 100")
        }
        return share
    }

    /// Of time slices: the share that each must reach, and the windows in words.
    private func windows(_ target: Double, _ objective: JSONValue) throws(ImportError) -> (
        share: Double, words: String
    )? {
        guard spec["budgetingMethod"]?.string == "Timeslices" else {
            if let method = spec["budgetingMethod"]?.string, method != "Occurrences" {
                throw ImportError("\(name): the budgeting method \(method) cannot be verified by a run")
            }
            return nil
        }
        guard let share = objective["timeSliceTarget"]?.double, share > 0, share < 1,
            let window = objective["timeSliceWindow"]?.scalarText, Self.isDuration(window)
        else { throw ImportError("\(name): time slices need a timeSliceTarget and a timeSliceWindow such as 1m") }
        return (share, " for \(Self.number(target * 100))% of \(window) windows")
    }

    private func limit(_ objective: JSONValue, _ source: JSONValue?) throws(ImportError) -> String {
        guard let value = objective["value"]?.double, value > 0 else {
            throw ImportError("\(name): a threshold needs a value above 0")
        }
        let sign: String
        switch objective["op"]?.string {
        case "lt": sign = "<"
        case "lte": sign = "<="
        case let other:
            throw ImportError("\(name): a latency is below a limit (lt or lte), not '\(other ?? "nothing")'")
        }
        let unit = source?["spec"]?["unit"]?.string ?? labels?["unit"]?.string
        switch unit {
        case "ms", "s": return "\(sign) \(Self.number(value))\(unit ?? "")"
        case "us", "µs": return "\(sign) \(Self.number(value / 1000))ms"
        case let other:
            throw ImportError(
                "\(name): OpenSLO gives thresholds no unit; state it as spec.unit of the metricSource (ms or s)"
                    + (other.map { ", not '\($0)'" } ?? "")
            )
        }
    }

    /// The scope that a metric source names by our words; what it would silently lose is refused.
    private func scope(_ source: JSONValue?) throws(ImportError) -> String {
        var words = ""
        let known = [
            ("of", " of "), ("step", " of "), ("except", " except "), ("from", " from "), ("region", " from "),
            ("flow", " in flow "), ("tenant", " for tenant "), ("phase", " during "), ("during", " during "),
        ]
        for member in source?["spec"]?.members ?? [] where member.name != "unit" && !Self.queries.contains(member.name)
        {
            guard let (_, word) = known.first(where: { $0.0 == member.name }), let value = member.value.scalarText
            else {
                throw ImportError(
                    "\(name): '\(member.name)' of the metricSource says nothing about a run; name a step, region, flow, "
                        + "tenant or phase instead"
                )
            }
            let isName = value.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || [0x20, 0x2A, 0x2C, 0x2D, 0x2E, 0x3F, 0x5F].contains(byte)
            }
            guard isName, !value.isEmpty else { throw ImportError("\(name): '\(Self.oneLine(value))' names nothing") }
            words += word + value
        }
        return words
    }

    private static func isDuration(_ text: String) -> Bool {
        guard let unit = text.last, "smh".contains(unit) else { return false }
        return text.dropLast().allSatisfy { $0.isASCII && $0.isNumber } && text.count > 1
    }

    private static func oneLine(_ text: String) -> String {
        String(text.excerpt(120).map { $0.isNewline ? " " : $0 })
    }

    /// A number without the noise of binary fractions: 0.95 × 100 is 95.
    private static func number(_ value: Double) -> String {
        let rounded = (value * 1e9).rounded() / 1e9
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : "\(rounded)"
    }
}
