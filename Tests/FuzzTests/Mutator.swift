import Groundwork
import LoadPlan

/// Damages texts at random, in ways that the grammars of this tool find hard: cut, doubled, exchanged, nested, and with
/// pieces of other texts in them.
struct Mutator {
    var random: SeededRandom
    /// Texts that pieces are taken from.
    let corpus: [[UInt8]]

    /// What is put in between.
    var pieces = Self.ofLanguage

    private static let ofLanguage = [
        "{", "}", "(", ")", "[", "]", "\"", "${", "}", "$.", "$..*", "[?@.a == 'b']", "json ", "regex \"(a+)+\"",
        "xpath \"//a[",
        "capture x = ", "expect ", "in ", "..", "->", "%", "99999999999999999999", "1e400", "5s", "-1", "\n", "#", "\\",
        "\\u",
        "\\ud83d", ",", ";", ":", "é", "🙂", "\u{0}", "\u{FEFF}", "or ", "not ", "| \"yyyy\"", "random(1, ",
        "match(@, '[a-z]*')",
        "[[[[[[[[", "((((((((", "{{{{{{{{", "}}}}}}}}",
    ].map { Array($0.utf8) }

    /// A text made from one of the corpus, or from several; at most `limit` bytes long.
    mutating func text(limit: Int) -> [UInt8] {
        guard !corpus.isEmpty else { return [] }
        var bytes = corpus[index(corpus.count)]
        for _ in 0...random.below(8) { damage(&bytes) }
        return Array(bytes.prefix(limit))
    }

    private mutating func index(_ count: Int) -> Int { Int(random.below(UInt64(max(1, count)))) }

    private mutating func slice(of bytes: [UInt8], atMost longest: Int) -> [UInt8] {
        let start = index(bytes.count + 1)
        return Array(bytes[start..<min(bytes.count, start + index(longest))])
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        let position = index(bytes.count + 1)
        switch random.below(9) {
        case 0: bytes.removeSubrange(position..<min(bytes.count, position + index(24)))
        case 1: bytes.insert(contentsOf: pieces[index(pieces.count)], at: position)
        case 2: bytes.insert(contentsOf: slice(of: bytes, atMost: 64), at: position)
        case 3: if position < bytes.count { bytes[position] = UInt8(truncatingIfNeeded: random.next()) }
        case 4: if position < bytes.count { bytes[position] ^= 1 << UInt8(random.below(8)) }
        case 5: bytes.insert(contentsOf: slice(of: corpus[index(corpus.count)], atMost: 200), at: position)
        case 6:
            // One piece many times: what nests or grows with its input shows here.
            let piece = pieces[index(pieces.count)]
            for _ in 0..<random.below(200) { bytes.insert(contentsOf: piece, at: position) }
        case 7: bytes.removeLast(min(bytes.count, index(200)))
        default:
            let other = index(bytes.count)
            if position < bytes.count, other < bytes.count { bytes.swapAt(position, other) }
        }
    }
}
