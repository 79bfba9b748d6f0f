import LoadPlan

/// Reads JSONPath for tests: just enough to write a query as text. It trusts what it reads.
struct JSONPathText {
    private var rest: Substring

    static func path(_ text: String) -> JSONPath {
        var reader = JSONPathText(rest: text.dropFirst())
        return JSONPath(text: text, segments: reader.segments())
    }

    static func logical(_ text: String) -> JSONPath.Logical {
        var reader = JSONPathText(rest: Substring(text))
        return reader.either()
    }

    private mutating func accept(_ sign: String) -> Bool {
        rest = rest.drop { $0 == " " }
        guard rest.hasPrefix(sign) else { return false }
        rest = rest.dropFirst(sign.count)
        return true
    }

    private mutating func word(_ isPart: (Character) -> Bool) -> String {
        let word = rest.prefix(while: isPart)
        rest = rest.dropFirst(word.count)
        return String(word)
    }

    private mutating func segments() -> [JSONPath.Segment] {
        var found: [JSONPath.Segment] = []
        while true {
            if accept("..") {
                found.append(.descendant(accept("[") ? bracketed() : [shorthand()]))
            } else if accept("[") {
                found.append(.child(bracketed()))
            } else if accept(".") {
                found.append(.child([shorthand()]))
            } else {
                return found
            }
        }
    }

    private mutating func shorthand() -> JSONPath.Selector {
        accept("*") ? .wildcard : .name(Array(word { $0.isLetter || $0.isNumber || $0 == "_" }.utf8))
    }

    private mutating func bracketed() -> [JSONPath.Selector] {
        var found: [JSONPath.Selector] = []
        repeat { found.append(selector()) } while accept(",")
        _ = accept("]")
        return found
    }

    private mutating func selector() -> JSONPath.Selector {
        if accept("*") { return .wildcard }
        if accept("?") { return .filter(either()) }
        if let text = quoted() { return .name(Array(text.utf8)) }
        let first = integer()
        guard accept(":") else { return .index(first ?? 0) }
        let second = integer()
        return .slice(start: first, end: second, step: accept(":") ? integer() ?? 1 : 1)
    }

    private mutating func integer() -> Int? {
        _ = accept("")
        return Int(word { "-0123456789".contains($0) })
    }

    private mutating func quoted() -> String? {
        for quote in ["'", "\""] where accept(quote) {
            var text = ""
            while let next = rest.popFirst(), String(next) != quote {
                text.append(next == "\\" ? rest.popFirst() ?? " " : next)
            }
            return text
        }
        return nil
    }

    // MARK: Filters

    private mutating func either() -> JSONPath.Logical {
        var parts = [both()]
        while accept("||") { parts.append(both()) }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func both() -> JSONPath.Logical {
        var parts = [basic()]
        while accept("&&") { parts.append(basic()) }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func basic() -> JSONPath.Logical {
        if accept("!") { return .not(basic()) }
        if accept("(") {
            let inner = either()
            _ = accept(")")
            return inner
        }
        let left = operand()
        let signs: [(String, BinaryOperator)] = [
            ("==", .equal), ("!=", .notEqual), ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("<", .less),
            (">", .greater),
        ]
        for (sign, op) in signs where accept(sign) { return .compare(left, op, operand()) }
        switch left {
        case .query(let query): return .exists(query)
        case .call(let call): return .test(call)
        case .literal: return .or([])
        }
    }

    private mutating func operand() -> JSONPath.Comparable {
        if let text = quoted() { return .literal(.text(text)) }
        if accept("@") { return .query(.init(relative: true, segments: segments())) }
        if accept("$") { return .query(.init(relative: false, segments: segments())) }
        let word = word { $0.isLetter || $0.isNumber || "+-.".contains($0) }
        switch word {
        case "true": return .literal(.bool(true))
        case "false": return .literal(.bool(false))
        case "null": return .literal(.none)
        default: break
        }
        if let integer = Int64(word) { return .literal(.integer(integer)) }
        if let number = Double(word) { return .literal(.number(number)) }
        var arguments: [JSONPath.Comparable] = []
        _ = accept("(")
        repeat { arguments.append(operand()) } while accept(",")
        _ = accept(")")
        return .call(.init(name: .init(rawValue: word) ?? .value, arguments: arguments))
    }
}
