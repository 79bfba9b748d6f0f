import JSON

/// Bodies of requests.
extension OpenAPIReader {
    mutating func addBody(_ step: OperationStep, to request: inout Draft.Request) {
        guard let body = description.resolve(step.operation["requestBody"]),
            let (given, media) = Self.preferred(body["content"]?.members ?? [])
        else { return }
        if ["GET", "HEAD"].contains(step.method) {
            if !(media["schema"]?["properties"]?.members.isEmpty ?? true) {
                request.remarks.append("left out: the body of a \(step.method) request")
            }
            return
        }
        var maker = SchemaValue(description: description, secrets: draft.secrets)
        let schema = description.resolve(media["schema"])
        let value = maker.example(of: media, "", schema: schema) ?? maker.value(media["schema"], name: "")
        if schema == nil, value == nil { request.remarks.append("the description does not say what the body is") }
        if !maker.patterns.isEmpty {
            request.remarks.append("not translated: the patterns of \(maker.patterns.joined(separator: ", "))")
        }
        if !maker.leftOut.isEmpty {
            request.remarks.append(
                "optional, left out of the body: \(maker.leftOut.prefix(20).joined(separator: ", "))"
            )
        }
        // `*/*`: whatever suits the value.
        let isAny = given.contains("*")
        let type = isAny ? value?.isScalar ?? false ? "text/plain" : "application/json" : given
        write(value, as: type, media, step, to: &request)
    }

    private mutating func write(
        _ value: DraftJSON?,
        as type: String,
        _ media: JSONValue,
        _ step: OperationStep,
        to request: inout Draft.Request
    ) {
        let schema = description.resolve(media["schema"])
        switch type {
        case _ where RequestMaker.isJSON(type):
            let value = value ?? .object([])
            guard value.depth <= RequestMaker.jsonDepth else {
                return request.remarks.append("not translated: a body that is nested too deep")
            }
            request.body = .json(value)
            if type != "application/json" { addType(type, to: &request) }
        case "application/x-www-form-urlencoded":
            guard case .object(let members)? = value, !members.isEmpty else { return }
            request.body = .form(members.flatMap { $0.value.flattened($0.name) })
        case "multipart/form-data": addParts(value, schema, to: &request)
        case _ where type.hasSuffix("/xml") || type.hasSuffix("+xml"):
            let name =
                schema?["xml"]?["name"]?.string
                ?? media["schema"]?["$ref"]?.string?.split(separator: "/").last.map(String.init) ?? "root"
            let text = value.map { $0.isScalar ? $0.scalarText : $0.element(name) } ?? ""
            request.body = .raw(text)
            addType(type, to: &request)
        case _ where schema?["format"]?.string == "binary" || Self.isBinary(type):
            request.remarks.append(
                "not translated: a file as body; put it beside the scenario and write: body from \"FILE\""
            )
            addType(type, to: &request)
        default:
            if let value, !value.isScalar {
                request.remarks.append("not translated: a body of the type \(type.excerpt(60)), made of an object")
            } else {
                request.body = .raw(value?.scalarText ?? "")
            }
            addType(type, to: &request)
        }
    }

    private func addType(_ type: String, to request: inout Draft.Request) {
        request.headers.append(Draft.Field(name: "Content-Type", value: DraftText(type)))
    }

    private static func isBinary(_ type: String) -> Bool {
        type == "application/octet-stream" || type == "application/zip" || type == "application/pdf"
            || ["image/", "audio/", "video/"].contains { type.hasPrefix($0) }
    }

    /// Files are said; objects are parts in JSON.
    private func addParts(_ value: DraftJSON?, _ schema: JSONValue?, to request: inout Draft.Request) {
        guard case .object(let members)? = value else { return }
        MultipartParts.add(
            members.flatMap { member -> [MultipartParts.Part] in
                let property = description.resolve(schema?["properties"]?[member.name])
                let item = description.resolve(property?["items"]) ?? property
                if item?["format"]?.string == "binary" || item?["contentMediaType"] != nil {
                    return [MultipartParts.Part(name: member.name, value: "", file: member.name)]
                }
                switch member.value {
                case .array(let items) where items.allSatisfy(\.isScalar):
                    return items.map { MultipartParts.Part(name: member.name, value: $0.scalarText) }
                case .array, .object: return [MultipartParts.Part(name: member.name, value: member.value.serialised)]
                default: return [MultipartParts.Part(name: member.name, value: member.value.scalarText)]
                }
            },
            to: &request
        )
    }

    /// JSON where it is offered, then a form, then whatever comes first.
    static func preferred(_ content: [JSONMember]) -> (String, JSONValue)? {
        let types = content.map { (RequestMaker.essence($0.name), $0.value) }
        return types.first { $0.0 == "application/json" } ?? types.first { RequestMaker.isJSON($0.0) }
            ?? types.first { $0.0 == "application/x-www-form-urlencoded" } ?? types.first
    }
}
