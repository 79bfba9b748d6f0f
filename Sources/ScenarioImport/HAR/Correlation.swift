/// Finds which values of later requests came out of earlier answers, so that each user sends its own.
struct Correlation {
    /// Where an answer has a value.
    private struct Place {
        var entry: Int
        var path: [Segment]
        var isNumber: Bool
    }

    enum Segment {
        case name(String)
        case index(Int)
    }

    /// A value that a request sends.
    struct Use {
        var value: String
        /// What the request calls it: a field's name, the segment before it in the path.
        var name: String
        var isSegment: Bool
    }

    /// A capture that some later request needs.
    struct Found {
        var variable: String
        var value: String
        var entry: Int
        var path: [Segment]
    }

    private var places: [String: [Place]] = [:]
    /// Values that requests had before any answer did: the user brings them along.
    private var known: Set<String> = []
    /// Captures by the entry whose answer they are taken from.
    private(set) var captures: [Int: [Found]] = [:]
    private var variables: [String: Found] = [:]
    private var scope: NameScope
    /// Values of one answer that are looked at, at most.
    private static let limit = 20_000

    init(taken: Set<String>) { scope = NameScope(separator: "_", taken: taken) }

    // MARK: What goes in

    /// Takes note of what an answer holds.
    mutating func addAnswer(_ json: JSONValue, entry: Int) {
        var left = Self.limit
        visit(json, [], entry, &left)
    }

    private mutating func visit(_ json: JSONValue, _ path: [Segment], _ entry: Int, _ left: inout Int) {
        guard left > 0, path.count < 60 else { return }
        switch json {
        case .array(let items):
            for (index, item) in items.enumerated() { visit(item, path + [.index(index)], entry, &left) }
        case .object(let members):
            for member in members { visit(member.value, path + [.name(member.name)], entry, &left) }
        case .string, .number:
            left -= 1
            guard let text = json.scalarText, text.utf8.count <= 8192, !known.contains(text) else { return }
            if case .number = json {
                places[text, default: []].append(Place(entry: entry, path: path, isNumber: true))
            } else {
                places[text, default: []].append(Place(entry: entry, path: path, isNumber: false))
            }
        case .null, .bool: break
        }
    }

    /// Resolves what a request sends; `isPast` says whether an entry's answer was there already.
    /// - Returns: the values that stand for captures, with the variables' names.
    mutating func resolve(_ uses: [Use], family: (Int) -> String, isPast: (Int) -> Bool) -> KnownValues {
        var result = KnownValues()
        for use in uses {
            if let found = variables[use.value], Self.isIdentifying(use.value, use, found.path, false, isOnly: true) {
                result.add(use, found.variable)
            } else if let found = find(use, family, isPast) {
                result.add(use, found.variable)
            } else if places[use.value] == nil {
                known.insert(use.value)
            }
        }
        // What was captured before may also stand within a text.
        for found in variables.values where found.value.utf8.count >= 8 && isPast(found.entry) {
            result.embed(found.value, found.variable)
        }
        return result
    }

    private mutating func find(_ use: Use, _ family: (Int) -> String, _ isPast: (Int) -> Bool) -> Found? {
        let isOnly = places[use.value]?.count == 1
        let candidates = (places[use.value] ?? []).filter { place in
            isPast(place.entry) && Self.isIdentifying(use.value, use, place.path, place.isNumber, isOnly: isOnly)
        }
        // The one that is named alike, then the latest answer, then the shortest query.
        let best = candidates.max { left, right in
            let leftRank = (Self.areAlike(use, left.path) ? 1 : 0, left.entry, -left.path.count)
            let rightRank = (Self.areAlike(use, right.path) ? 1 : 0, right.entry, -right.path.count)
            return leftRank < rightRank
        }
        guard let best else { return nil }
        let variable = scope.take(Names.variable(Self.hint(best.path, family(best.entry))))
        let found = Found(variable: variable, value: use.value, entry: best.entry, path: best.path)
        variables[use.value] = found
        captures[best.entry, default: []].append(found)
        return found
    }

    // MARK: What is a reference

