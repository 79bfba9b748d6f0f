import JSON

/// Reads a Postman collection (format 2.0 and 2.1): folders become flows and groups, requests steps.
struct PostmanReader {
    var draft: Draft
    var variables: PostmanVariables
    private let items: [PostmanItem]
    /// Values pass from one top folder to another: all folders are groups of one flow.
    private let isOneFlow: Bool
    private let title: String
    private var scopes: [String: NameScope] = [:]
    private var groupScopes: [String: NameScope] = [:]

    static func read(_ bytes: [UInt8], options: ImportOptions) throws(ImportError) -> Draft {
        let json: JSONValue
        do {
            json = try JSONValue(reading: bytes)
        } catch {
            throw ImportError(error, in: bytes, what: "a Postman collection")
        }
        // Postman's API wraps the collection.
        let collection = json["collection"] ?? json
        if collection["requests"]?.isArray ?? false {
            throw ImportError("this is a Postman collection of format 1; export it in format 2.1")
        }
        guard collection["item"]?.isArray ?? false, collection["info"]?.isObject ?? false else {
            throw ImportError("this is not a Postman collection: it has no info and item")
        }
        let (items, rest) = PostmanTree.read(collection)
        guard !items.isEmpty else { throw ImportError("the Postman collection has no requests") }
        try Draft.checkCount(items.count)
        var reader = PostmanReader(collection, items, options)
        reader.build(rest)
        guard reader.draft.hasRequests else {
            throw ImportError("the Postman collection has no request that a scenario can send")
        }
        return reader.draft
    }

    private init(_ collection: JSONValue, _ items: [PostmanItem], _ options: ImportOptions) {
        self.items = items
        let name = collection["info"]?["name"]?.scalarText ?? ""
        title = name.isEmpty ? options.name : name
        variables = PostmanVariables(
            collection,
            captured: Set(items.flatMap(\.allTests).flatMap { $0.captures.map(\.variable) }),
            options: options
        )
        isOneFlow = Self.crossesFolders(items)
        draft = Draft(title: title, target: "http://127.0.0.1:8080")
        draft.heading = ["Imported from the Postman collection \(title.excerpt(100))."]
    }

    /// A value that one top folder takes from an answer is used in another.
    private static func crossesFolders(_ items: [PostmanItem]) -> Bool {
        var makers: [String: Set<String>] = [:]
        for item in items {
            for capture in item.allTests.flatMap(\.captures) {
                makers[capture.variable, default: []].insert(item.folders.first ?? "")
            }
        }
        guard !makers.isEmpty else { return false }
        return items.contains { item in
            item.texts.flatMap(PostmanVariables.used).contains { name in
                makers[name].map { !$0.contains(item.folders.first ?? "") } ?? false
            }
        }
    }

    private mutating func build(_ rest: [String]) {
        let origins = items.map { origin(of: $0) }
        var counts: [String: Int] = [:]
        for origin in origins.compactMap({ $0 }) { counts[origin, default: 0] += 1 }
        let target = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        if let target { draft.target = target }
        var flows: [(key: String, steps: [Draft.Step])] = []
        for item in items {
            let key = isOneFlow ? "" : item.folders.first ?? ""
            if flows.last?.key != key, !flows.contains(where: { $0.key == key }) { flows.append((key, [])) }
            guard let flow = flows.firstIndex(where: { $0.key == key }) else { continue }
            add(
                step(item, flow: key),
                Array(item.folders.dropFirst(isOneFlow ? 0 : 1))[...],
                to: &flows[flow].steps,
                key: key
            )
        }
        var names = NameScope(separator: ".")
        draft.flows = flows.filter { $0.steps.contains(where: \.hasRequests) }.map { key, steps in
            let name = names.take(Names.label(key.isEmpty ? title : key, or: "collection"))
            // Postman follows redirects unless it is told not to.
            return Draft.Flow(name: name, defaultClauses: ["redirects follow 10"], steps: presets(steps) + steps)
        }
        finish(rest)
    }

    private mutating func finish(_ rest: [String]) {
        draft.parameters = variables.parameters
        draft.secrets = variables.secrets
        if !variables.unknown.isEmpty {
            draft.heading.append(
                "Without counterpart, now filler text: \(variables.unknown.sorted().joined(separator: ", "))."
            )
        }
        if !variables.openHosts.isEmpty {
            let names = variables.openHosts.sorted().prefix(10).map { "{{\($0)}}" }.joined(separator: ", ")
            draft.heading.append(
                "The collection does not say what \(names) is: the target stands for it. --environment FILE or --target gives it."
            )
        }
        for line in rest.prefix(20) {
            draft.heading.append("Not translated, a script of the collection: \(line)")
        }
        draft.addUsualLoad()
    }

