import JSON

/// Reads an OpenAPI description (3.0 and 3.1, JSON or YAML): a flow for each tag, a step for each operation.
struct OpenAPIReader {
    let description: Description
    var draft: Draft
    private var flows: [String] = []
    private var steps: [String: [Draft.Step]] = [:]
    private var scopes: [String: NameScope] = [:]
    /// Ids that an operation of a flow made: the parameter's place in the path, by flow.
    var made: [String: [(path: String, parameter: String, variable: String)]] = [:]

    /// Answers that are not the usual ones are described somewhere.
    var hasOtherAnswers = false

    /// The order in which operations of one path are written; the document's own is no order of doing things.
    private static let methods = ["get", "head", "options", "post", "query", "put", "patch", "trace", "delete"]

    static func read(_ bytes: [UInt8], options: ImportOptions) throws(ImportError) -> Draft {
        let root = try document(bytes)
        if root["swagger"] != nil {
            throw ImportError("this is a description by Swagger 2; convert it to OpenAPI 3 first")
        }
        guard let version = root["openapi"]?.scalarText else {
            throw ImportError("this is not an OpenAPI description: it has no openapi: 3.x")
        }
        guard version.hasPrefix("3") else {
            throw ImportError("OpenAPI \(version.excerpt(20)) is not read; 3.0 and 3.1 are")
        }
        guard let paths = root["paths"], paths.isObject, !paths.members.isEmpty else {
            throw ImportError("the OpenAPI description has no paths")
        }
        try Draft.checkCount(paths.members.reduce(0) { $0 + $1.value.members.count })
        var reader = OpenAPIReader(root, options)
        for path in paths.members where !path.name.hasPrefix("x-") { reader.addPath(path.name, path.value) }
        return try reader.finished()
    }

    private static func document(_ bytes: [UInt8]) throws(ImportError) -> JSONValue {
        let first = bytes.first { $0 > 0x20 && $0 < 0x80 }
        guard first == UInt8(ascii: "{") else { return try YAMLReader.read(bytes) }
        do {
            return try JSONValue(reading: bytes)
        } catch {
            throw ImportError(error, in: bytes, what: "an OpenAPI description")
        }
    }

    private init(_ root: JSONValue, _ options: ImportOptions) {
        description = Description(root: root, readFile: options.readFile)
        let title = root["info"]?["title"]?.scalarText ?? options.name
        draft = Draft(title: title.isEmpty ? options.name : title, target: "")
        draft.heading = ["Imported from the OpenAPI description of \(title.excerpt(100))."]
        if let version = root["info"]?["version"]?.scalarText { draft.heading[0] += " Version \(version.excerpt(40))." }
        draft.heading.append(
            "Each operation is one step, with the description's examples or made-up values: a list to make flows from."
        )
        addTarget(root["servers"]?.items ?? [])
        if let hooks = root["webhooks"]?.members, !hooks.isEmpty {
            draft.heading.append("Not translated: webhooks (\(hooks.count)), which the service sends itself.")
        }
    }

    /// The first server; its variables have their defaults.
    private mutating func addTarget(_ servers: [JSONValue]) {
        draft.target = "http://127.0.0.1:8080"
        guard let server = servers.first else {
            draft.heading.append("The description names no server; --target gives one.")
            return
        }
        let url = Self.address(server)
        if let parts = URLParts(url) {
            let path = parts.path == "/" ? "" : Spelling.path(DraftText(parts.path))
            draft.target = parts.origin + path
            draft.heading += Self.leftOut(of: parts).map { "Left out of the server's address: \($0)." }
        } else if url.hasPrefix("/") {
            draft.target += url == "/" ? "" : Spelling.path(DraftText(url))
            draft.heading.append("The server's address is given without a host; --target gives one.")
        } else {
            draft.heading.append("Not translated: the server's address \(url.excerpt(80)).")
        }
        if servers.count > 1 { draft.heading.append("The first of \(servers.count) servers is the target.") }
    }

    /// A server's address; its variables have their defaults. Without a scheme it is as secure as can be.
    static func address(_ server: JSONValue) -> String {
        var url = server["url"]?.string ?? ""
        for variable in server["variables"]?.members ?? [] {
            url = TextSearch.split(url, at: "{\(variable.name)}").joined(
                separator: variable.value["default"]?.scalarText ?? "default"
            )
        }
        return url.hasPrefix("//") ? "https:" + url : url
    }

    /// What of a server's address a target cannot say, without its values.
    static func leftOut(of address: URLParts) -> [String] {
        var parts: [String] = []
        if address.user != nil { parts.append("its user, which auth basic gives") }
        if let query = address.query, !query.isEmpty {
            let names = (FormText.fields(query) ?? []).prefix(10).map(\.name).joined(separator: ", ")
            parts.append("its query\(names.isEmpty ? "" : " (\(names))"), which each request would have")
        }
        return parts
    }

    private mutating func addPath(_ path: String, _ item: JSONValue) {
        guard let item = description.resolve(item) else {
            draft.heading += description.takeMissing().map { "The path \(path.excerpt(100)) is \($0)." }
            return
        }
        for method in Self.methods {
            guard let given = item[method], given.isObject else { continue }
            guard let operation = description.resolve(given) else {
                draft.heading += description.takeMissing().map {
                    "\(method.uppercased()) \(path.excerpt(100)) is \($0)."
                }
                continue
            }
            let tag = operation["tags"]?.items.first?.string ?? ""
            let key = Names.label(tag, or: Names.label(Self.family(path), or: "service"))
            if steps[key] == nil {
                flows.append(key)
                steps[key] = []
                scopes[key] = NameScope(separator: ".")
            }
            guard method != "trace" else {
                steps[key]?.append(.comment("not translated: TRACE \(path): the language has no such method"))
                continue
            }
            let base = OperationNaming.name(operation, family: key, method: method.uppercased(), path: path)
            let name = scopes[key]?.take(base) ?? base
            let step = self.step(
                OperationStep(path: path, method: method.uppercased(), item: item, operation: operation, flow: key),
                name: name
            )
            steps[key]?.append(step)
        }
    }

    /// What a path is about: its first word that says something.
    private static func family(_ path: String) -> String {
        StepNaming.name(method: "GET", segments: path.split(separator: "/").map(String.init))
            .split(separator: ".").first.map(String.init) ?? ""
    }

    private mutating func finished() throws(ImportError) -> Draft {
        let tags = description.root["tags"]?.items ?? []
        draft.flows = flows.compactMap { key in
            guard let steps = steps[key], steps.contains(where: \.hasRequests) else { return nil }
            let tag = tags.first { Names.label($0["name"]?.string ?? "", or: "") == key }
            let text = tag?["description"]?.string.map { $0.excerpt(200) }
            let read = Set(steps.flatMap(\.requests).flatMap(\.path.places))
            let used = steps.map { step in
                step.mapRequests { request in request.captures.removeAll { !read.contains($0.name) } }
            }
            return Draft.Flow(name: key, comments: text.map { [$0] } ?? [], steps: used)
        }
        guard draft.hasRequests else {
            let missing = draft.heading.first { TextSearch.contains($0, "$ref") }.map { ": \($0)" } ?? ""
            throw ImportError("the OpenAPI description has no operations\(missing)")
        }
        if hasOtherAnswers {
            draft.heading.append(
                "Other answers are described too; a legitimate one gets a name: outcome NAME when status == 409."
            )
        }
        draft.addUsualLoad()
        return draft
    }
}

/// One operation with what stands around it.
struct OperationStep {
    var path: String
    var method: String
    var item: JSONValue
    var operation: JSONValue
    var flow: String
}
