import JSON
import Yams

/// Reads YAML as JSON's values: mappings keep their order, plain scalars are what JSON would call them.
enum YAMLReader {
    /// Collections may stand this deep in each other.
    private static let depthLimit = 200
    /// Values, with those that aliases repeat.
    private static let valueLimit = 2_000_000

    static func read(_ bytes: [UInt8]) throws(ImportError) -> JSONValue {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ImportError("this is not an OpenAPI description: the text is not UTF-8")
        }
        try checkNesting(bytes)
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw ImportError("this is not an OpenAPI description: YAML: \(reason(error))")
        }
        guard let node else { throw ImportError("this is not an OpenAPI description: it is empty") }
        var left = valueLimit
        return try value(node, 0, &left)
    }

    /// The library reads nested collections by recursion and compares keys whole: what would cost it its stack or its
    /// time is refused before.
    private static func checkNesting(_ bytes: [UInt8]) throws(ImportError) {
        var flow = 0
        var line = 1
        var dashes = 0
        var atStart = true
        var indent = 0
        var indents: [Int] = []
        for (index, byte) in bytes.enumerated() {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0x0A
            let endsWord = next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09
            switch byte {
            case 0x0A:
                line += 1
                (dashes, indent, atStart) = (0, 0, true)
            case 0x20 where atStart, 0x09 where atStart: indent += 1
            case UInt8(ascii: "-") where atStart && endsWord, UInt8(ascii: "?") where atStart && endsWord,
                UInt8(ascii: ":") where atStart && endsWord:
                dashes += 1
                if byte != UInt8(ascii: "-") { throw nested("keys that are no plain texts", line) }
            default:
                if atStart, byte != UInt8(ascii: "#"), byte != 0x0D {
                    while let last = indents.last, last >= indent { indents.removeLast() }
                    indents.append(indent)
                }
                atStart = false
                if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { flow += 1 }
                if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                    flow = max(0, flow - 1)
                    // `{[a, b]: 1}`: a key that is a collection.
                    if next == UInt8(ascii: ":") && flow > 0 { throw nested("keys that are no plain texts", line) }
                }
            }
            if flow > depthLimit || dashes > 50 || indents.count > depthLimit {
                throw nested("it is nested more than \(depthLimit) deep", line)
            }
        }
        try checkAliasKeys(bytes)
    }

    /// `*name :` as a key makes the library compare everything behind the name.
    private static func checkAliasKeys(_ bytes: [UInt8]) throws(ImportError) {
        var position = 0
        var line = 1
        while position < bytes.count {
            if bytes[position] == 0x0A { line += 1 }
            guard bytes[position] == UInt8(ascii: "*"), position == 0 || " \t\n[{,-".utf8.contains(bytes[position - 1])
            else {
                position += 1
                continue
            }
            position += 1
            while position < bytes.count, !" \t\r\n,]}".utf8.contains(bytes[position]) { position += 1 }
            while position < bytes.count, bytes[position] == 0x20 { position += 1 }
            if position < bytes.count, bytes[position] == UInt8(ascii: ":") {
                throw nested("an alias stands as a key", line)
            }
        }
    }

    private static func nested(_ what: String, _ line: Int) -> ImportError {
        ImportError("this is not an OpenAPI description that can be read: YAML line \(line): \(what)")
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? YamlError else { return "it cannot be read" }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return "line \(mark.line): \(problem)"
        case .reader(let problem, _, _, _): return problem
        case .duplicatedKeysInMapping(let names, let context):
            return "line \(context.mark.line): the key \(names.first?.prefix(60) ?? "") stands twice"
        default: return "it cannot be read"
        }
    }

    private static func value(_ node: Node, _ depth: Int, _ left: inout Int) throws(ImportError) -> JSONValue {
        left -= 1
        guard left > 0, depth < depthLimit else {
            throw ImportError("this is not an OpenAPI description that can be read: YAML: it is too deep or too large")
        }
        switch node {
        case .scalar(let scalar):
            return scalar.style == .plain ? plain(scalar.string) : .string(scalar.string)
        case .sequence(let sequence):
            var items: [JSONValue] = []
            for item in sequence { items.append(try value(item, depth + 1, &left)) }
            return .array(items)
        case .mapping(let mapping):
            var members: [JSONMember] = []
            for (key, item) in mapping {
                guard case .scalar(let name) = key else { continue }
                let value = try value(item, depth + 1, &left)
                if name.string == "<<", case .object(let more) = value {
                    members += more
                } else {
                    members.append(JSONMember(name: name.string, value: value))
                }
            }
            return .object(members)
        case .alias: return .null
        }
    }

    /// A scalar without quotes, by the core schema of YAML 1.2.
    private static func plain(_ text: String) -> JSONValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default:
            if let first = text.utf8.first, first == UInt8(ascii: "-") || first >= 0x30 && first <= 0x39,
                case .number(let digits)? = JSONValue(text: text)
            {
                return .number(digits)
            }
            return .string(text)
        }
    }
}
