import JSON

/// Makes plausible values of schemas: examples where there are any, values of the right type and format otherwise.
struct SchemaValue {
    let description: Description
    var secrets: SecretKeeper
    /// Values still to be made: a schema may describe more than anybody wants to read.
    private var left = 400
    /// References on the way, so that a schema that holds itself ends.
    private var open: [String] = []
    /// Properties whose pattern could not be kept.
    private(set) var patterns: [String] = []

    private static let depthLimit = 10

    init(description: Description, secrets: SecretKeeper) {
        self.description = description
        self.secrets = secrets
    }

    /// A value by a schema, for a property or parameter of this name.
    mutating func value(_ schema: JSONValue?, name: String) -> DraftJSON {
        left -= 1
        guard let schema, left > 0, open.count < Self.depthLimit else { return .bare("null") }
        let reference = schema["$ref"]?.string
        if let reference, open.contains(reference) { return .bare("null") }
        open.append(reference ?? "")
        defer { open.removeLast() }
        guard let schema = description.resolve(schema) else { return .bare("null") }
        return example(of: schema, name) ?? made(schema, name)
    }

    // MARK: Examples

    /// `example`, the first of `examples`, `const`, `default`, or one of `enum`.
    mutating func example(of holder: JSONValue, _ name: String) -> DraftJSON? {
        for word in ["example", "const", "default"] {
            if let value = holder[word] { return kept(value, name) }
        }
        if let examples = holder["examples"] {
            if let first = examples.items.first { return kept(first, name) }
            if let first = examples.members.first.flatMap({ description.resolve($0.value) }), let value = first["value"]
            {
                return kept(value, name)
            }
        }
        guard let choices = holder["enum"]?.items.filter({ $0 != .null }), let first = choices.first else { return nil }
        let texts = choices.prefix(6).compactMap(\.string)
        guard texts.count > 1, texts.count == choices.count, !Sensitive.isField(name) else { return kept(first, name) }
        return .text(.place("choice(" + texts.map { Spelling.quoted($0) }.joined(separator: ", ") + ")"))
    }

    private mutating func kept(_ value: JSONValue, _ name: String) -> DraftJSON {
        // A scalar has no member around it that would tell its name.
        let wrapped = JSONValue.object([JSONMember(name: name, value: value)])
        guard case .object(let members) = RequestMaker.jsonBody(wrapped, secrets: &secrets) else {
            return .bare("null")
        }
        return members[0].value
    }

    // MARK: Types

    private mutating func made(_ schema: JSONValue, _ name: String) -> DraftJSON {
        if let all = schema["allOf"]?.items, !all.isEmpty { return merged([schema.without("allOf")] + all, name) }
        for word in ["oneOf", "anyOf"] {
            if let first = schema[word]?.items.first(where: { $0["type"]?.string != "null" }) {
                return value(first, name: name)
            }
        }
        switch type(of: schema) {
        case "object": return .object(properties(of: schema))
        case "array":
            let count = max(1, min(schema["minItems"]?.int ?? 1, 3))
            let item = value(schema["items"], name: name)
            return .array(Array(repeating: item, count: count))
        case "integer", "number": return number(schema)
        case "boolean": return .bare("true")
        case "null": return .bare("null")
        default: return text(schema, name)
        }
    }

    private func type(of schema: JSONValue) -> String {
        if let type = schema["type"]?.string { return type }
        if let type = schema["type"]?.items.compactMap(\.string).first(where: { $0 != "null" }) { return type }
        if schema["properties"] != nil { return "object" }
        return schema["items"] != nil ? "array" : "string"
    }

    /// Objects of several schemas in one.
    private mutating func merged(_ schemas: [JSONValue], _ name: String) -> DraftJSON {
        var members: [DraftJSON.Member] = []
        var other: DraftJSON?
        for schema in schemas where schema.members.contains(where: { Self.says($0.name) }) {
            switch value(schema, name: name) {
            case .object(let more):
                for member in more where !members.contains(where: { $0.name == member.name }) { members.append(member) }
            case let scalar: if other == nil, scalar != .bare("null") { other = scalar }
            }
        }
        return members.isEmpty ? other ?? .object([]) : .object(members)
    }

