import JSON

/// Makes plausible values of schemas: examples where there are any, values of the right type and format otherwise. Of
/// objects, what must be there and what has an example.
struct SchemaValue {
    let description: Description
    let secrets: SecretKeeper
    /// Values still to be made: a schema may describe more than anybody wants to read.
    private var left = 400
    /// References on the way, so that a schema that holds itself ends.
    private var open: [String] = []
    /// Properties whose pattern could not be kept.
    private(set) var patterns: [String] = []
    /// Properties that need not be there and are not.
    private(set) var leftOut: [String] = []

    private static let depthLimit = 10
    /// An object of which nothing must be there is written whole where it has no more members than this.
    private static let small = 6

    init(description: Description, secrets: SecretKeeper) {
        self.description = description
        self.secrets = secrets
    }

    /// A value by a schema, for a property or parameter of this name; `nil` where none can be made.
    mutating func value(_ schema: JSONValue?, name: String) -> DraftJSON? {
        left -= 1
        guard let schema, left > 0, open.count < Self.depthLimit else { return nil }
        let reference = schema["$ref"]?.string
        if let reference, open.contains(reference) { return nil }
        open.append(reference ?? "")
        defer { open.removeLast() }
        guard let schema = description.resolve(schema) else { return nil }
        return example(of: schema, name) ?? made(schema, name)
    }

    /// Takes note of a property whose pattern is not kept.
    mutating func note(pattern name: String) {
        if patterns.count < 10 { patterns.append(name) }
    }

    // MARK: Examples

    /// `example`, the first of `examples`, `const`, `default`, or one of `enum`. An example of an object that is given
    /// as a text with JSON is the object. `holder` is a schema, a parameter or a media type.
    mutating func example(of holder: JSONValue, _ name: String, schema: JSONValue? = nil) -> DraftJSON? {
        let type = type(of: description.resolve(schema) ?? holder)
        for word in ["example", "const", "default"] {
            if let value = holder[word] { return kept(value, name, type) }
        }
        if let examples = holder["examples"] {
            if let first = examples.items.first { return kept(first, name, type) }
            if let first = examples.members.first.flatMap({ description.resolve($0.value) }), let value = first["value"]
            {
                return kept(value, name, type)
            }
        }
        guard let choices = holder["enum"]?.items.filter({ $0 != .null }), let first = choices.first else { return nil }
        let texts = choices.prefix(6).compactMap(\.string)
        guard texts.count > 1, texts.count == choices.count, !Sensitive.isField(name),
            !texts.contains(where: SecretScanner.hasShape)
        else {
            return kept(first, name, type)
        }
        return .text(.place("choice(" + texts.map { Spelling.quoted($0) }.joined(separator: ", ") + ")"))
    }

    private mutating func kept(_ given: JSONValue, _ name: String, _ type: String) -> DraftJSON {
        var value = given
        if let text = given.string, type == "object" || type == "array", let json = JSONValue(text: text),
            json.isObject || json.isArray
        {
            value = json
        }
        // A scalar has no member around it that would tell its name.
        let wrapped = JSONValue.object([JSONMember(name: name, value: value)])
        var keeper = secrets
        guard case .object(let members) = RequestMaker.jsonBody(wrapped, secrets: &keeper) else {
            return .bare("null")
        }
        return members[0].value
    }

    // MARK: Types

    private mutating func made(_ schema: JSONValue, _ name: String) -> DraftJSON? {
        for word in ["allOf", "oneOf", "anyOf"] {
            guard let parts = schema[word]?.items, !parts.isEmpty else { continue }
            let rest = schema.without(word)
            if word == "allOf" { return merged([rest] + parts, name) }
            guard let first = parts.first(where: { $0["type"]?.string != "null" }) else { continue }
            let value = says(rest) ? merged([rest, first], name) : self.value(first, name: name)
            return value.map { discriminated($0, schema["discriminator"], first) }
        }
        switch type(of: schema) {
        case "object": return .object(properties(of: schema))
        case "array":
            // A tuple of OpenAPI 3.1.
            if let tuple = schema["prefixItems"]?.items, !tuple.isEmpty {
                return .array(tuple.prefix(20).compactMap { value($0, name: name) })
            }
            let count = max(1, min(schema["minItems"]?.int ?? 1, 3))
            guard let item = value(schema["items"], name: name) else { return .array([]) }
            return .array(Array(repeating: item, count: count))
        case "integer", "number": return number(schema)
        case "boolean": return .bare("true")
        case "null": return .bare("null")
        default: return text(schema, name)
        }
    }

    func type(of schema: JSONValue) -> String {
        if let type = schema["type"]?.string { return type }
        if let type = schema["type"]?.items.compactMap(\.string).first(where: { $0 != "null" }) { return type }
        if ["properties", "required", "additionalProperties", "minProperties", "patternProperties"]
            .contains(where: { schema[$0] != nil && schema[$0]?.bool == nil })
        {
            return "object"
        }
        if schema["items"] != nil || schema["prefixItems"] != nil || schema["minItems"] != nil { return "array" }
        if let part = schema["allOf"]?.items.first ?? schema["oneOf"]?.items.first ?? schema["anyOf"]?.items.first,
            part["$ref"] == nil
        {
            return type(of: part)
        }
        return schema["minimum"] != nil || schema["maximum"] != nil ? "number" : "string"
    }