    /// The value is one that points to something, not a word or amount that happens to be the same.
    /// - Parameter isOnly: no other answer has it, so that a short number is not one among many.
    private static func isIdentifying(
        _ value: String,
        _ use: Use,
        _ path: [Segment],
        _ isNumber: Bool,
        isOnly: Bool
    ) -> Bool {
        let count = value.utf8.count
        if StepNaming.isUUID(value) { return true }
        let key = lastName(path)
        if value.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            if count >= 6 { return true }
            guard isIdentity(key) else { return false }
            if areAlike(use, path) || count >= 3 && (use.isSegment || isIdentity(use.name)) { return true }
            return count == 2 && use.isSegment && isOnly
        }
        guard !isNumber, count >= 6 else { return false }
        if isIdentity(key) || Sensitive.isField(key) { return true }
        guard !value.contains(" ") else { return false }
        return count >= 16 || value.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
    }

    private static func lastName(_ path: [Segment]) -> String {
        for case .name(let name) in path.reversed() { return name }
        return ""
    }

    private static let identities: Set<String> = [
        "id", "uid", "uuid", "guid", "hash", "code", "key", "ref", "reference", "token", "csrf", "nonce", "number",
        "slug",
    ]

    /// `id`, `slotId`, `booking_uid`, `reference`.
    private static func isIdentity(_ name: String) -> Bool {
        Names.words(name).contains { identities.contains($0) }
    }

    private static func stems(_ name: String) -> Set<String> {
        Set(
            Names.words(name).filter { !identities.contains($0) }.map { $0.hasSuffix("s") ? String($0.dropLast()) : $0 }
        )
    }

    /// `slotId` and `$.slots[3].id` speak of the same.
    private static func areAlike(_ use: Use, _ path: [Segment]) -> Bool {
        let wanted = stems(use.name)
        for case .name(let name) in path where !stems(name).isDisjoint(with: wanted) { return true }
        return false
    }

    /// What a variable is called: `$.slots[3].id` is slot_id, `$.id` of a booking is booking_id.
    private static func hint(_ path: [Segment], _ family: String) -> String {
        let key = lastName(path)
        guard stems(key).isEmpty, !Sensitive.isField(key) else { return key }
        var around = family
        for case .name(let name) in path.dropLast().reversed() where !stems(name).isEmpty {
            around = name
            break
        }
        let singular = around.hasSuffix("s") ? String(around.dropLast()) : around
        return "\(singular)_\(key)"
    }

    // MARK: Queries

    /// The query as RFC 9535 writes it.
    static func query(_ path: [Segment]) -> String {
        path.reduce(into: "$") { text, segment in
            switch segment {
            case .index(let index): text += "[\(index)]"
            case .name(let name): text += isShorthand(name) ? ".\(name)" : "['\(escaped(name))']"
            }
        }
    }

    private static func isShorthand(_ name: String) -> Bool {
        guard let first = name.utf8.first, first > 0x39 || first < 0x30 else { return false }
        return name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || byte >= 0x30 && byte <= 0x39 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
        }
    }

    private static func escaped(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "'", "\\": result += "\\\(scalar)"
            default:
                if Spelling.isPlain(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                        let digits = String(unit, radix: 16)
                        result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
                    }
                }
            }
        }
        return result
    }
}

/// Values of one request that variables stand for.
struct KnownValues {
    private var expressions: [String: String] = [:]
    /// Short numbers stand for something only under the names that were found.
    private var names: Set<String> = []
    private var inTexts: [(value: String, variable: String)] = []

    /// A long value that may stand inside a text.
    mutating func embed(_ value: String, _ variable: String) { inTexts.append((value, variable)) }

    mutating func add(_ use: Correlation.Use, _ variable: String) {
        expressions[use.value] = variable
        names.insert(use.name + "\u{0}" + use.value)
    }

    /// The variable for a value that stands under a name.
    func variable(for value: String, name: String) -> String? {
        guard let variable = expressions[value] else { return nil }
        return value.utf8.count >= 6 || names.contains(name + "\u{0}" + value) ? variable : nil
    }

    /// Long values that may stand inside a text, the longest first.
    var embeddable: [(value: String, variable: String)] {
        inTexts.sorted { ($1.value.utf8.count, $0.value) < ($0.value.utf8.count, $1.value) }
    }
}
