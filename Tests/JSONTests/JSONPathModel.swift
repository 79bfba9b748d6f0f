import LoadPlan

/// RFC 9535 as its sections read: every segment makes a list of nodes from a list of nodes.
struct JSONPathModel {
    typealias Node = JSONModel.Located
    let root: Node

    func find(_ segments: [JSONPath.Segment], from start: Node) -> [Node] {
        var nodes = [start]
        for segment in segments {
            switch segment {
            case .child(let selectors):
                nodes = nodes.flatMap { node in selectors.flatMap { select($0, node) } }
            case .descendant(let selectors):
                nodes = nodes.flatMap { descendants($0) }.flatMap { node in selectors.flatMap { select($0, node) } }
            }
        }
        return nodes
    }

    private func descendants(_ node: Node) -> [Node] { [node] + node.value.children.flatMap { descendants($0) } }

    private func select(_ selector: JSONPath.Selector, _ node: Node) -> [Node] {
        switch selector {
        case .name(let name):
            guard case .object(let members) = node.value else { return [] }
            return members.filter { Array($0.name.utf8) == name }.prefix(1).map(\.node)
        case .wildcard: return node.value.children
        case .index(let index):
            guard case .array(let elements) = node.value else { return [] }
            let position = index < 0 ? elements.count + index : index
            return elements.indices.contains(position) ? [elements[position]] : []
        case .slice(let start, let end, let step):
            guard case .array(let elements) = node.value, step != 0 else { return [] }
            return Self.positions(elements.count, start, end, step).map { elements[$0] }
        case .filter(let logical): return node.value.children.filter { holds(logical, $0) }
        }
    }

    /// Section 2.3.4.2.2, transcribed.
    static func positions(_ count: Int, _ start: Int?, _ end: Int?, _ step: Int) -> [Int] {
        func normal(_ index: Int) -> Int { index >= 0 ? index : count + index }
        let from = normal(start ?? (step > 0 ? 0 : count - 1))
        let to = end.map(normal) ?? (step > 0 ? count : -1)
        var found: [Int] = []
        if step > 0 {
            let lower = min(max(from, 0), count)
            let upper = min(max(to, 0), count)
            for index in stride(from: lower, to: upper, by: step) { found.append(index) }
        } else {
            let upper = min(max(from, -1), count - 1)
            let lower = min(max(to, -1), count - 1)
            for index in stride(from: upper, to: lower, by: step) { found.append(index) }
        }
        return found
    }

    private func holds(_ logical: JSONPath.Logical, _ node: Node) -> Bool {
        switch logical {
        case .or(let parts): parts.contains { holds($0, node) }
        case .and(let parts): parts.allSatisfy { holds($0, node) }
        case .not(let part): !holds(part, node)
        case .exists(let query): !nodes(query, node).isEmpty
        case .compare(let left, let op, let right): compare(value(left, node), op, value(right, node))
        case .test(let call): test(call, node)
        }
    }

    private func nodes(_ query: JSONPath.Query, _ node: Node) -> [Node] {
        find(query.segments, from: query.relative ? node : root)
    }

    /// `nil` is the RFC's Nothing.
    private func value(_ comparable: JSONPath.Comparable, _ node: Node) -> JSONModel? {
        switch comparable {
        case .literal(.none): return .null
        case .literal(.bool(let bool)): return .bool(bool)
        case .literal(.integer(let integer)): return .number(Double(integer))
        case .literal(.number(let number)): return .number(number)
        case .literal(.text(let text)): return .string(text)
        case .literal: return nil
        case .query(let query): return nodes(query, node).first?.value
        case .call(let call):
            switch (call.name, call.arguments[0]) {
            case (.count, .query(let query)): return .number(Double(nodes(query, node).count))
            case (.value, .query(let query)):
                let found = nodes(query, node)
                return found.count == 1 ? found[0].value : nil
            case (.length, let argument):
                switch value(argument, node) {
                case .string(let string): return .number(Double(string.unicodeScalars.count))
                case .array(let elements): return .number(Double(elements.count))
                case .object(let members): return .number(Double(members.count))
                default: return nil
                }
            default: return nil
            }
        }
    }

    /// Patterns here are literals without special characters: `match` is equality, `search` is containment.
    private func test(_ call: JSONPath.FunctionCall, _ node: Node) -> Bool {
        guard case .string(let text) = value(call.arguments[0], node),
            case .string(let pattern) = value(call.arguments[1], node)
        else { return false }
        let scalars = Array(text.unicodeScalars)
        let wanted = Array(pattern.unicodeScalars)
        if call.name == .match { return scalars == wanted }
        guard wanted.count <= scalars.count else { return false }
        return (0...scalars.count - wanted.count).contains { Array(scalars[$0..<$0 + wanted.count]) == wanted }
    }

    private func compare(_ a: JSONModel?, _ op: BinaryOperator, _ b: JSONModel?) -> Bool {
        switch op {
        case .equal: a == b
        case .notEqual: a != b
        case .less: less(a, b)
        case .greater: less(b, a)
        case .lessOrEqual: less(a, b) || a == b
        default: less(b, a) || a == b
        }
    }

    private func less(_ a: JSONModel?, _ b: JSONModel?) -> Bool {
        switch (a, b) {
        case (.number(let x), .number(let y)): x < y
        case (.string(let x), .string(let y)): x.unicodeScalars.lexicographicallyPrecedes(y.unicodeScalars)
        default: false
        }
    }
}