    /// A word of a schema that says what values look like.
    private static func says(_ word: String) -> Bool {
        [
            "$ref", "type", "properties", "allOf", "oneOf", "anyOf", "items", "example", "examples", "enum", "const",
            "default",
        ]
        .contains(word)
    }

    private mutating func properties(of schema: JSONValue) -> [DraftJSON.Member] {
        let required = Set(schema["required"]?.items.compactMap(\.string) ?? [])
        var members: [DraftJSON.Member] = []
        for property in schema["properties"]?.members ?? [] {
            let resolved = description.resolve(property.value)
            if resolved?["readOnly"]?.bool ?? false { continue }
            // What need not be there is shown near the top only.
            if open.count > 3, !required.contains(property.name) { continue }
            members.append(DraftJSON.Member(name: property.name, value: value(property.value, name: property.name)))
        }
        return members
    }

    private func number(_ schema: JSONValue) -> DraftJSON {
        let (low, high) = Self.bounds(schema)
        return .place("random(\(low), \(high))")
    }

    /// Whole numbers between `minimum` and `maximum`, both ends included.
    static func bounds(_ schema: JSONValue) -> (Int, Int) {
        let largest = 1_000_000_000_000
        func bound(_ word: String, _ exclusive: String, _ step: Int) -> Int? {
            if let value = schema[exclusive]?.double { return Int(max(-1e12, min(1e12, value))) + step }
            guard let value = schema[word]?.double else { return nil }
            let whole = Int(max(-1e12, min(1e12, step > 0 ? value.rounded(.up) : value.rounded(.down))))
            return (schema[exclusive]?.bool ?? false) ? whole + step : whole
        }
        let least = bound("minimum", "exclusiveMinimum", 1)
        let most = bound("maximum", "exclusiveMaximum", -1)
        let low = least ?? most.map { min(1, $0) } ?? 1
        let high = most ?? max(low, min(largest, low &+ 99))
        return low <= high ? (low, high) : (low, low)
    }

    private mutating func text(_ schema: JSONValue, _ name: String) -> DraftJSON {
        let format = schema["format"]?.string ?? ""
        if Sensitive.isField(name) || format == "password" {
            return .text(.place(secrets.name(for: "", hint: name, comment: "the field \(name)")))
        }
        if let expression = Self.expression(format: format) ?? Self.expression(name: name) {
            return .text(.place(expression))
        }
        if schema["pattern"] != nil, patterns.count < 10 { patterns.append(name) }
        switch format {
        case "uri", "url": return .text("https://example.test/")
        case "ipv4": return .text("192.0.2.1")
        case "ipv6": return .text("2001:db8::1")
        case "hostname": return .text("example.test")
        case "time": return .text("10:30:00")
        case "byte": return .text(.place("base64(\"data\")"))
        default: break
        }
        var text = name.isEmpty ? "text" : name
        let least = max(0, min(schema["minLength"]?.int ?? 0, 200))
        while text.count < least { text += " text" }
        if let most = schema["maxLength"]?.int, most >= 0, text.count > most { text = String(text.prefix(most)) }
        return .text(DraftText(text))
    }

    /// What makes a value of a format.
    static func expression(format: String) -> String? {
        switch format {
        case "uuid": "uuid()"
        case "date": "date(\"UTC\", 1d) | \"yyyy-MM-dd\""
        case "date-time": "now()"
        case "email", "idn-email": "email()"
        default: nil
        }
    }

    /// What makes a value of a property that is called so.
    static func expression(name: String) -> String? {
        let words = Names.words(name)
        guard let last = words.last else { return nil }
        switch last {
        case "dni": return "dni()"
        case "cuit", "cuil": return "cuit()"
        case "phone", "telephone", "telefono", "mobile", "celular": return "phone_ar()"
        case "email", "mail": return "email()"
        case "name"
        where words.count > 1 && ["first", "last", "full", "patient", "customer", "user"].contains(words[0]),
            "nombre", "apellido":
            return "name()"
        case "notes", "note", "comment", "description", "reason": return "lorem(6)"
        default: return nil
        }
    }
}

extension JSONValue {
    /// The object without one of its members.
    func without(_ name: String) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { $0.name != name })
    }
}
