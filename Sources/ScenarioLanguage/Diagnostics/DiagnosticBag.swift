/// Collects what there is to say about a scenario; parser and analysis write into the same one.
final class DiagnosticBag {
    /// The texts that ranges refer to.
    let source: SourceMap
    private(set) var diagnostics: [Diagnostic] = []
    private var seen: Set<String> = []

    /// Past this many errors nothing more is added: the rest would be noise.
    static let limit = 200

    init(source: SourceFile) {
        self.source = SourceMap(source)
    }

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
    var isFull: Bool { diagnostics.count >= Self.limit }

    func error(_ code: String, _ title: String, at range: TextRange, _ label: String = "", help: String? = nil) {
        add(.error, code, title, range, label, help)
    }

    func warning(_ code: String, _ title: String, at range: TextRange, _ label: String = "", help: String? = nil) {
        add(.warning, code, title, range, label, help)
    }

    /// Says that nothing reads a declared name: `what` is its kind with its article, such as `the variable`.
    func unused(_ name: String, _ what: String, at range: TextRange, _ label: String) {
        add(.warning, "unused-name", "\(what) '\(name)' is never used", range, label, nil, subject: name)
    }

    func note(_ code: String, _ title: String, at range: TextRange, _ label: String = "", help: String? = nil) {
        add(.note, code, title, range, label, help)
    }

    /// Adds a diagnostic that points into another file.
    func add(_ diagnostic: Diagnostic) {
        let span = diagnostic.span
        guard !isFull, seen.insert("\(diagnostic.code) \(span.file) \(span.line) \(span.column)").inserted else {
            return
        }
        diagnostics.append(diagnostic)
    }

    private func add(
        _ severity: Diagnostic.Severity,
        _ code: String,
        _ title: String,
        _ range: TextRange,
        _ label: String,
        _ help: String?,
        subject: String? = nil
    ) {
        guard !isFull else { return }
        add(
            Diagnostic(
                severity: severity,
                code: code,
                title: title,
                span: source.span(range),
                label: label,
                help: help,
                subject: subject
            )
        )
    }

    /// All, in the order of the text; those of other files last.
    var sorted: [Diagnostic] {
        return diagnostics.enumerated().sorted { a, b in
            let (x, y) = (a.element.span, b.element.span)
            if x.file != y.file {
                let (first, second) = (source.order(of: x.file), source.order(of: y.file))
                if first != second { return first < second }
            }
            if x.line != y.line { return x.line < y.line }
            if x.column != y.column { return x.column < y.column }
            return a.offset < b.offset
        }.map(\.element)
    }
}
