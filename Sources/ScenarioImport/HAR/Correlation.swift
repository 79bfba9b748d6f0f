import Groundwork
import JSON

/// Finds which values of later requests came out of earlier answers, so that each user sends its own.
struct Correlation {
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
        var place: AnswerPlace
        /// What a request sends: the variable, or what is made of it.
        var expression: String { place.wrapped(variable) }
    }

    private var places: [String: [AnswerPlace]] = [:]
    /// Values that requests had before any answer did: the user brings them along.
    private var known: Set<String> = []
    /// Captures by the entry whose answer they are taken from.
    private(set) var captures: [Int: [Found]] = [:]
    /// Captures by value, in the order in which they were found.
    private var found: [String: [Found]] = [:]
    private var scope: NameScope
    /// Captured values that may stand within texts.
    private(set) var embedded = ValueIndex()
    /// How many places were compared with a use: what correlating costs.
    private(set) var compared = 0
    /// Values of one answer that are looked at, at most.
    private static let limit = 20_000
    /// Places of one value that are kept, the latest: a word that every answer has must not cost quadratic time.
    private static let mostPlaces = 32

    init(taken: Set<String>) { scope = NameScope(separator: "_", taken: taken) }

    // MARK: What goes in

    /// Takes note of what an answer holds; `about` are the words of the path that was asked.
    mutating func addAnswer(_ json: JSONValue, entry: Int, about: [String]) {
        var left = Self.limit
        visit(json, AnswerPlace(entry: entry, asked: about), &left)
    }

    /// Takes note of what a page hands to its next request.
    mutating func addPage(_ fields: [HTMLFields.Field], entry: Int, about: [String]) {
        for field in fields where field.value.utf8.count >= 6 && !known.contains(field.value) {
            var place = AnswerPlace(entry: entry, asked: about).inside(.name(field.name))
            place.part = "xpath \(Spelling.quoted(field.xpath))"
            keep(place, of: field.value)
        }
    }

    /// Takes note of what an answer's headers and cookies hold: tokens that a page's script copies into a header.
    mutating func addHead(
        _ headers: [(name: String, value: String)],
        cookies: [(name: String, value: String)],
        entry: Int,
        about: [String]
    ) {
        for (name, value) in cookies where value.utf8.count >= 8 && isPlain(name) {
            add(value, name, "cookie", entry, about) { $0 }
            let decoded = PercentEncoding.decoded(value) ?? value
            guard decoded != value else { continue }
            // As in Laravel: the cookie is encoded, the header is not.
            let marks = [("%3D", "="), ("%2B", "+"), ("%2F", "/")].filter { value.contains($0.0) }
            let plain = marks.reduce(value) { $0.replacing($1.0, with: $1.1) }
            guard plain == decoded else { continue }
            add(decoded, name, "cookie", entry, about) { variable in
                marks.reduce(variable) { "replace(\($0), \"\($1.0)\", \"\($1.1)\")" }
            }
        }
        for (name, value) in headers where value.utf8.count >= 8 && !value.contains(" ") && isPlain(name) {
            if name.lowercased() == "location" {
                addLocation(value, name, entry, about)
                continue
            }
            let words = Names.words(name)
            if Sensitive.isField(name) || words.contains("id") || words == ["etag"] {
                add(value, name, "header", entry, about) { $0 }
            }
        }
    }

    /// `Location: /bookings/BK-77`: the last segment is the id of what was made.
    private mutating func addLocation(_ value: String, _ name: String, _ entry: Int, _ about: [String]) {
        let path = value.prefix { $0 != "?" && $0 != "#" }
        guard let last = path.split(separator: "/", omittingEmptySubsequences: false).last, last.utf8.count >= 4 else {
            return
        }
        add(String(last), "\(about.last ?? "location")_id", "header", entry, about, header: name) { variable in
            "split(\(variable), \"/\")[-1]"
        }
    }

    private func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { SecretShapes.isToken($0) } && name.lowercased() != "set-cookie"
    }

    private mutating func add(
        _ value: String,
        _ name: String,
        _ part: String,
        _ entry: Int,
        _ about: [String],
        header: String? = nil,
        _ wrapped: @escaping (String) -> String
    ) {
        guard !known.contains(value) else { return }
        var place = AnswerPlace(entry: entry, asked: about).inside(.name(name))
        place.part = "\(part) \(Spelling.quoted(header ?? name))"
        place.wrapped = wrapped
        keep(place, of: value)
    }

    private mutating func keep(_ place: AnswerPlace, of value: String) {
        places[value, default: []].append(place)
        // Half of them at once, so that keeping one costs little however many there are.
        if (places[value]?.count ?? 0) >= 2 * Self.mostPlaces { places[value]?.removeFirst(Self.mostPlaces) }
    }

    private mutating func visit(_ json: JSONValue, _ place: AnswerPlace, _ left: inout Int) {
        guard left > 0, place.path.count < 60 else { return }
        switch json {
        case .array(let items):
            for (index, item) in items.enumerated() { visit(item, place.inside(.index(index)), &left) }
        case .object(let members):
            for member in members { visit(member.value, place.inside(.name(member.name)), &left) }
        case .string, .number:
            left -= 1
            // A short value is the same by chance too often to be told from what the user brought along.
            guard let text = json.scalarText, text.utf8.count <= 8192, text.utf8.count < 6 || !known.contains(text)
            else {
                return
            }
            var place = place
            if case .number = json { place.isNumber = true }
            keep(place, of: text)
        case .null, .bool: break
        }
    }

    // MARK: What comes out

    /// Resolves what a request sends; `isPast` says whether an entry's answer was there already.
    /// - Returns: the values that stand for captures, with the variables' names.
    mutating func resolve(_ uses: [Use], isPast: (Int) -> Bool) -> KnownValues {
        var result = KnownValues()
        for use in uses {
            let before = found[use.value]?.first { $0.place.isMeant(by: use, isOnly: found[use.value]?.count == 1) }
            if let capture = before ?? find(use, isPast) {
                result.add(use.value, name: use.name, capture.expression)
            } else if places[use.value] == nil {
                known.insert(use.value)
            }
        }
        return result
    }

    private mutating func find(_ use: Use, _ isPast: (Int) -> Bool) -> Found? {
        let all = places[use.value] ?? []
        compared += all.count
        let best = all.filter { isPast($0.entry) && $0.isMeant(by: use, isOnly: all.count == 1) }
            .max { $0.rank(for: use) < $1.rank(for: use) }
        guard let best else { return nil }
        let variable = scope.take(Names.variable(best.hint))
        let capture = Found(variable: variable, value: use.value, place: best)
        found[use.value, default: []].append(capture)
        captures[best.entry, default: []].append(capture)
        // It may also stand within a text of a later request.
        if use.value.utf8.count >= 8 { embedded.insert(use.value, capture.expression) }
        return capture
    }
}
