import CYaml
import JSON

/// Reads YAML 1.1 and 1.2 as JSON's values, from the parser's events: mappings keep their order, plain scalars are what
/// JSON would call them. What an input may cost is counted on the events, so that no text inside it is taken for
/// structure.
struct YAMLReader {
    /// Collections may be nested this deep.
    private static let depthLimit = 200
    /// Values, with those that aliases repeat.
    private static let valueLimit = 2_000_000

    /// The first document of a stream. `what` is what was expected, such as `an OpenAPI description`.
    static func read(_ bytes: [UInt8], what: String = "an OpenAPI description") throws(ImportError) -> JSONValue {
        guard let first = try documents(bytes, what: what).first else {
            throw ImportError("this is not \(what): it is empty")
        }
        return first
    }

    /// All documents of a stream.
    static func documents(_ bytes: [UInt8], what: String) throws(ImportError) -> [JSONValue] {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw ImportError("this is not \(what): the text is not UTF-8")
        }
        var reader = YAMLReader(what: what)
        return try reader.readAll(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes)
    }

    /// A value and how many values it holds.
    private struct Counted {
        var value: JSONValue
        var count: Int
    }

    /// A collection that is still open.
    private struct Open {
        var anchor: String?
        var isMapping: Bool
        var items: [JSONValue] = []
        var members: [JSONMember] = []
        var names: Set<String> = []
        /// The name of the member whose value comes next.
        var name: String?
        var merges: [JSONValue] = []
        var count = 1
    }

    private let what: String
    private var anchors: [String: Counted] = [:]
    private var open: [Open] = []
    private var documents: [JSONValue] = []
    private var total = 0

    private init(what: String) { self.what = what }

    private mutating func readAll(_ bytes: [UInt8]) throws(ImportError) -> [JSONValue] {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else { throw ImportError("there is no memory for the YAML parser") }
        defer { yaml_parser_delete(&parser) }
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        var failure: ImportError?
        // The parser reads the bytes while the events are taken.
        bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            var isOver = false
            while !isOver, failure == nil {
                var event = yaml_event_t()
                guard yaml_parser_parse(&parser, &event) == 1 else {
                    failure = problem(parser)
                    break
                }
                defer { yaml_event_delete(&event) }
                isOver = event.type == YAML_STREAM_END_EVENT
                do throws(ImportError) { try take(event) } catch { failure = error }
            }
        }
        if let failure { throw failure }
        return documents
    }

    private func problem(_ parser: yaml_parser_t) -> ImportError {
        let reason = parser.problem.map { String(cString: $0) } ?? "it cannot be read"
        if TextSearch.contains(reason, "nesting") {
            return ImportError(
                "this is not \(what) that can be read: YAML: it is nested more than \(Self.depthLimit) deep"
            )
        }
        let line = max(parser.problem_mark.line, parser.mark.line) + 1
        return ImportError("this is not \(what): YAML: line \(line): \(reason)")
    }

    private func refused(_ reason: String, _ event: yaml_event_t) -> ImportError {
        ImportError("this is not \(what) that can be read: YAML line \(event.start_mark.line + 1): \(reason)")
    }

    // MARK: Events

    private mutating func take(_ event: yaml_event_t) throws(ImportError) {
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: anchors = [:]
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = scalar.value.map { Self.text($0, scalar.length) } ?? ""
            let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.plain_implicit == 1
            let counted = Counted(value: isPlain ? Self.plain(text) : .string(text), count: 1)
            if let anchor = Self.text(scalar.anchor) { anchors[anchor] = counted }
            try add(counted, name: text, event)
        case YAML_ALIAS_EVENT:
            let anchor = Self.text(event.data.alias.anchor) ?? ""
            guard let known = anchors[anchor] else {
                throw refused("the alias *\(anchor.excerpt(60)) has no anchor", event)
            }
            try add(known, name: known.value.scalarText, event)
        case YAML_SEQUENCE_START_EVENT:
            try begin(Open(anchor: Self.text(event.data.sequence_start.anchor), isMapping: false), event)
        case YAML_MAPPING_START_EVENT:
            try begin(Open(anchor: Self.text(event.data.mapping_start.anchor), isMapping: true), event)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            guard let last = open.popLast() else { return }
            let counted = Counted(value: Self.finished(last), count: last.count)
            if let anchor = last.anchor { anchors[anchor] = counted }
            total -= last.count
            try add(counted, name: nil, event)
        default: break
        }
    }

    private mutating func begin(_ collection: Open, _ event: yaml_event_t) throws(ImportError) {
        guard open.count < Self.depthLimit else {
            throw refused("it is nested more than \(Self.depthLimit) deep", event)
        }
        if let around = open.last, around.isMapping, around.name == nil {
            throw refused("a key that is a list or a mapping", event)
        }
        total += 1
        open.append(collection)
    }

    /// Puts a value where it belongs: into the collection around it, or as a document.
    private mutating func add(_ counted: Counted, name: String?, _ event: yaml_event_t) throws(ImportError) {
        total += counted.count
        guard total <= Self.valueLimit else { throw refused("more than \(Self.valueLimit) values", event) }
        guard var around = open.popLast() else { return documents.append(counted.value) }
        defer { open.append(around) }
        around.count += counted.count
        if !around.isMapping {
            around.items.append(counted.value)
        } else if let member = around.name {
            around.name = nil
            if member == "<<", counted.value.isObject || counted.value.isArray {
                around.merges += counted.value.isArray ? counted.value.items : [counted.value]
            } else {
                around.members.append(JSONMember(name: member, value: counted.value))
            }
        } else {
            guard let name else { throw refused("a key that is a list or a mapping", event) }
            guard name == "<<" || around.names.insert(name).inserted else {
                throw refused("the key \(name.excerpt(60)) appears twice", event)
            }
            around.name = name
        }
    }

    /// A mapping with what it merges: its own members win, then those of the first mapping in the list.
    private static func finished(_ collection: Open) -> JSONValue {
        guard collection.isMapping else { return .array(collection.items) }
        var merged: [JSONMember] = []
        var names = collection.names
        for member in collection.merges.flatMap(\.members) where names.insert(member.name).inserted {
            merged.append(member)
        }
        return .object(merged + collection.members)
    }

    private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private static func text(_ pointer: UnsafeMutablePointer<UInt8>, _ count: Int) -> String {
        String(decoding: UnsafeBufferPointer(start: pointer, count: count), as: UTF8.self)
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
