/// Where an answer has a value, and what can be told from that.
struct AnswerPlace {
    typealias Segment = JSONQuery.Segment

    var entry: Int
    /// The words of the path that was asked.
    var asked: [String]
    var path: [Segment] = []
    var isNumber = false
    /// What takes the value, where it is no JSON: `xpath "…"`, `cookie "…"`.
    var part: String?
    /// How the value is made of what is taken, where it is not the same: `urldecode(%)`, with `%` for the variable.
    var wrapped: (String) -> String = { $0 }

    /// The part of the answer, as a capture takes it.
    var source: String { part ?? "json " + JSONQuery.text(path) }

    func inside(_ segment: Segment) -> AnswerPlace {
        var place = self
        place.path.append(segment)
        return place
    }

    // MARK: What is a reference

    /// The value is one that points to something, not a word or amount that happens to be the same.
    /// - Parameter isOnly: no other place has it, so that a short number is not one among many.
    func isMeant(by use: Correlation.Use, isOnly: Bool) -> Bool {
        let value = use.value
        let count = value.utf8.count
        if StepNaming.isUUID(value) { return true }
        if value.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            if count >= 6 { return true }
            guard Self.isIdentity(key) else { return false }
            if isAlike(use) || count >= 3 && (use.isSegment || Self.isIdentity(use.name)) { return true }
            return count == 2 && use.isSegment && isOnly
        }
        guard !isNumber, count >= 6 else { return false }
        if part?.hasPrefix("cookie") ?? false { return !use.isSegment && Sensitive.isOpaque(value) }
        if Self.isIdentity(key) || Sensitive.isField(key) { return true }
        guard !value.contains(" ") else { return false }
        return count >= 16 || value.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
    }

    /// The one that is named alike comes first, then the latest answer, then the shortest query.
    func rank(for use: Correlation.Use) -> (Int, Int, Int) { (isAlike(use) ? 1 : 0, entry, -path.count) }

    /// The nearest member's name.
    private var key: String {
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

    /// `slotId` and `$.slots[3].id` speak of the same, and so do `bookingId` and what `POST /api/bookings` answers.
    private func isAlike(_ use: Correlation.Use) -> Bool {
        let wanted = Self.stems(use.name)
        guard !wanted.isEmpty else { return false }
        // A name of its own says more than the path: `$.patientId` of a login is no login.
        let own = path.reduce(into: Set<String>()) { stems, segment in
            if case .name(let name) = segment { stems.formUnion(Self.stems(name)) }
        }
        let about = own.isEmpty ? Set(asked.flatMap(Self.stems)) : own
        return !about.isDisjoint(with: wanted)
    }

    /// What a variable is called: `$.slots[3].id` is slot_id, `$.id` of a booking is booking_id.
    var hint: String {
        guard Self.stems(key).isEmpty, !Sensitive.isField(key) else { return key }
        var around = asked.last ?? ""
        for case .name(let name) in path.dropLast().reversed() where !Self.stems(name).isEmpty {
            around = name
            break
        }
        let singular = around.hasSuffix("s") ? String(around.dropLast()) : around
        return "\(singular)_\(key)"
    }
}
