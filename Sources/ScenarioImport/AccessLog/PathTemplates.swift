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

    /// The template of a request; `nil` past the limit.
    mutating func add(_ request: LogRequest) -> Int? {
        let halves = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = halves[0].prefix { $0 != "#" }
        let segments = path.split(separator: "/").prefix(40).map(String.init)
        let kinds = segments.map(Self.kind)
        let fields =
            halves.count > 1 ? (FormText.fields(String(halves[1])) ?? []).prefix(20).sorted { $0.name < $1.name } : []
        var key = request.method
        for (segment, kind) in zip(segments, kinds) { key += "/" + (kind.map { "\u{0}\($0)" } ?? segment) }
        for field in fields { key += "\u{1}" + field.name }
        guard let index = indices[key] ?? make(key, request, segments, kinds, fields, path) else {
            overflow += 1
            return nil
        }
        templates[index].count += 1
        templates[index].statuses[request.status, default: 0] += 1
        var place = 0
        for (segment, kind) in zip(segments, kinds) where kind != nil {
            if place < templates[index].places.count { templates[index].places[place].add(segment) }
            place += 1
        }
        for (number, field) in fields.enumerated() where number < templates[index].query.count {
            let kind = Self.kind(field.value) ?? .text
            if templates[index].query[number].seen.kind != kind { templates[index].query[number].seen.kind = .text }
            templates[index].query[number].seen.add(field.value)
        }
        return index
    }

    private mutating func make(
        _ key: String,
        _ request: LogRequest,
        _ segments: [String],
        _ kinds: [Kind?],
        _ fields: [(name: String, value: String)],
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
                query: fields.map { ($0.name, Seen(kind: Self.kind($0.value) ?? .text)) }
            )
        )
        return templates.count - 1
    }

    /// What a segment identifies, or `nil` for a word.
    static func kind(_ text: String) -> Kind? {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { return nil }
        if bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            return bytes.count <= 15 && (bytes.count == 1 || bytes[0] != 0x30) ? .number : .hex(bytes.count)
        }
        if StepNaming.isUUID(text) { return .uuid }
        if bytes.count == 10, text.wholeMatch(of: /[0-9]{4}-[0-9][0-9]-[0-9][0-9]/) != nil { return .date }
        if bytes.count >= 8, bytes.allSatisfy(StepNaming.isHex), bytes.contains(where: { $0 <= 0x39 }) {
            return .hex(bytes.count)
        }
        return StepNaming.isIdentifier(text) ? .token : nil
    }
}
