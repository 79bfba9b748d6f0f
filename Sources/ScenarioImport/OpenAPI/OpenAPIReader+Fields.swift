import JSON

/// Parameters in the query, headers and cookies.
extension OpenAPIReader {
    /// Headers that the description leaves to other places (OpenAPI 3.0, Parameter Object).
    private static let ignored: Set<String> = ["accept", "content-type", "authorization"]

    mutating func addFields(_ parameters: [JSONValue], to request: inout Draft.Request) {
        var optional: [String] = []
        for parameter in parameters {
            guard let name = parameter["name"]?.string, let place = parameter["in"]?.string, place != "path" else {
                continue
            }
            if place == "header", Self.ignored.contains(name.lowercased()) { continue }
            guard parameter["required"]?.bool ?? false else {
                optional.append(name)
                continue
            }
            switch place {
            case "query": request.query += fields(parameter, name)
            case "header": request.headers.append(Draft.Field(name: name, value: value(of: parameter, name)))
            case "cookie": request.addCookie(name, value(of: parameter, name))
            default: request.remarks.append("not translated: the parameter \(name) in \(place)")
            }
        }
        if !optional.isEmpty {
            request.remarks.append("optional, left out: \(optional.prefix(20).joined(separator: ", "))")
        }
    }

    private mutating func made(_ parameter: JSONValue, _ name: String) -> DraftJSON? {
        var maker = SchemaValue(description: description, secrets: draft.secrets)
        let media = parameter["content"]?.members.first?.value
        let schema = parameter["schema"] ?? media?["schema"]
        return maker.example(of: parameter, name, schema: schema) ?? maker.value(schema, name: name)
    }

    /// A parameter's value as text; lists have commas between.
    mutating func value(of parameter: JSONValue, _ name: String) -> DraftText {
        made(parameter, name).map { $0.joined(by: ",") } ?? ""
    }

    /// A query parameter in its style: one field, several of one name, or one for each member.
    private mutating func fields(_ parameter: JSONValue, _ name: String) -> [Draft.Field] {
        let value = made(parameter, name) ?? .text("")
        func field(_ name: String, _ value: DraftText) -> Draft.Field { Draft.Field(name: name, value: value) }
        if parameter["content"] != nil { return [field(name, value.isScalar ? value.scalarText : value.serialised)] }
        let style = parameter["style"]?.string ?? "form"
        let explodes = parameter["explode"]?.bool ?? (style == "form")
        switch value {
        case .array(let items) where explodes: return items.map { field(name, $0.joined(by: ",")) }
        case .array:
            return [
                field(name, value.joined(by: style == "pipeDelimited" ? "|" : style == "spaceDelimited" ? " " : ","))
            ]
        case .object where style == "deepObject": return value.flattened(name)
        case .object(let members) where explodes: return members.map { field($0.name, $0.value.joined(by: ",")) }
        default: return [field(name, value.joined(by: ","))]
        }
    }
}

extension Draft.Request {
    /// Adds a cookie to the one line of them (RFC 6265 section 5.4).
    mutating func addCookie(_ name: String, _ value: DraftText) {
        if let index = headers.firstIndex(where: { $0.name == "Cookie" }) {
            headers[index].value.append("; \(name)=")
            headers[index].value.append(value)
        } else {
            headers.append(Draft.Field(name: "Cookie", value: DraftText(name + "=") + value))
        }
    }
}
