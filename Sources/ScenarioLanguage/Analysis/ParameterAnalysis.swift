import LoadPlan

/// Parameters and secrets: their values come from the text, the command line and the environment.
struct ParameterAnalysis {
    let bag: DiagnosticBag
    let names: Namespace
    let options: CompileOptions
    /// Texts of the command line that diagnostics point into.
    private(set) var sources: [SourceFile] = []

    init(bag: DiagnosticBag, names: Namespace, options: CompileOptions) {
        self.bag = bag
        self.names = names
        self.options = options
    }

    /// `param NAME = VALUE`, or what `-p` says instead.
    mutating func declare(_ name: NameSyntax, _ expression: ExpressionSyntax) {
        guard names.declare(name, as: "parameter", in: bag) else { return }
        guard let value = Self.constant(expression) else {
            bag.error(
                "parameter-value",
                "a parameter's value is not constant",
                at: expression.range,
                "write a number, a text, a length of time, true or false"
            )
            names.setParameter(name.text, Namespace.Parameter(value: .none, range: name.range))
            return
        }
        var parameter = Namespace.Parameter(value: value, range: name.range)
        if let typed = options.parameters[name.text] {
            if let replaced = Self.value(typed, like: value) {
                parameter.value = replaced
            } else {
                report(
                    name.text,
                    "parameter-type",
                    "a value that does not fit the parameter '\(name.text)'",
                    column: name.text.count + 2,
                    length: typed.count,
                    "\(Self.kindName(value)) is needed, like \(Self.text(value))"
                )
            }
        }
        names.setParameter(name.text, parameter)
    }

    /// Parameters of the command line that the scenario does not have.
    mutating func reportUnknown() {
        for name in options.parameters.keys.sorted() where names.parameters[name] == nil {
            report(
                name,
                "unknown-parameter",
                "the scenario has no parameter '\(name)'",
                column: 1,
                length: name.count,
                Suggestion.label(for: name, in: names.parameterNames) ?? "it has no parameters"
            )
        }
    }

    /// `secret NAME`.
    func declareSecret(_ name: NameSyntax) {
        guard names.declare(name, as: "secret", in: bag) else { return }
        let value = options.secrets(name.text)
        if value == nil {
            let help =
                "set the environment variable \(name.text), or pass --secrets FILE with a line \(name.text)=…; "
                + "never write it into the scenario"
            if options.secretsMayBeMissing {
                bag.note(
                    "missing-secret",
                    "the secret '\(name.text)' is not set",
                    at: name.range,
                    "a run needs it",
                    help: help
                )
            } else {
                bag.error(
                    "missing-secret",
                    "the secret '\(name.text)' is not set",
                    at: name.range,
                    "its value is needed",
                    help: help
                )
            }
        }
        names.secrets.append(Plan.Secret(name: name.text, value: value.map { sendable($0, name) } ?? ""))
    }

    /// A secret as it can be sent. A file or a pasted text often ends with a line break, which no header can hold: what is
    /// sent and what is masked must be the same bytes.
    private func sendable(_ value: String, _ name: NameSyntax) -> String {
        let blank: (Unicode.Scalar) -> Bool = { $0 == " " || ("\t"..."\r").contains($0) }
        let scalars = value.unicodeScalars
        let kept = scalars.drop(while: blank).reversed().drop(while: blank).reversed()
        let trimmed = String(String.UnicodeScalarView(kept))
        if trimmed.unicodeScalars.count != scalars.count {
            bag.warning(
                "secret-blanks",
                "the secret '\(name.text)' has blanks or line breaks around it",
                at: name.range,
                "they are taken off; set it without them"
            )
        }
        if trimmed.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F }) {
            bag.error(
                "secret-lines",
                "the secret '\(name.text)' has a line break or another control character in it",
                at: name.range,
                "no header or path can hold it; give each line a secret of its own"
            )
        }
        return trimmed
    }

    private mutating func report(
        _ name: String,
        _ code: String,
        _ title: String,
        column: Int,
        length: Int,
        _ label: String
    ) {
        let path = "-p"
        let text = "\(name)=\(options.parameters[name] ?? "")"
        // Each mistake stands on a line of its own in a text that stands for the command line.
        let before = sources.isEmpty ? "" : String(decoding: sources[0].bytes, as: UTF8.self) + "\n"
        sources = [SourceFile(path: path, bytes: Array((before + text.filter { !$0.isNewline }).utf8))]
        bag.add(
            Diagnostic(
                severity: .error,
                code: code,
                title: title,
                span: Span(file: path, line: sources[0].lineCount, column: column, length: max(1, length)),
                label: label
            )
        )
    }

    // MARK: Values

    static func constant(_ expression: ExpressionSyntax) -> Value? {
        switch expression.kind {
        case .literal(let value): return value == .none ? nil : value
        case .unary(.minus, let operand):
            switch constant(operand) {
            case .integer(let integer): return .integer(-integer)
            case .number(let number): return .number(-number)
            case .duration(let duration): return .duration(-duration)
            default: return nil
            }
        default: return nil
        }
    }

    /// What was typed, as a value of the same kind as the default.
    static func value(_ typed: String, like sample: Value) -> Value? {
        switch sample {
        case .integer, .number:
            if let integer = Int64(typed) { return .integer(integer) }
            guard let number = Double(typed), number.isFinite else { return nil }
            return .number(number)
        case .duration:
            guard case .success(let duration) = DurationText.parse(typed) else { return nil }
            return .duration(duration)
        case .bool: return typed == "true" ? .bool(true) : typed == "false" ? .bool(false) : nil
        default: return .text(typed)
        }
    }

    static func kindName(_ value: Value) -> String {
        switch value {
        case .integer, .number: "a number"
        case .duration: "a length of time"
        case .bool: "true or false"
        default: "a text"
        }
    }

    /// A value as it is written in a scenario.
    static func text(_ value: Value) -> String {
        switch value {
        case .none: "none"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .text(let value): value
        case .duration(let value): DurationText.write(value)
        case .date, .list: ""
        }
    }
}
