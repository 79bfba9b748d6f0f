public import Groundwork
public import LoadPlan

/// Turns what one user does into lines to read.
public struct DebugPrinter {
    /// Longest body shown, in characters.
    private static let longestBody = 2_000
    private let mask: SecretMask
    /// Width of the terminal; only lines that can be told better in two are folded to it.
    private let columns: Int
    /// Something went wrong: a check, a capture or a request.
    public private(set) var failed = false
    /// What is being shown: an iteration, or a procedure of the run.
    private var what = "iteration"
    /// The iteration is over: what the user would do next is not shown.
    private var ended = false

    /// A printer that masks secrets.
    public init(mask: SecretMask, columns: Int = 80) {
        self.mask = mask
        self.columns = columns
    }

    /// The lines for one event.
    public mutating func lines(_ event: DebugEvent) -> [StyledLine] {
        switch event {
        case .flow, .procedure: ended = false
        default: if ended { return [] }
        }
        switch event {
        case .procedure(let name):
            what = name
            return [StyledLine(), StyledLine(mask.apply(name), .strong)]
        case .flow(let name):
            what = "iteration"
            return [StyledLine(), StyledLine("flow \(mask.apply(name))", .strong)]
        case .carrier(let choice):
            return [StyledLine(), StyledLine("carried by \(choice.words)", .quiet)]
        case .request(let place, let name, let method, let url, let headers, let body):
            var line = StyledLine("→ \(method) \(mask.apply(url))", .strong)
            line.append("   \(name)  \(place)", .quiet)
            return [StyledLine(), line] + self.headers(headers) + self.body(body)
        case .response(let status, let headers, let body, let phases):
            var line = StyledLine("← \(status)", status < 400 ? .good : .warning)
            line.append("   \(Figures.latency(phases.total))", .strong)
            return [line] + parts(phases) + self.headers(headers) + self.body(body)
        case .failure(let reason):
            failed = true
            return [StyledLine("✗ \(mask.apply(reason))", .bad)]
        case .check(let text, let place, let passed):
            if !passed { failed = true }
            var line = StyledLine(passed ? "  ✓ " : "  ✗ ", passed ? .good : .bad)
            line.append("expect \(mask.apply(text))", passed ? .normal : .bad)
            line.append("   \(place)", .quiet)
            return [line]
        case .outcome(let name):
            var line = StyledLine("  outcome ", .quiet)
            line.append(name)
            return [line]
        case .capture(let name, let value):
            return [assignment("capture", name, value)]
        case .assign(let name, let value):
            return [assignment("let", name, value)]
        case .round(let name, let value):
            return [StyledLine(), assignment("for", name, value)]
        case .retry(let number, let of, let nanoseconds):
            let words = "  retry \(number) of \(of) in \(Figures.duration(nanoseconds))"
            return [StyledLine(words, .warning)]
        case .think(let nanoseconds):
            return [StyledLine(), StyledLine("  think \(Figures.duration(nanoseconds))", .quiet)]
        case .ended(let how):
            ended = true
            return [StyledLine(), StyledLine("\(what) ended: \(mask.apply(how))", .strong)]
        }
    }

    private func assignment(_ keyword: String, _ name: String, _ value: String) -> StyledLine {
        var line = StyledLine("  \(keyword) ", .quiet)
        line.append(name, .accent)
        line.append(" = \(StyledLine.cut(mask.apply(value), to: 200))")
        return line
    }

    private func parts(_ phases: PhaseBreakdown) -> [StyledLine] {
        guard !phases.parts.isEmpty else { return [] }
        let words = PhaseText.parts(phases) + (phases.hasModelledNetwork ? "; \(PhaseText.modelled)" : "")
        return TerminalSummary.wrapped(words, indent: 2, columns: columns)
    }

    private func headers(_ headers: [(String, String)]) -> [StyledLine] {
        headers.map { StyledLine("    \($0.0): \(mask.apply(header: $0.0, $0.1))", .quiet) }
    }

    private func body(_ bytes: [UInt8]) -> [StyledLine] {
        guard !bytes.isEmpty else { return [] }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return [StyledLine("    (\(bytes.count) bytes that are not text)", .quiet)]
        }
        // Masked before it is cut: a secret at the cut must not show its first half.
        let shown = mask.apply(text)
        var lines = shown.prefix(Self.longestBody).split(whereSeparator: \.isNewline).map { StyledLine("    \($0)") }
        let rest = shown.count - Self.longestBody
        if rest > 0 { lines.append(StyledLine("    … and \(rest) characters more", .quiet)) }
        return lines
    }
}