    /// Schemas that all hold, in one: their properties and what they require together.
    private mutating func merged(_ schemas: [JSONValue], _ name: String) -> DraftJSON? {
        var properties: [JSONMember] = []
        var required: [JSONValue] = []
        var other: JSONValue?
        var opened = 0
        defer { open.removeLast(opened) }
        func add(_ schema: JSONValue, _ depth: Int) {
            guard depth < 8, let resolved = description.resolve(schema) else { return }
            if let example = resolved["example"], example.isObject, other == nil { other = resolved }
            for part in resolved["allOf"]?.items ?? [] { add(part, depth + 1) }
            if let first = (resolved["oneOf"] ?? resolved["anyOf"])?.items.first { add(first, depth + 1) }
            required += resolved["required"]?.items ?? []
            let members = resolved["properties"]?.members ?? []
            for member in members where !properties.contains(where: { $0.name == member.name }) {
                properties.append(member)
            }
            let isOther = members.isEmpty && type(of: resolved) != "object" && says(resolved)
            if isOther, other == nil { other = resolved.without("allOf").without("oneOf").without("anyOf") }
        }
        for schema in schemas {
            if let reference = schema["$ref"]?.string {
                if open.contains(reference) { return nil }
                open.append(reference)
                opened += 1
            }
            add(schema, 0)
        }
        if let other, other["example"] != nil || properties.isEmpty && required.isEmpty {
            return value(other, name: name)
        }
        return .object(
            self.properties(
                of: .object([
                    JSONMember(name: "properties", value: .object(properties)),
                    JSONMember(name: "required", value: .array(required)),
                ])
            )
        )
    }

    /// The schema says what values look like.
    private func says(_ schema: JSONValue) -> Bool {
        schema.members.contains { member in
            [
                "$ref", "type", "properties", "required", "allOf", "oneOf", "anyOf", "items", "example", "examples",
                "enum",
                "const", "default",
            ]
            .contains(member.name)
        }
    }

    /// The member that tells which of several schemas was chosen has that one's name.
    private func discriminated(_ value: DraftJSON, _ discriminator: JSONValue?, _ chosen: JSONValue) -> DraftJSON {
        guard let property = discriminator?["propertyName"]?.string, case .object(var members) = value,
            let reference = chosen["$ref"]?.string
        else { return value }
        let name = reference.split(separator: "/").last.map(String.init) ?? reference
        let mapped = discriminator?["mapping"]?.members.first {
            $0.value.string == reference || $0.value.string == name
        }
        let member = DraftJSON.Member(name: property, value: .text(DraftText(mapped?.name ?? name)))
        if let index = members.firstIndex(where: { $0.name == property }) {
            members[index] = member
        } else {
            members.append(member)
        }
        return .object(members)
    }

    private mutating func properties(of schema: JSONValue) -> [DraftJSON.Member] {
        let required = Set(schema["required"]?.items.compactMap(\.string) ?? [])
        let all = schema["properties"]?.members ?? []
        let writable = all.filter { !(description.resolve($0.value)?["readOnly"]?.bool ?? false) }
        let isWhole = required.isEmpty && writable.count <= Self.small && open.count <= 3
        var members: [DraftJSON.Member] = []
        for property in writable {
            let resolved = description.resolve(property.value)
            let isWanted = required.contains(property.name)
            guard isWanted || isWhole || open.count <= 3 && hasExample(resolved, 0) else {
                leftOut.append(property.name)
                continue
            }
            if let value = value(property.value, name: property.name) {
                members.append(DraftJSON.Member(name: property.name, value: value))
            } else if isWanted {
                members.append(DraftJSON.Member(name: property.name, value: empty(resolved)))
            } else {
                leftOut.append(property.name)
            }
        }
        for name in required.sorted() where !all.contains(where: { $0.name == name }) {
            members.append(DraftJSON.Member(name: name, value: .text(DraftText(name))))
        }
        return members
    }

    /// The schema, or a property in it, has an example.
    private func hasExample(_ schema: JSONValue?, _ depth: Int) -> Bool {
        guard let schema, depth < 3 else { return false }
        if schema["example"] != nil || schema["examples"] != nil { return true }
        return (schema["properties"]?.members ?? []).prefix(50).contains {
            hasExample(description.resolve($0.value), depth + 1)
        }
    }

    /// What stands where a value must be and none can be made: the schema holds itself, or is too deep.
    private func empty(_ schema: JSONValue?) -> DraftJSON {
        switch schema.map(type(of:)) {
        case "object": .object([])
        case "array": .array([])
        case "integer", "number": .bare("0")
        case "boolean": .bare("false")
        default: .text("")
        }
    }

    private func number(_ schema: JSONValue) -> DraftJSON {
        let (low, high) = Self.bounds(schema)
        if type(of: schema) == "number", let least = schema["minimum"]?.double, let most = schema["maximum"]?.double,
            least <= most, Double(low) < least || Double(high) > most
        {
            return .bare("\((least + most) / 2)")
        }
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
}
