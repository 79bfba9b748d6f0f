import Groundwork
public import LoadMetrics
public import LoadPlan
public import SLOAnalysis

/// Forms in which other tools read the objectives that a run was judged by.
public enum ObjectiveExport: String, Sendable, CaseIterable {
    /// OpenSLO v1, with what the run said about each.
    case openSLO = "openslo"
    /// Recording and alert rules for Prometheus.
    case prometheusRules = "prometheus-rules"

    /// The objectives as text.
    /// - Parameters:
    ///   - objectives: what is exported.
    ///   - record: the run, for names and places.
    ///   - verdict: what the run said; findings are found by the objectives' text.
    public func text(_ objectives: [Objective], record: RunRecord, verdict: Verdict?) -> String {
        switch self {
        case .openSLO: OpenSLODocuments(objectives, record, verdict).text()
        case .prometheusRules: PrometheusRules(objectives, record).text()
        }
    }
}

/// Names and texts in YAML.
enum YAMLText {
    /// A text in double quotes, which YAML reads as JSON does.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in StyledLine.cleaned(text).unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A name of lower-case letters, digits and `separator`, at most 63 long, as DNS labels are.
    static func name(_ text: String, separator: Character = "-") -> String {
        var name = ""
        for byte in text.lowercased().utf8 {
            let character = Character(UnicodeScalar(byte))
            if (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) {
                name.append(character)
            } else if name.last != separator, !name.isEmpty {
                name.append(separator)
            }
        }
        name = String(name.prefix(63))
        while name.last == separator { name.removeLast() }
        return name.isEmpty ? "objective" : name
    }

    /// A number without the noise of binary fractions.
    static func number(_ value: Double) -> String {
        Decimal.trimmed(Decimal.fixed(value, 9))
    }
}
