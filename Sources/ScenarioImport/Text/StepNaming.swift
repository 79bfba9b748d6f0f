import Groundwork

/// Names steps by families, as objectives select them: `POST /api/bookings` is `bookings.create`.
enum StepNaming {
    /// Parts of a path that say nothing.
    private static let empty: Set<String> = [
        "api", "rest", "index-php", "index", "php", "web", "public", "v",
    ]

    /// A segment that names one thing among many: a number, a UUID, a long identifier.
    static func isIdentifier(_ segment: String) -> Bool {
        if segment.isEmpty || segment.contains("{") || Markers.isIn(segment) { return true }
        if segment.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return true }
        if isUUID(segment) { return true }
        let digits = segment.utf8.count { $0 >= 0x30 && $0 <= 0x39 }
        return segment.utf8.count >= 8 && digits * 4 >= segment.utf8.count
            || segment.utf8.count >= 20 && digits > 0 && !segment.contains("-")
    }

    /// 8-4-4-4-12 hexadecimal digits.
    static func isUUID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : isHex(byte)
        }
    }

    static func isHex(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66
    }

    private static func isVersion(_ word: String) -> Bool {
        word.first == "v" && word.dropFirst().allSatisfy(\.isNumber)
    }

    /// A name from method and path; the path's segments are still encoded, places among them empty.
    static func name(method: String, segments: [String]) -> String {
        let hints = PathSecrets.hints(segments)
        let segments = zip(segments, hints).map { $1 == nil ? $0 : "{}" }
        let ofOne = segments.last.map(isIdentifier) ?? false
        var words = self.words(segments)
        if words.isEmpty {
            let known = segments.contains { !isIdentifier($0) } ? "root" : ofOne ? "item" : "home"
            words = [known]
            if method == "GET", known == "home" { return known }
        }
        words = words.suffix(3)
        if let verb = verb(method: method, ofOne: ofOne, last: words.last ?? "") { words.append(verb) }
        return Names.label(parts: words, or: "step")
    }

    /// The words of a path that say what it is about.
    static func words(_ segments: [String]) -> [String] {
        segments.filter { !isIdentifier($0) }
            .map { Names.label(PercentEncoding.decoded($0) ?? $0, or: "") }
            .filter { !$0.isEmpty && !empty.contains($0) && !isVersion($0) }
    }

    private static func verb(method: String, ofOne: Bool, last: String) -> String? {
        switch method {
        case "GET": ofOne ? "read" : nil
        case "POST": ofOne ? "post" : last.hasSuffix("s") ? "create" : nil
        case "PUT", "PATCH": "update"
        case "DELETE": "delete"
        default: method.lowercased()
        }
    }
}
