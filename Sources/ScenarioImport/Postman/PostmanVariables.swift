import JSON

/// What the `{{x}}` of a collection stand for: values taken from answers, parameters, secrets, functions.
struct PostmanVariables {
    private(set) var markers = Markers()
    var secrets = SecretKeeper()
    private(set) var parameters: [Draft.Parameter] = []
    /// Values that the collection gives.
    private let values: [String: String]
    /// Variables that the collection or the environment calls secret.
    private let secretNames: Set<String>
    /// Variables whose value nobody says and that are a part of an address.
    private(set) var openHosts: Set<String> = []
    /// Variables that are taken from answers somewhere in the flow.
    let captured: Set<String>
    private var names: [String: String] = [:]
    private var scope = NameScope(separator: "_")
    /// Dynamic variables that have no counterpart.
    private(set) var unknown: Set<String> = []

    init(_ collection: JSONValue, captured: Set<String>, options: ImportOptions) {
        var values: [String: String] = [:]
        var secretNames = options.secretVariables
        for variable in collection["variable"]?.items ?? [] {
            guard let key = (variable["key"] ?? variable["id"])?.string, !(variable["disabled"]?.bool ?? false) else {
                continue
            }
            values[key] = Markers.cleaned(variable["value"]?.scalarText ?? "")
            if variable["type"]?.string == "secret" { secretNames.insert(key) }
        }
        self.values = values.merging(options.environment) { $1 }
        self.secretNames = secretNames
        self.captured = captured
    }

    private func isSecret(_ name: String) -> Bool {
        let value = values[name] ?? ""
        return secretNames.contains(name) || Sensitive.isField(name) || Sensitive.isField(name, value: value)
            || SecretScanner.hasShape(value)
    }

    /// The value is more than one segment of a path: a place would encode its slashes.
    func isPath(_ name: String) -> Bool {
        !captured.contains(name) && !isSecret(name) && (values[name]?.contains("/") ?? false)
    }

    /// Takes note of what is missing from an address.
    mutating func noteHost(_ text: String) {
        for name in Self.used(in: text) where values[name]?.isEmpty ?? true {
            openHosts.insert(name.excerpt(60))
        }
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
                guard let value = values[name], !value.isEmpty, !captured.contains(name), !isSecret(name),
                    value.count < 1000
                else {
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
            unknown.insert(name.excerpt(60))
            return "lorem(1)"
        }
        if captured.contains(name) { return scope.take(Names.variable(name)) }
        let value = values[name] ?? ""
        if isSecret(name) {
            return secrets.name(for: value, hint: name, comment: "the variable \(name)")
        }
        let parameter = scope.take(Names.variable(name))
        let comment = values[name] == nil ? "the collection does not say what it is" : nil
        parameters.append(Draft.Parameter(name: parameter, value: Self.literal(value), comment: comment))
        return parameter
    }

    /// What a variable has before any answer gives it a value.
    func initialValue(_ name: String) -> String { isSecret(name) ? "\"\"" : Self.literal(values[name] ?? "") }

    private static func literal(_ value: String) -> String {
        if value.utf8.count <= 15, let number = Int(value), String(number) == value, number >= 0 { return value }
        if value == "true" || value == "false" { return value }
        return Spelling.quoted(String(value.prefix(2000)))
    }

    /// Postman's own variables that a function stands for.
    private static func dynamic(_ name: String) -> String? {
        switch name.lowercased() {
        case "$guid", "$randomuuid": "uuid()"
        case "$isotimestamp", "$randomdaterecent", "$randomdatefuture", "$randomdatepast": "now()"
        case "$timestamp": "timestamp()"
        case "$randombankaccount": "random(10000000, 99999999)"
        case "$randomprice": "random(1, 1000)"
        case "$randomloremparagraph", "$randomloremsentences", "$randomphrase": "lorem(20)"
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
