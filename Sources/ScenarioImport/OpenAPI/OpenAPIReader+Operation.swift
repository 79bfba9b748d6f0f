import JSON

extension OpenAPIReader {
    /// The step of an operation.
    mutating func step(_ step: OperationStep, name: String) -> Draft.Step {
        var request = Draft.Request(method: step.method, path: "/", name: name)
        if let summary = step.operation["summary"]?.string, !summary.isEmpty {
            request.comments.append(String(summary.prefix(200)))
        }
        if step.operation["deprecated"]?.bool ?? false { request.comments.append("deprecated") }
        let parameters = parameters(step)
        request.path = path(step, parameters, remarks: &request.remarks)
        addFields(parameters, to: &request)
        addSecurity(step.operation["security"] ?? description.root["security"], to: &request)
        addBody(step, to: &request)
        addAnswers(step, to: &request)
        if let callbacks = step.operation["callbacks"]?.members, !callbacks.isEmpty {
            request.remarks.append("not translated: callbacks, which the service sends itself")
        }
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

    /// A parameter's value as text.
    private mutating func value(of parameter: JSONValue, _ name: String) -> DraftText {
        var maker = SchemaValue(description: description, secrets: draft.secrets)
        let media = parameter["content"]?.members.first?.value
        let value =
            maker.example(of: parameter, name) ?? maker.value(parameter["schema"] ?? media?["schema"], name: name)
        draft.secrets = maker.secrets
        return Self.text(value)
    }

    /// A value where JSON cannot stand; of a list, its first item.
    static func text(_ value: DraftJSON) -> DraftText {
        switch value {
        case .bare(let text): text == "null" ? "" : DraftText(text)
        case .text(let text): text
        case .place(let expression): .place(expression)
        case .array(let items): items.first.map(text) ?? ""
        case .object: ""
        }
    }

    // MARK: Path and fields

    /// The path with values for its parameters: ids that an earlier step made, examples, made-up ones.
    private mutating func path(_ step: OperationStep, _ parameters: [JSONValue], remarks: inout [String]) -> DraftText {
        var result = DraftText()
        var rest = Substring(step.path)
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
        let hint = ["id", "uuid", "key", "slug", "code"].contains(name.lowercased()) ? "\(around)_\(name)" : name
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

    private mutating func addFields(_ parameters: [JSONValue], to request: inout Draft.Request) {
        var optional: [String] = []
        for parameter in parameters {
            guard let name = parameter["name"]?.string, let place = parameter["in"]?.string, place != "path" else {
                continue
            }
            guard parameter["required"]?.bool ?? false else {
                optional.append(name)
                continue
            }
            let value = value(of: parameter, name)
            switch place {
            case "query": request.query.append(Draft.Field(name: name, value: value))
            case "header": request.headers.append(Draft.Field(name: name, value: value))
            case "cookie":
                request.headers.append(Draft.Field(name: "Cookie", value: DraftText(name + "=") + value))
            default: request.remarks.append("not translated: the parameter \(name) in \(place)")
            }
        }
        if !optional.isEmpty {
            request.remarks.append("optional, left out: \(optional.prefix(20).joined(separator: ", "))")
        }
    }

    // MARK: Security

    private mutating func addSecurity(_ requirements: JSONValue?, to request: inout Draft.Request) {
        guard let requirement = requirements?.items.first(where: { !$0.members.isEmpty }) else { return }
        // An empty alternative means that it goes without.
        if requirements?.items.contains(.object([])) ?? false { return }
        for member in requirement.members {
            guard let scheme = description.resolve(description.root["components"]?["securitySchemes"]?[member.name])
            else {
                request.remarks.append("not translated: the unknown security scheme \(member.name)")
                continue
            }
            addScheme(scheme, member.name, to: &request)
        }
    }

    private mutating func addScheme(_ scheme: JSONValue, _ name: String, to request: inout Draft.Request) {
        let comment = "the security scheme \(name)"
        let kind = scheme["type"]?.string ?? ""
        switch (kind, scheme["scheme"]?.string?.lowercased() ?? "") {
        case ("http", "bearer"), ("oauth2", _), ("openIdConnect", _):
            let secret = draft.secrets.name(for: "", hint: "access_token", comment: comment)
            request.auth = .bearer(secret)
        case ("http", "basic"):
            let secret = draft.secrets.name(for: "", hint: "password", comment: comment)
            if !draft.parameters.contains(where: { $0.name == "basic_user" }) {
                draft.parameters.append(Draft.Parameter(name: "basic_user", value: "\"user\"", comment: comment))
            }
            request.auth = .basic(user: .place("basic_user"), password: .place(secret))
        case ("apiKey", _):
            let field = scheme["name"]?.string ?? "api_key"
            let secret = draft.secrets.name(for: "", hint: field, comment: comment)
            switch scheme["in"]?.string {
            case "query": request.query.append(Draft.Field(name: field, value: .place(secret)))
            case "cookie":
                request.headers.append(Draft.Field(name: "Cookie", value: DraftText(field + "=") + .place(secret)))
            default: request.headers.append(Draft.Field(name: field, value: .place(secret)))
            }
        default: request.remarks.append("not translated: the security scheme \(name) of type \(kind)")
        }
    }

    // MARK: Bodies and answers

    private mutating func addBody(_ step: OperationStep, to request: inout Draft.Request) {
        guard let body = description.resolve(step.operation["requestBody"]),
            let (type, media) = Self.preferred(body["content"]?.members ?? [])
        else { return }
        var maker = SchemaValue(description: description, secrets: draft.secrets)
        let value = maker.example(of: media, "") ?? maker.value(media["schema"], name: "")
        draft.secrets = maker.secrets
        if !maker.patterns.isEmpty {
            request.remarks.append("not translated: the patterns of \(maker.patterns.joined(separator: ", "))")
        }
        switch type {
        case _ where RequestMaker.isJSON(type) && value.depth <= RequestMaker.jsonDepth:
            request.body = .json(value)
            if type != "application/json" {
                request.headers.append(Draft.Field(name: "Content-Type", value: DraftText(type)))
            }
        case "application/x-www-form-urlencoded":
            request.body = .form(Self.fields(value))
        case "multipart/form-data":
            let schema = description.resolve(media["schema"])
            MultipartParts.add(
                Self.fields(value).map { field in
                    let property = description.resolve(schema?["properties"]?[field.name])
                    let isFile = property?["format"]?.string == "binary" || property?["contentMediaType"] != nil
                    return MultipartParts.Part(name: field.name, value: field.value, file: isFile ? field.name : nil)
                },
                to: &request
            )
        default:
            request.body = .raw(Self.text(value))
            request.headers.append(Draft.Field(name: "Content-Type", value: DraftText(type)))
        }
    }

    private static func fields(_ value: DraftJSON) -> [Draft.Field] {
        guard case .object(let members) = value else { return [] }
        return members.map { Draft.Field(name: $0.name, value: text($0.value)) }
    }

    /// JSON where it is offered, then a form, then whatever comes first.
    private static func preferred(_ content: [JSONMember]) -> (String, JSONValue)? {
        let types = content.map { (RequestMaker.essence($0.name), $0.value) }
        return types.first { $0.0 == "application/json" } ?? types.first { RequestMaker.isJSON($0.0) }
            ?? types.first { $0.0 == "application/x-www-form-urlencoded" } ?? types.first
    }

    private mutating func addAnswers(_ step: OperationStep, to request: inout Draft.Request) {
        let responses = step.operation["responses"]?.members ?? []
        let codes = responses.compactMap { Int($0.name) }
        request.statuses = codes.filter { (200..<400).contains($0) }
        if request.statuses.isEmpty, responses.contains(where: { $0.name.uppercased() == "2XX" }) {
            request.checks.append("expect status 200..299")
        }
        let others = codes.filter { (400..<600).contains($0) }.sorted()
        if !others.isEmpty {
            let list = others.prefix(12).map(String.init).joined(separator: ", ")
            request.remarks.append(
                "also described: \(list); a legitimate one gets a name: outcome NAME when status == \(others[0])"
            )
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
        guard let (type, media) = Self.preferred(answer?["content"]?.members ?? []), RequestMaker.isJSON(type),
            let properties = description.resolve(media["schema"])?["properties"]?.members
        else { return }
        guard
            let property = properties.first(where: { $0.name == parameter })
                ?? properties.first(where: { $0.name == "id" })
        else { return }
        var before = ""
        for (index, piece) in prefix.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            before +=
                index == 0
                ? piece : "{}" + piece[(piece.firstIndex(of: "}").map(piece.index(after:)) ?? piece.startIndex)...]
        }
        let family = step.path.split(separator: "/").last { !$0.contains("{") }.map(String.init) ?? step.flow
        let singular = family.hasSuffix("s") ? String(family.dropLast()) : family
        let hint = ["id", "uuid", "uid"].contains(property.name) ? "\(singular)_\(property.name)" : property.name
        let taken = Set((made[step.flow] ?? []).map(\.variable) + draft.parameters.map(\.name))
        let variable = Names.unique(Names.variable(hint), separator: "_") { !taken.contains($0) }
        made[step.flow, default: []].append((before, parameter, variable))
        request.captures.append(
            Draft.Capture(name: variable, source: "json " + JSONQuery.text([.name(property.name)]))
        )
    }
}
