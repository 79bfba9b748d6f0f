import JSON

extension OpenAPIReader {
    /// The step of an operation.
    mutating func step(_ step: OperationStep, name: String) -> Draft.Step {
        var request = Draft.Request(method: step.method, path: "/", name: name)
        if let summary = step.operation["summary"]?.string, !summary.isEmpty {
            request.comments.append(summary.excerpt(200))
        }
        if step.operation["deprecated"]?.bool ?? false { request.comments.append("deprecated") }
        let parameters = parameters(step)
        request.path = path(step, parameters, remarks: &request.remarks)
        addServer(step, to: &request)
        addFields(parameters, to: &request)
        addSecurity(step.operation["security"] ?? description.root["security"], to: &request)
        addBody(step, to: &request)
        addAnswers(step, to: &request)
        if let callbacks = step.operation["callbacks"]?.members, !callbacks.isEmpty {
            request.remarks.append("not translated: callbacks, which the service sends itself")
        }
        request.remarks += description.takeMissing()
        return .request(request)
    }

    /// Parameters of the path item and the operation; the operation's replace the path's.
    private func parameters(_ step: OperationStep) -> [JSONValue] {
        var result: [JSONValue] = []
        for value in (step.operation["parameters"]?.items ?? []) + (step.item["parameters"]?.items ?? []) {
            guard let parameter = description.resolve(value), let name = parameter["name"]?.string else { continue }
            let place = parameter["in"]?.string
            if !result.contains(where: { $0["name"]?.string == name && $0["in"]?.string == place }) {
                result.append(parameter)
            }
        }
        return result
    }

    /// A path or an operation may have a server of its own.
    private mutating func addServer(_ step: OperationStep, to request: inout Draft.Request) {
        guard let server = (step.operation["servers"] ?? step.item["servers"])?.items.first else { return }
        let address = Self.address(server)
        guard var parts = URLParts(address) else {
            return request.remarks.append("not translated: the server \(address.excerpt(100)) of this operation")
        }
        let path = parts.path == "/" ? "" : parts.path
        let base = URLParts(draft.target)
        request.remarks += Self.leftOut(of: parts).map { "left out of the server's address: \($0)" }
        if parts.origin == base?.origin, path == (base?.path == "/" ? "" : base?.path) { return }
        request.origin = parts.origin
        parts.query = nil
        parts.path = path.hasSuffix("/") ? String(path.dropLast()) : path
        let own = request.path
        RequestMaker.addTarget(parts, to: &request, secrets: &draft.secrets)
        request.path.append(own)
    }

    // MARK: Path

