import JSON

/// One request of a collection, with the folders around it.
struct PostmanItem {
    var name: String
    /// Names of the folders, from the outermost.
    var folders: [String]
    var request: JSONValue
    var tests: PostmanScript
    var before: PostmanScript
    /// Its own authentication or that of the nearest folder.
    var auth: JSONValue?

    /// Folders may stand this deep in each other.
    private static let depthLimit = 40

    /// All requests of a collection, in order.
    static func all(in collection: JSONValue) -> [PostmanItem] {
        var items: [PostmanItem] = []
        visit(collection["item"]?.items ?? [], [], collection["auth"], &items)
        return items
    }

    private static func visit(
        _ items: [JSONValue],
        _ folders: [String],
        _ auth: JSONValue?,
        _ found: inout [PostmanItem]
    ) {
        for item in items {
            let name = item["name"]?.scalarText ?? ""
            let own = item["auth"] ?? auth
            if case .array(let inner)? = item["item"] {
                if folders.count < depthLimit { visit(inner, folders + [name], own, &found) }
                continue
            }
            guard var request = item["request"] else { continue }
            // A request may be nothing but its address.
            if let url = request.string {
                request = .object([
                    JSONMember(name: "method", value: .string("GET")), JSONMember(name: "url", value: .string(url)),
                ])
            }
            guard request.isObject else { continue }
            found.append(
                PostmanItem(
                    name: name,
                    folders: folders,
                    request: request,
                    tests: PostmanScript(script(item, "test")),
                    before: PostmanScript(script(item, "prerequest")),
                    auth: request["auth"].flatMap { $0.isObject ? $0 : nil } ?? own
                )
            )
        }
    }

    private static func script(_ item: JSONValue, _ kind: String) -> [String] {
        (item["event"]?.items ?? []).filter { $0["listen"]?.string == kind }.flatMap { event -> [String] in
            let code = event["script"]?["exec"] ?? event["script"]
            let lines = code?.items.compactMap(\.string) ?? []
            return lines.isEmpty ? [code?.string].compactMap { $0 } : lines
        }.flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) }
    }
}
