import JSON

/// What the `{{x}}` of a collection stand for: values taken from answers, parameters, secrets, functions.
struct PostmanVariables {
    private(set) var markers = Markers()
    var secrets = SecretKeeper()
    private(set) var parameters: [Draft.Parameter] = []
    /// Values that the collection gives.
    private let values: [String: String]
    /// Variables that are taken from answers somewhere in the flow.
    let captured: Set<String>
    private var names: [String: String] = [:]
    private var scope = NameScope(separator: "_")
    /// Dynamic variables that have no counterpart.
    private(set) var unknown: Set<String> = []

    init(_ collection: JSONValue, captured: Set<String>) {
        var values: [String: String] = [:]
        for variable in collection["variable"]?.items ?? [] {
            guard let key = (variable["key"] ?? variable["id"])?.string else { continue }
            values[key] = Markers.cleaned(variable["value"]?.scalarText ?? "")
        }
        self.values = values
        self.captured = captured
    }

    /// The names that stand in a text as `{{x}}`.
    static func used(in text: String) -> [String] {
        text.matches(of: /\{\{\s*([^{}\s][^{}]{0,80}?)\s*\}\}/).map { String($0.1) }
    }

    /// A text with stand-ins for its `{{x}}`.
    mutating func marked(_ text: String) -> String {
        let text = Markers.cleaned(text)
        guard TextSearch.contains(text, "{{") else { return text }
        var result = ""
        var rest = text[...]
        while let match = rest.firstMatch(of: /\{\{\s*([^{}\s][^{}]{0,80}?)\s*\}\}/) {
            result += rest[..<match.range.lowerBound]
            let expression = expression(String(match.1))
            result += markers.mark(expression)
            rest = rest[match.range.upperBound...]
        }
        return result + rest
    }

    /// A text whose variables are put in where the collection gives their values; others stay `{{x}}`.
    func filledIn(_ text: String) -> String {
        var result = text
        for _ in 0..<4 {
            var next = result
            for name in Set(Self.used(in: result)) {
                guard let value = values[name], !value.isEmpty, !captured.contains(name), value.count < 1000 else {
                    continue
                }
                next = next.replacing("{{\(name)}}", with: value)
            }
            if next == result || next.count > 10_000 { break }
            result = next
        }
        return result
    }

    /// The expression for a variable.
    mutating func expression(_ name: String) -> String {
        if let known = names[name] { return known }
        let expression = makeExpression(name)
        names[name] = expression
        return expression
    }

    private mutating func makeExpression(_ name: String) -> String {
        if name.hasPrefix("$") {
            if let function = Self.dynamic(name) { return function }
            unknown.insert(String(name.prefix(60)))
            return "lorem(1)"
        }
        if captured.contains(name) { return scope.take(Names.variable(name)) }
        let value = values[name] ?? ""
        if Sensitive.isField(name) {
            return secrets.name(for: value, hint: name, comment: "the variable \(name)")
        }
        let parameter = scope.take(Names.variable(name))
        let comment = values[name] == nil ? "the collection does not say what it is" : nil
        parameters.append(Draft.Parameter(name: parameter, value: Self.literal(value), comment: comment))
        return parameter
    }

    /// What a variable has before any answer gives it a value.
    func initialValue(_ name: String) -> String { Sensitive.isField(name) ? "\"\"" : Self.literal(values[name] ?? "") }

    private static func literal(_ value: String) -> String {
        if value.utf8.count <= 15, let number = Int(value), String(number) == value, number >= 0 { return value }
        if value == "true" || value == "false" { return value }
        return Spelling.quoted(String(value.prefix(2000)))
    }

    /// Postman's own variables that a function stands for.
    private static func dynamic(_ name: String) -> String? {
        switch name.lowercased() {
        case "$guid", "$randomuuid": "uuid()"
        case "$isotimestamp": "now()"
        case "$randomint": "random(0, 1000)"
        case "$randomemail", "$randomexampleemail": "email()"
        case "$randomfullname", "$randomfirstname", "$randomlastname", "$randomnameprefix": "name()"
        case "$randomphonenumber": "phone_ar()"
        case "$randomloremsentence": "lorem(8)"
        case "$randomloremword", "$randomword": "lorem(1)"
        case "$randomboolean": "choice(true, false)"
        default: nil
        }
    }
}
