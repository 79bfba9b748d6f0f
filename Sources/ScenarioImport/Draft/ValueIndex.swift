/// Looks for many values in a text at once: the cost depends on the text's length, not on how many values there are.
struct ValueIndex {
    private struct Entry {
        var bytes: [UInt8]
        var name: String
        var isNumber: Bool
    }

    /// Values by their first bytes, the longest first.
    private var entries: [UInt64: [Entry]] = [:]
    /// Which pairs of first bytes there are, so that most places are passed with one look.
    private var isStart = [Bool](repeating: false, count: 1 << 16)

    /// Values shorter than this are not looked for in other texts: they could be anything.
    private static let shortest = 6

    /// An index of values and what stands for each.
    init(_ names: [String: String] = [:]) {
        for (value, name) in names.sorted(by: { $0.key < $1.key }) { insert(value, name) }
    }

    /// Adds a value; of several with the same first bytes the longest is found first.
    mutating func insert(_ value: String, _ name: String) {
        guard value.utf8.count >= Self.shortest else { return }
        let bytes = Array(value.utf8)
        isStart[Int(bytes[0]) << 8 | Int(bytes[1])] = true
        var list = entries[Self.key(bytes, 0), default: []]
        let place = list.firstIndex { $0.bytes.count < bytes.count } ?? list.count
        list.insert(Entry(bytes: bytes, name: name, isNumber: bytes.allSatisfy(Self.isDigit)), at: place)
        entries[Self.key(bytes, 0)] = list
    }

    private static func key(_ bytes: [UInt8], _ start: Int) -> UInt64 {
        bytes[start..<start + shortest].reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// Whether a value begins here. A number within a longer number is another one; an encoded quote is not a number.
    private static func stands(_ entry: Entry, in bytes: [UInt8], at position: Int) -> Bool {
        guard bytes[position...].starts(with: entry.bytes) else { return false }
        guard entry.isNumber else { return true }
        let end = position + entry.bytes.count
        if end < bytes.count, isDigit(bytes[end]) { return false }
        guard position > 0, isDigit(bytes[position - 1]) else { return true }
        return position >= 3 && bytes[position - 3] == UInt8(ascii: "%")
    }

    /// The text in pieces: what is one of the values, and what is between.
    func pieces(of text: String) -> [(text: String, name: String?)] {
        guard !entries.isEmpty, text.utf8.count >= Self.shortest else { return [(text, nil)] }
        let bytes = Array(text.utf8)
        var pieces: [(text: String, name: String?)] = []
        var start = 0
        var position = 0
        while position + Self.shortest <= bytes.count {
            guard isStart[Int(bytes[position]) << 8 | Int(bytes[position + 1])],
                let found = entries[Self.key(bytes, position)]?
                    .first(where: { Self.stands($0, in: bytes, at: position) })
            else {
                position += 1
                continue
            }
            if start < position { pieces.append((String(decoding: bytes[start..<position], as: UTF8.self), nil)) }
            position += found.bytes.count
            start = position
            pieces.append(("", found.name))
        }
        if start == 0 { return [(text, nil)] }
        if start < bytes.count { pieces.append((String(decoding: bytes[start...], as: UTF8.self), nil)) }
        return pieces
    }

    /// The text with places for the values.
    func replaced(_ text: DraftText) -> DraftText {
        text.mapLiterals { literal in
            var result = DraftText()
            for piece in pieces(of: literal) {
                if let name = piece.name { result.appendPlace(name) } else { result.append(piece.text) }
            }
            return result
        }
    }
}
