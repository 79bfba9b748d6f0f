import Groundwork
import LoadPlan
import SLOAnalysis

/// Workflow commands that make GitHub Actions mark the scenario's lines.
public enum GitHubAnnotations {
    /// GitHub shows at most ten annotations of a kind for a step.
    private static let most = 10

    /// One line a missed or undecided objective, the worst first, and one for what makes the run invalid.
    public static func lines(_ input: ReportInput) -> [String] {
        let findings = input.verdict.findings
        let missed = findings.filter { $0.outcome == .fail } + findings.filter { $0.outcome == .invalid }
        var lines = missed.map { annotation("error", $0) }
        lines += input.verdict.audit.filter { $0.outcome == .invalid }.map {
            "::error title=\(property("INVALID: " + $0.check))::\(data($0.words))"
        }
        lines = shortened(lines, kind: "error")
        let undecided = findings.filter { $0.outcome == .inconclusive }.map { annotation("warning", $0) }
        return lines + shortened(undecided, kind: "warning")
    }

    private static func annotation(_ kind: String, _ finding: Finding) -> String {
        let place = finding.place
        return "::\(kind) file=\(property(place.file)),line=\(place.line),col=\(place.column),"
            + "title=\(property("\(finding.outcome.word): \(finding.text)"))::\(data(finding.reason))"
    }

    private static func shortened(_ lines: [String], kind: String) -> [String] {
        guard lines.count > most else { return lines }
        return lines.prefix(most - 1) + ["::\(kind)::and \(lines.count - most + 1) more; see the step's summary"]
    }

    /// Escapes a message as the runner unescapes it.
    static func data(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Escapes a property, where colon and comma have a meaning too.
    static func property(_ text: String) -> String {
        var result = ""
        for scalar in data(text).unicodeScalars {
            switch scalar {
            case ":": result += "%3A"
            case ",": result += "%2C"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
