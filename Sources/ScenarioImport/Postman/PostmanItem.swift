import JSON

/// One request of a collection, with the folders around it.
struct PostmanItem {
    var name: String
    /// Names of the folders, from the outermost.
    var folders: [String]
    var request: JSONValue
    var tests: PostmanScript
    var before: PostmanScript
    /// Tests of the collection and of the folders around it, from the outermost: Postman runs them first.
    var inherited: [PostmanScript]
    /// Lines of folders' scripts that were not understood, at the first request in the folder.
    var folderLines: [String] = []
    /// Its own authentication or that of the nearest folder.
    var auth: JSONValue?
    /// Redirects are not followed.
    var stopsAtRedirects: Bool
    /// A body is sent with `GET` and `HEAD` too.
    var keepsBody: Bool

    /// Everything that takes values from answers.
    var allTests: [PostmanScript] { inherited + [tests] }
}

/// Walks through the folders of a collection.
struct PostmanTree {
    private var items: [PostmanItem] = []
    private let patterns = PostmanPatterns()
    private var pending: [String] = []

    /// Folders may be nested this deep.
    private static let depthLimit = 40

    /// What holds for all that is inside a folder.
    private struct Around {
        var folders: [String] = []
        var auth: JSONValue?
        var tests: [PostmanScript] = []
    }

    /// All requests of a collection, in order, and lines of its own scripts that were not understood.
    static func read(_ collection: JSONValue) -> (items: [PostmanItem], rest: [String]) {
        var tree = PostmanTree()
        let tests = tree.script(collection, "test")
        let rest = tree.script(collection, "prerequest").lines + tests.rest
        let around = Around(auth: collection["auth"]?.object, tests: [tests])
        tree.visit(collection["item"]?.items ?? [], around)
        return (tree.items, rest)
    }

    private mutating func visit(_ items: [JSONValue], _ around: Around) {
        for item in items {
            let name = item["name"]?.scalarText ?? ""
            if case .array(let inner)? = item["item"] {
                guard around.folders.count < Self.depthLimit else { continue }
                let tests = script(item, "test")
                pending += (script(item, "prerequest").lines + tests.rest).map {
                    "of the folder \(name.excerpt(60)): \($0)"
                }
                visit(
                    inner,
                    Around(
                        folders: around.folders + [name],
                        auth: item["auth"]?.object ?? around.auth,
                        tests: around.tests + [tests]
                    )
                )
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
            let behavior = item["protocolProfileBehavior"]
            self.items.append(
                PostmanItem(
                    name: name,
                    folders: around.folders,
                    request: request,
                    tests: script(item, "test"),
                    before: script(item, "prerequest"),
                    inherited: around.tests,
                    folderLines: pending,
                    auth: request["auth"]?.object ?? item["auth"]?.object ?? around.auth,
                    stopsAtRedirects: behavior?["followRedirects"]?.bool == false,
                    keepsBody: behavior?["disableBodyPruning"]?.bool ?? false
                )
            )
            pending = []
        }
    }

    private func script(_ item: JSONValue, _ kind: String) -> PostmanScript {
        let lines = (item["event"]?.items ?? []).filter { $0["listen"]?.string == kind }.flatMap { event -> [String] in
            let code = event["script"]?["exec"] ?? event["script"]
            let lines = code?.items.compactMap(\.string) ?? []
            return lines.isEmpty ? [code?.string].compactMap { $0 } : lines
        }
        return PostmanScript(
            lines.flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) },
            patterns: patterns
        )
    }
}

extension JSONValue {
    /// The value, where it is an object: Postman writes null for what is inherited.
    var object: JSONValue? { isObject ? self : nil }
}
