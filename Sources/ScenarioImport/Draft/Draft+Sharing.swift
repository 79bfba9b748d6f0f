extension Draft {
    /// Blocks without any request are no blocks: what they hold stands where they stood.
    mutating func dissolveEmptyBlocks() {
        for index in flows.indices { flows[index].steps = Self.dissolved(flows[index].steps) }
        flows.removeAll { !$0.steps.contains(where: \.hasRequests) }
    }

    private static func dissolved(_ steps: [Step]) -> [Step] {
        steps.flatMap { step -> [Step] in
            switch step {
            case .group(let name, let inner):
                return step.hasRequests ? [.group(name, dissolved(inner))] : dissolved(inner)
            case .rounds(let count, let inner):
                return step.hasRequests ? [.rounds(count, dissolved(inner))] : dissolved(inner)
            case .parallel(let inner): return step.hasRequests ? [step] : inner
            case .request, .think, .comment, .line: return [step]
            }
        }
    }

    /// Declarations that nothing reads, as a command that was not translated leaves them.
    mutating func remove(unused names: Set<String>) {
        parameters.removeAll { names.contains($0.name) }
        secrets.remove(names)
        for index in flows.indices {
            flows[index].steps = flows[index].steps.compactMap { step in
                if case .line(let line) = step, names.contains(where: { line.hasPrefix("let \($0) =") }) { return nil }
                return step.mapRequests { $0.captures.removeAll { names.contains($0.name) } }
            }
        }
    }

    /// Headers and authentication that all requests of a flow have in common stand once, in the flow's defaults.
    mutating func shareCommon() {
        let fixed = Set(parameters.map(\.name) + secrets.declared.map(\.name))
        for index in flows.indices {
            let requests = flows[index].steps.flatMap(\.requests)
            guard requests.count >= 3, requests.allSatisfy({ $0.origin == nil }), let first = requests.first else {
                continue
            }
            // Defaults stand before all steps: a captured value is not there yet.
            let headers = first.headers.filter { field in
                field.name.lowercased() != "content-type" && fixed.isSuperset(of: field.value.places)
                    && requests.allSatisfy { $0.headers.contains(field) }
            }
            var auth: Auth?
            if let common = first.auth, fixed.isSuperset(of: common.places),
                requests.allSatisfy({ $0.auth == common })
            {
                auth = common
            }
            guard !headers.isEmpty || auth != nil else { continue }
            flows[index].defaults += headers
            flows[index].auth = auth
            flows[index].steps = flows[index].steps.map { step in
                step.mapRequests { request in
                    request.headers.removeAll { headers.contains($0) }
                    if auth != nil { request.auth = nil }
                }
            }
        }
    }

    /// A line about how the target is reached; of lines that may stand once, the first counts.
    /// - Returns: whether the line is in force.
    mutating func addWay(_ line: String, once: Bool = true) -> Bool {
        let word = line.prefix { $0 != " " }
        if ways.contains(line) { return true }
        if once, ways.contains(where: { $0.prefix { $0 != " " } == word }) { return false }
        ways.append(line)
        return true
    }
}

extension Draft.Auth {
    /// The expressions in it.
    var places: [String] {
        switch self {
        case .bearer(let expression): [expression]
        case .basic(let user, let password): user.places + password.places
        }
    }
}