    /// Puts a step into the groups of its folders; folders that follow each other are one group.
    private mutating func add(
        _ step: Draft.Step,
        _ folders: ArraySlice<String>,
        to steps: inout [Draft.Step],
        key: String
    ) {
        guard let folder = folders.first else { return steps.append(step) }
        let base = Names.label(folder, or: "folder")
        if case .group(let name, var inner)? = steps.last, name == base || name.hasPrefix(base + ".") {
            add(step, folders.dropFirst(), to: &inner, key: key)
            steps[steps.count - 1] = .group(name, inner)
        } else {
            let name = groupScopes[key, default: NameScope(separator: ".")].take(base)
            var inner: [Draft.Step] = []
            add(step, folders.dropFirst(), to: &inner, key: key)
            steps.append(.group(name, inner))
        }
    }

    /// Variables that a step reads before any answer has given them a value begin with what the collection has; so do
    /// those that every answer may give another one.
    private mutating func presets(_ steps: [Draft.Step]) -> [Draft.Step] {
        var early: [String] = []
        var isEarly: Set<String> = []
        var set: Set<String> = []
        let names = Dictionary(
            variables.captured.sorted().map { (variables.expression($0), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for request in steps.flatMap(\.requests) {
            var read = request.expressions.flatMap(Self.words)
            read += request.captures.filter { $0.source.hasSuffix(" or \($0.name)") }.map(\.name)
            for word in read where names[word] != nil && !set.contains(word) && isEarly.insert(word).inserted {
                early.append(word)
            }
            set.formUnion(request.captures.map(\.name))
        }
        return early.map { .line("let \($0) = \(variables.initialValue(names[$0] ?? ""))") }
    }

    /// The names in an expression.
    private static func words(_ expression: String) -> [String] {
        expression.utf8.split { !SecretShapes.isWord($0) && $0 != UInt8(ascii: "_") }.compactMap { String($0) }
    }

    /// A name that is free within the flow.
    mutating func take(_ base: String, flow: String) -> String {
        scopes[flow, default: NameScope(separator: ".")].take(base)
    }

    /// Scheme, host and port of a request, where the collection says them.
    private func origin(of item: PostmanItem) -> String? {
        URLParts(Self.address(item, filledIn: variables.filledIn))?.origin
    }

    /// The address as text, with a scheme.
    static func address(
        _ item: PostmanItem,
        filledIn: (String) -> String,
        isPath: (String) -> Bool = { _ in false }
    ) -> String {
        let raw = item.address
        // What says where the request goes is filled in, and what is several segments; the rest stays variable.
        let slash = raw.range(ofPathIn: raw)
        let head = filledIn(String(raw[..<slash]))
        var rest = String(raw[slash...])
        for name in Set(PostmanVariables.used(in: rest)) where isPath(name) {
            rest = rest.replacing("{{\(name)}}", with: filledIn("{{\(name)}}")).replacing("//", with: "/")
        }
        let full = head + rest
        return TextSearch.contains(head, "://") || head.hasPrefix("{{") ? full : "http://" + full
    }
}

extension PostmanItem {
    /// The request's URL as it was typed.
    var address: String {
        let url = request["url"]
        if let text = url?.string ?? url?["raw"]?.string { return text }
        let host = url?["host"]?.items.compactMap(\.string).joined(separator: ".") ?? url?["host"]?.string ?? ""
        let path = url?["path"]?.items.compactMap(\.string).joined(separator: "/") ?? url?["path"]?.string ?? ""
        let scheme = url?["protocol"]?.string.map { $0 + "://" } ?? ""
        return scheme + host + (path.isEmpty ? "" : "/" + path)
    }

    /// Everything that may hold variables.
    var texts: [String] {
        var texts: [String] = [address]
        var left = 2000
        Self.collect(request, &texts, &left)
        if let auth { Self.collect(auth, &texts, &left) }
        return texts
    }

    private static func collect(_ json: JSONValue, _ texts: inout [String], _ left: inout Int) {
        guard left > 0 else { return }
        left -= 1
        switch json {
        case .string(let text): texts.append(text)
        case .array(let items): for item in items { collect(item, &texts, &left) }
        case .object(let members): for member in members { collect(member.value, &texts, &left) }
        case .null, .bool, .number: break
        }
    }
}

extension String {
    /// Where the path of an address begins: behind scheme and host, or behind a variable that stands for both.
    func range(ofPathIn text: String) -> String.Index {
        let start = TextSearch.firstIndex(of: "://", in: text).map { text.index($0, offsetBy: 3) } ?? text.startIndex
        return text[start...].firstIndex { "/?".contains($0) } ?? text.endIndex
    }
}