    /// The path with values for its parameters: ids that an earlier step made, examples, made-up ones.
    private mutating func path(_ step: OperationStep, _ parameters: [JSONValue], remarks: inout [String]) -> DraftText {
        var result = DraftText()
        var rest = Substring(step.path)
        if let hash = rest.firstIndex(of: "#") {
            remarks.append("left out of the path: \(rest[hash...].excerpt(60))")
            rest = rest[..<hash]
        }
        if !rest.hasPrefix("/") {
            remarks.append("the description writes this path without a slash")
            result.append("/")
        }
        var before = ""
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result.append(String(rest[..<open]))
            before += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            let known = made[step.flow]?.last { $0.path == before }
            if let known {
                result.appendPlace(known.variable)
            } else {
                let parameter = parameters.first { $0["name"]?.string == name && $0["in"]?.string == "path" }
                result.append(pathValue(parameter, name, before))
            }
            before += "{}"
            rest = rest[rest.index(after: close)...]
        }
        result.append(String(rest))
        return result
    }

    /// A value for a place in the path: a text that means nothing becomes a parameter of the scenario.
    private mutating func pathValue(_ parameter: JSONValue?, _ name: String, _ before: String) -> DraftText {
        let segments = before.split(separator: "/").filter { !$0.contains("{") }
        let around = segments.last.map(String.init) ?? ""
        let hint = Self.general.contains(name.lowercased()) ? "\(around)_\(name)" : name
        var isMeaningless = parameter == nil
        if let parameter {
            let schema = description.resolve(parameter["schema"])
            let format = schema?["format"]?.string ?? ""
            let isText = schema?["type"]?.string ?? "string" == "string"
            let hasExample = ["example", "examples", "default", "enum", "const"].contains {
                parameter[$0] != nil || schema?[$0] != nil
            }
            isMeaningless =
                isText && !hasExample && SchemaValue.expression(format: format) == nil
                && SchemaValue.expression(name: name) == nil
        }
        guard isMeaningless else {
            guard let parameter else { return "" }
            let text = value(of: parameter, name)
            return text.isEmpty ? "0" : text
        }
        var variable = Names.variable(hint)
        // A captured variable may not have a parameter's name, whatever the flow.
        if made.values.joined().contains(where: { $0.variable == variable }) { variable += "_given" }
        if !draft.parameters.contains(where: { $0.name == variable }) {
            draft.parameters.append(
                Draft.Parameter(name: variable, value: "\"1\"", comment: "put one that the service has")
            )
        }
        return .place(variable)
    }

    /// Names that only say something with what they are of: `{name}` of each kind of things is another one.
    private static let general: Set<String> = [
        "id", "uuid", "key", "slug", "code", "name", "number", "type", "value", "identifier", "uid", "ref", "path",
    ]

    // MARK: Answers

    private mutating func addAnswers(_ step: OperationStep, to request: inout Draft.Request) {
        let responses = step.operation["responses"]?.members ?? []
        for response in responses { _ = description.resolve(response.value) }
        let codes = responses.compactMap { Int($0.name) }
        request.statuses = codes.filter { (200..<400).contains($0) }
        if request.statuses.isEmpty, responses.contains(where: { $0.name.uppercased() == "2XX" }) {
            request.checks.append("expect status 200..299")
        }
        let others = codes.filter { (400..<600).contains($0) }.sorted()
        if !others.isEmpty {
            hasOtherAnswers = true
            let list = others.prefix(12).map(String.init).joined(separator: ", ")
            request.remarks.append("also described: \(list)")
        }
        addCapture(step, responses, to: &request)
    }

    /// What creates a thing gives its id to the steps about that thing.
    private mutating func addCapture(_ step: OperationStep, _ responses: [JSONMember], to request: inout Draft.Request)
    {
        guard step.method == "POST" else { return }
        let prefix = step.path.hasSuffix("/") ? step.path : step.path + "/"
        let later = description.root["paths"]?.members.first { $0.name.hasPrefix(prefix + "{") }
        guard let later, let close = later.name.dropFirst(prefix.count).firstIndex(of: "}") else { return }
        let parameter = String(later.name[later.name.index(later.name.startIndex, offsetBy: prefix.count + 1)..<close])
        let answer = responses.first { $0.name.hasPrefix("2") }.flatMap { description.resolve($0.value) }
        guard let (type, media) = Self.preferred(answer?["content"]?.members ?? []), RequestMaker.isJSON(type) else {
            return
        }
        let family = step.path.split(separator: "/").last { !$0.contains("{") }.map(String.init) ?? step.flow
        let singular = family.hasSuffix("s") ? String(family.dropLast()) : family
        guard
            let found = identity(media["schema"], [parameter, "id", "uuid", "uid", singular + "_id", singular + "Id"])
        else {
            return
        }
        let before = (prefix + "{").replacing(/\{[^{}]*\}/, with: "{}").dropLast()
        let property = found.last ?? ""
        let hint = ["id", "uuid", "uid"].contains(property) ? "\(singular)_\(property)" : property
        let taken = Set((made[step.flow] ?? []).map(\.variable) + draft.parameters.map(\.name))
        let variable = Names.unique(Names.variable(hint), separator: "_") { !taken.contains($0) }
        made[step.flow, default: []].append((String(before), parameter, variable))
        request.captures.append(
            Draft.Capture(name: variable, source: "json " + JSONQuery.text(found.map { .name($0) }))
        )
    }

    /// Where an answer has the id of what was made: in the object, or in one inside it, such as `data`.
    private func identity(_ schema: JSONValue?, _ names: [String]) -> [String]? {
        let properties = properties(of: schema, 0)
        for name in names where properties.contains(where: { $0.name == name }) { return [name] }
        for wrapper in properties {
            guard wrapper.name != "error", wrapper.name != "errors" else { continue }
            let inner = self.properties(of: wrapper.value, 0)
            for name in names where inner.contains(where: { $0.name == name }) { return [wrapper.name, name] }
        }
        return nil
    }

    /// The properties of a schema, with those of what it is put together from.
    private func properties(of schema: JSONValue?, _ depth: Int) -> [JSONMember] {
        guard depth < 8, let schema = description.resolve(schema) else { return [] }
        var members = schema["properties"]?.members ?? []
        let parts =
            (schema["allOf"]?.items ?? [])
            + [schema["oneOf"]?.items.first, schema["anyOf"]?.items.first].compactMap { $0 }
        for part in parts { members += properties(of: part, depth + 1) }
        return members
    }
}
