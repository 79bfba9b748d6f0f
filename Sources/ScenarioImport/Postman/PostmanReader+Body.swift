import JSON

/// Bodies of requests.
extension PostmanReader {
    mutating func addBody(_ item: PostmanItem, to request: inout Draft.Request) {
        guard let body = item.request["body"]?.object, !(body["disabled"]?.bool ?? false),
            let mode = body["mode"]?.string
        else { return }
        if ["GET", "HEAD"].contains(request.method), !item.keepsBody {
            return request.remarks.append("Postman leaves the body of a \(request.method) request out")
        }
        switch mode {
        case "raw":
            guard let raw = body["raw"]?.string, !raw.isEmpty else { return }
            let languages = ["json": "application/json", "xml": "application/xml", "html": "text/html"]
            let language = body["options"]?["raw"]?["language"]?.string ?? ""
            var type = languages[language]
            if let index = request.headers.firstIndex(where: { $0.name.lowercased() == "content-type" }) {
                type = request.headers.remove(at: index).value.literal ?? type
            }
            RequestMaker.addBody(variables.marked(raw), type: type, to: &request, secrets: &variables.secrets)
        case "urlencoded" where body["urlencoded"]?.string != nil:
            RequestMaker.addBody(
                variables.marked(body["urlencoded"]?.string ?? ""),
                type: "application/x-www-form-urlencoded",
                to: &request,
                secrets: &variables.secrets
            )
        case "urlencoded":
            request.headers.removeAll { $0.name.lowercased() == "content-type" }
            request.body = .form(
                enabled(body["urlencoded"], &request).map { key, value in
                    RequestMaker.field(key, value, secrets: &variables.secrets)
                }
            )
        case "graphql": addGraphQL(body["graphql"], to: &request)
        case "formdata":
            request.headers.removeAll { $0.name.lowercased() == "content-type" }
            addParts(body["formdata"], to: &request)
        case "file":
            let path = body["file"]?["src"]?.string ?? "FILE"
            request.remarks.append(
                "not translated: a file as body; put it beside the scenario and write: body from \(Spelling.quoted(path))"
            )
        default: request.remarks.append("not translated: a body of the kind \(mode.excerpt(30))")
        }
    }

    private mutating func addParts(_ fields: JSONValue?, to request: inout Draft.Request) {
        var parts: [MultipartParts.Part] = []
        for field in fields?.items ?? [] {
            guard let key = field["key"]?.string, !key.isEmpty else { continue }
            if field["disabled"]?.bool ?? false {
                request.remarks.append("switched off in Postman: the field \(key.excerpt(60))")
                continue
            }
            let name = name(key, &request.remarks)
            let type = field["contentType"]?.string.flatMap { $0.isEmpty ? nil : $0 }
            if field["type"]?.string == "file" {
                let files = field["src"]?.items.compactMap(\.string) ?? [field["src"]?.string ?? "file"]
                parts += files.map { MultipartParts.Part(name: name, value: "", file: $0, type: type) }
                continue
            }
            if let type {
                request.remarks.append("not translated: the type \(type.excerpt(60)) of the part \(name.excerpt(60))")
            }
            let value = variables.marked(field["value"]?.scalarText ?? "")
            parts.append(
                MultipartParts.Part(
                    name: name,
                    value: RequestMaker.field(name, value, secrets: &variables.secrets).value
                )
            )
        }
        MultipartParts.add(parts, to: &request)
    }

    private mutating func enabled(_ fields: JSONValue?, _ request: inout Draft.Request) -> [(String, String)] {
        var result: [(String, String)] = []
        for field in fields?.items ?? [] {
            guard let key = field["key"]?.string, !key.isEmpty else { continue }
            if field["disabled"]?.bool ?? false {
                request.remarks.append("switched off in Postman: the field \(key.excerpt(60))")
            } else {
                result.append((name(key, &request.remarks), variables.marked(field["value"]?.scalarText ?? "")))
            }
        }
        return result
    }

    private mutating func addGraphQL(_ body: JSONValue?, to request: inout Draft.Request) {
        let query = variables.marked(body?["query"]?.string ?? "")
        var values: DraftJSON?
        if let text = body?["variables"]?.string, !text.isEmpty {
            if let json = JSONValue(text: Markers.quoteBare(variables.marked(text))) {
                let value = RequestMaker.jsonBody(json, secrets: &variables.secrets)
                if value.depth < RequestMaker.jsonDepth {
                    values = value
                }
            } else {
                request.remarks.append("not translated: the variables of the query, which are no JSON")
            }
        }
        request.body = .graphql(query: DraftText(query), variables: values)
    }
}
