import Groundwork

/// Requests of a log that differ only in identifiers: one template with what was seen in its places.
struct PathTemplates {
    /// What stands in a place.
    enum Kind: Hashable {
        case number
        case uuid
        /// Hexadecimal digits, so many.
        case hex(Int)
        case date
        case token
        case text
        case personal(PersonalData)
        /// A secret, by what it is called.
        case secret(String)
    }

    /// What was seen in one place.
    struct Seen {
        var kind: Kind
        var low = Int.max
        var high = Int.min
        /// A few of the values, for places whose values are words.
        var values: [String] = []
        var hasMore = false

        static let most = 6

        mutating func add(_ value: String) {
            if kind == .number, let number = Int(value) {
                low = min(low, number)
                high = max(high, number)
            } else if kind == .text, !values.contains(value) {
                if values.count < Self.most { values.append(value) } else { hasMore = true }
            }
        }
    }

    struct Template {
        var method: String
        /// Segments as they stand, `nil` for places.
        var segments: [String?]
        var endsWithSlash: Bool
        var places: [Seen]
        var query: [(name: String, seen: Seen)]
        var count = 0
        var statuses: [Int: Int] = [:]
    }

    private(set) var templates: [Template] = []
    private var indices: [String: Int] = [:]
    /// More templates than this are not told apart: what is left over is counted.
    private static let limit = 2000
    private(set) var overflow = 0

    /// An address taken apart.
    private struct Parsed {
        var index: Int
        /// Segments that stand for places, and values of the query.
        var places: [String]
        var values: [(text: String, kind: Kind)]
    }

    /// Addresses that were asked before: most lines of a log have one of few.
    private var known: [String: Parsed] = [:]
    private static let knownLimit = 20_000
    /// Addresses that were taken apart: what reading lines costs besides looking them up.
    private(set) var parsed = 0
    /// An address with more parts than these is not what people ask for.
    private static let mostSegments = 100
    private static let mostFields = 100

    /// The template of a request; `nil` past the limit.
    mutating func add(_ request: LogRequest) -> Int? {
        let address = request.method + " " + request.target
        guard let parsed = known[address] ?? parse(request, address) else {
            overflow += 1
            return nil
        }
        let index = parsed.index
        templates[index].count += 1
        templates[index].statuses[request.status, default: 0] += 1
        for (place, segment) in parsed.places.enumerated() where place < templates[index].places.count {
            templates[index].places[place].add(segment)
        }
        for (number, value) in parsed.values.enumerated() where number < templates[index].query.count {
            if templates[index].query[number].seen.kind != value.kind {
                templates[index].query[number].seen.kind = .text
            }
            templates[index].query[number].seen.add(value.text)
        }
        return index
    }

    private mutating func parse(_ request: LogRequest, _ address: String) -> Parsed? {
        parsed += 1
        let halves = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = halves[0].prefix { $0 != "#" }
        let segments = path.split(separator: "/").map(String.init)
        let query = halves.count > 1 ? Self.fields(String(halves[1])) : []
        guard segments.count <= Self.mostSegments, query.count <= Self.mostFields else { return nil }
        let kinds = Self.kinds(segments)
        let fields = query.sorted { $0.name < $1.name }
        var key = request.method
        for (segment, kind) in zip(segments, kinds) { key += "/" + (kind.map { "\u{0}\($0)" } ?? segment) }
        for field in fields { key += "\u{1}" + field.name }
        let values = fields.map { (text: $0.value, kind: Self.kind($0.value, name: $0.name)) }
        guard
            let index = indices[key]
                ?? make(key, request, segments, kinds, fields.map(\.name), values.map(\.kind), path)
        else {
            return nil
        }
        let parsed = Parsed(index: index, places: zip(segments, kinds).filter { $1 != nil }.map(\.0), values: values)
        if known.count >= Self.knownLimit { known = [:] }
        known[address] = parsed
        return parsed
    }

    /// The fields of a query, also of one whose values are not UTF-8.
    private static func fields(_ query: String) -> [(name: String, value: String)] {
        if let fields = FormText.fields(query) { return fields }
        return query.split(separator: "&").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let name = PercentEncoding.decoded(parts[0], plus: true), !name.isEmpty else { return nil }
            return (name, parts.count > 1 ? PercentEncoding.decoded(parts[1], plus: true) ?? parts[1] : "")
        }
    }

    private mutating func make(
        _ key: String,
        _ request: LogRequest,
        _ segments: [String],
        _ kinds: [Kind?],
        _ names: [String],
        _ valueKinds: [Kind],
        _ path: Substring
    ) -> Int? {
        guard templates.count < Self.limit, key.utf8.count < 4096 else { return nil }
        indices[key] = templates.count
        templates.append(
            Template(
                method: request.method,
                segments: zip(segments, kinds).map { $1 == nil ? $0 : nil },
                endsWithSlash: path.hasSuffix("/") && !segments.isEmpty,
                places: kinds.compactMap { $0 }.map { Seen(kind: $0) },
                query: zip(names, valueKinds).map { ($0, Seen(kind: $1)) }
            )
        )
        return templates.count - 1
    }

    /// What each segment identifies, or `nil` for a word.
    static func kinds(_ segments: [String]) -> [Kind?] {
        let hints = PathSecrets.hints(segments)
        var before = ""
        return zip(segments, hints).map { segment, hint in
            let text = PercentEncoding.decoded(segment) ?? segment
            defer { before = text }
            if let hint { return .secret(hint) }
            if let personal = PersonalData.segment(text, before: before) { return .personal(personal) }
            return kind(segment)
        }
    }

    /// What a value of a query is.
    static func kind(_ value: String, name: String) -> Kind {
        if Sensitive.isField(name, value: value) || SecretScanner.hasShape(value) { return .secret(name) }
        if let personal = PersonalData.kind(value, name: name) { return .personal(personal) }
        return kind(value) ?? .text
    }

    /// What a segment identifies by its looks, or `nil` for a word.
    static func kind(_ text: String) -> Kind? {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { return nil }
        if bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            return bytes.count <= 15 && (bytes.count == 1 || bytes[0] != 0x30) ? .number : .hex(bytes.count)
        }
        if StepNaming.isUUID(text) { return .uuid }
        if isDate(bytes) { return .date }
        if bytes.count >= 8, bytes.allSatisfy(StepNaming.isHex), bytes.contains(where: { $0 <= 0x39 }) {
            return .hex(bytes.count)
        }
        return StepNaming.isIdentifier(text) ? .token : nil
    }

    /// `2026-11-23`.
    private static func isDate(_ bytes: [UInt8]) -> Bool {
        bytes.count == 10
            && bytes.enumerated().allSatisfy { index, byte in
                index == 4 || index == 7 ? byte == UInt8(ascii: "-") : byte >= 0x30 && byte <= 0x39
            }
    }
}
