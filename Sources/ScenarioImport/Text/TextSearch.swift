/// Looks for texts byte by byte: what stands around a secret must never hide it, as a combining accent would.
enum TextSearch {
    /// The parts of a text between the occurrences of `value`; the whole text where there are none.
    static func split(_ text: String, at value: String) -> [String] {
        let bytes = Array(text.utf8)
        let wanted = Array(value.utf8)
        guard let first = wanted.first, bytes.count >= wanted.count else { return [text] }
        var parts: [String] = []
        var start = 0
        var position = 0
        while position + wanted.count <= bytes.count {
            if bytes[position] == first, bytes[position..<position + wanted.count].elementsEqual(wanted) {
                // UTF-8 synchronises itself: a match begins and ends between two characters.
                parts.append(String(decoding: bytes[start..<position], as: UTF8.self))
                position += wanted.count
                start = position
            } else {
                position += 1
            }
        }
        guard !parts.isEmpty else { return [text] }
        parts.append(String(decoding: bytes[start...], as: UTF8.self))
        return parts
    }

    static func contains(_ text: String, _ value: String) -> Bool { split(text, at: value).count > 1 }
}

extension TextSearch {
    /// Where a text begins in another.
    static func firstIndex(of value: String, in text: String) -> String.Index? {
        let parts = split(text, at: value)
        guard parts.count > 1 else { return nil }
        return text.utf8.index(text.startIndex, offsetBy: parts[0].utf8.count)
    }
}
