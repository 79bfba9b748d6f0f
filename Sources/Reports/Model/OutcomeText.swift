import SLOAnalysis

/// How outcomes are named and marked everywhere.
extension Verdict.Outcome {
    /// `PASS`, `FAIL`, `INCONCLUSIVE` or `INVALID`.
    var word: String { rawValue }

    /// A mark that tells outcomes apart without colour.
    var mark: String {
        switch self {
        case .pass: "✓"
        case .fail: "✗"
        case .inconclusive: "?"
        case .invalid: "!"
        }
    }

    /// Class in the style sheet.
    var style: String {
        switch self {
        case .pass: "pass"
        case .fail: "fail"
        case .inconclusive: "inconclusive"
        case .invalid: "invalid"
        }
    }

    /// Tone on a terminal.
    var tone: TerminalStyle.Tone {
        switch self {
        case .pass: .good
        case .fail, .invalid: .bad
        case .inconclusive: .warning
        }
    }
}

extension AuditFinding.Outcome {
    /// A mark that tells outcomes apart without colour.
    var mark: String {
        switch self {
        case .ok: "✓"
        case .warning: "!"
        case .invalid: "✗"
        }
    }

    /// Tone on a terminal.
    var tone: TerminalStyle.Tone {
        switch self {
        case .ok: .good
        case .warning: .warning
        case .invalid: .bad
        }
    }
}
