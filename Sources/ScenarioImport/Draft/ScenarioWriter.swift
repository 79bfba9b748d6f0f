import ScenarioLanguage

/// Prints a draft as a scenario, laid out as `zonda fmt` does.
struct ScenarioWriter {
    private let draft: Draft
    private var lines: [String] = []
    private var indent = 0

    /// Lines are kept this short where they can be broken.
    static let width = 100

    /// The scenario's text.
    static func write(_ draft: Draft) -> String {
        var writer = ScenarioWriter(draft)
        writer.writeAll()
        return ScenarioFormatter.format(writer.lines.joined(separator: "\n") + "\n")
    }

    private init(_ draft: Draft) { self.draft = draft }

    // MARK: Lines

    mutating func line(_ text: String) { lines.append(String(repeating: " ", count: indent * 2) + text) }

    /// A comment, broken into lines.
    mutating func comment(_ text: String) {
        let room = Self.width - indent * 2
        var row = ""
        for word in Spelling.comment(draft.secrets.veil(text)).split(separator: " ", omittingEmptySubsequences: true) {
            // A word that is itself too long is cut short: a comment is there to be read.
            let word = word.count > 300 ? word.prefix(300) + "…" : word
            if !row.isEmpty, row.count + 1 + word.count > room {
                line("# " + row)
                row = ""
            }
            row += (row.isEmpty ? "" : " ") + word
        }
        line(row.isEmpty ? "#" : "# " + row)
    }

    mutating func nested(_ body: (inout ScenarioWriter) -> Void) {
        indent += 1
        body(&self)
        indent -= 1
    }

    func veil(clause: String) -> String { draft.secrets.veil(clause: clause) }

    func veil(_ text: DraftText) -> DraftText { draft.secrets.veil(text) }

    // MARK: The file

    private mutating func writeAll() {
        for text in draft.heading { comment(text) }
        line("")
        let title = draft.title.isEmpty ? "Imported" : draft.title
        line("scenario " + Spelling.quoted(draft.secrets.veil(title)))
        line("target   " + Spelling.quoted(draft.target) + (draft.ways.isEmpty ? "" : " {"))
        if !draft.ways.isEmpty {
            nested { writer in for way in writer.draft.ways { writer.line(way) } }
            line("}")
        }
        let others = draft.otherHosts
        if !others.isEmpty { line("targets  " + others.map { Spelling.quoted($0) }.joined(separator: " ")) }
        writeDeclarations()
        for flow in draft.flows { write(flow) }
        line("")
        block("load", draft.load)
        line("")
        block("slo", draft.objectives)
    }

    private mutating func writeDeclarations() {
        for parameter in draft.parameters {
            // A parameter's value is fixed: one that holds a secret stays out.
            let isOpen = draft.secrets.veil(parameter.value) == parameter.value
            let value = isOpen ? parameter.value : "\"\""
            line("param    \(parameter.name) = \(value)" + trailing(isOpen ? parameter.comment : "held a secret"))
        }
        for secret in draft.secrets.declared { line("secret   \(secret.name)" + trailing(secret.comment)) }
    }

    private func trailing(_ text: String?) -> String {
        guard let text, !text.isEmpty else { return "" }
        return "  # " + Spelling.comment(draft.secrets.veil(String(text.prefix(4096))).excerpt(200))
    }

    private mutating func block(_ head: String, _ content: [String]) {
        line(head + " {")
        nested { writer in
            for text in content {
                if text.hasPrefix("#") { writer.comment(String(text.dropFirst(2))) } else { writer.line(text) }
            }
        }
        line("}")
    }

    private mutating func write(_ flow: Draft.Flow) {
        line("")
        for text in flow.comments { comment(text) }
        line("flow \(flow.name)" + (flow.weight.map { " weight \($0)" } ?? "") + " {")
        nested { writer in
            if !flow.defaults.isEmpty || !flow.defaultClauses.isEmpty || flow.auth != nil {
                writer.line("defaults {")
                writer.nested { writer in
                    for field in flow.defaults { writer.field("header", field) }
                    if let auth = flow.auth { writer.write(auth) }
                    for clause in flow.defaultClauses { writer.line(clause) }
                }
                writer.line("}")
                writer.line("")
            }
            writer.write(flow.steps)
        }
        line("}")
    }

    private mutating func write(_ steps: [Draft.Step]) {
        for (index, step) in steps.enumerated() {
            switch step {
            case .request(let request):
                if index > 0, case .request = steps[index - 1] { line("") }
                write(request)
            case .think(let time):
                line("")
                line("think \(time)")
                if index + 1 < steps.count { line("") }
            case .comment(let text): comment(text)
            case .line(let text): line(text)
            case .group(let name, let body): blockStep("group \(name)", body, isFirst: index == 0)
            case .parallel(let body): blockStep("parallel", body, isFirst: index == 0)
            case .rounds(let count, let body): blockStep("repeat \(count)", body, isFirst: index == 0)
            }
        }
    }

    private mutating func blockStep(_ head: String, _ body: [Draft.Step], isFirst: Bool) {
        if !isFirst { line("") }
        line(head + " {")
        nested { $0.write(body) }
        line("}")
    }
}
