import Groundwork
import LoadPlan
import Testing

@testable import JSON

/// Patterns of RFC 9485.
@Suite struct IRegexpTests {
    private func matches(_ pattern: String, _ text: String, isWhole: Bool = true) -> Bool? {
        guard let expression = IRegexp(pattern.utf8) else { return nil }
        var matcher = IRegexpMatcher()
        defer { matcher.free() }
        return withExact(text) { bytes in
            withExtendedLifetime(expression) {
                matcher.matches(JSONText(bytes: bytes, isEscaped: false), expression.code, isWhole: isWhole)
            }
        }
    }

    @Test(
        "Whole texts",
        arguments: [
            ("", "", true), ("", "a", false), ("abc", "abc", true), ("abc", "abcd", false), ("abc", "ab", false),
            ("a|b", "b", true), ("a|b|", "", true), ("|", "", true), ("a|bc|def", "bc", true), ("(a|b)c", "bc", true),
            ("a*", "", true), ("a*", "aaaa", true), ("a+", "", false), ("a?b", "b", true), ("(ab)*", "abab", true),
            ("a{3}", "aaa", true), ("a{3}", "aa", false), ("a{2,3}", "aaaa", false), ("a{2,3}", "aa", true),
            ("a{2,}", "aaaaa", true), ("a{2,}", "a", false), ("a{0}", "", true), ("a{0,0}b", "b", true),
            ("a{0,2}", "aa", true), ("(a{2}){2}", "aaaa", true), ("(a*)*", "aaa", true), ("(a*)+b", "aab", true),
            ("(|a)+", "aa", true), ("()*", "", true), ("(a?){3}", "aa", true), (".", "\n", false), (".", "\r", false),
            (".", "\u{2028}", true), ("..", "é!", true), (".", "😀", true), ("[abc]", "b", true), ("[^abc]", "b", false),
            ("[^abc]", "😀", true), ("[a-c]x", "bx", true), ("[-a]", "-", true), ("[a-]", "-", true), ("[-]", "-", true),
            ("[^-a-c]", "-", false), ("[à-ü]+", "éñ", true), ("[\\]\\[\\-\\^]+", "]-[^", true), ("[a^]", "^", true),
            ("[.*+]", "*", true), ("^a$", "a", true), ("^a$", "^a$", false), ("a^", "a", false), ("[$^]a", "$a", true),
            ("\\n\\r\\t", "\n\r\t", true),
            ("\\(\\)\\*\\+\\-\\.\\?\\[\\\\\\]\\^\\{\\|\\}", "()*+-.?[\\]^{|}", true),
            ("\\p{L}+", "añБ字", true), ("\\p{Lu}", "Ñ", true), ("\\p{Lu}", "ñ", false), ("\\P{Lu}", "ñ", true),
            ("\\p{Nd}+", "1٣", true), ("\\p{N}", "½", true), ("\\p{P}", "¿", true), ("\\p{Ps}", "(", true),
            ("\\p{S}+", "€+", true), ("\\p{Sc}", "+", false), ("\\p{Z}", "\u{A0}", true), ("\\p{Cc}", "\n", true),
            ("\\p{M}", "\u{301}", true), ("\\p{Cn}", "\u{378}", true), ("\\p{Co}", "\u{E000}", true),
            ("[\\p{L}0-9_]+", "ñ_9", true), ("[^\\p{L}]", "1", true), ("[^\\P{L}]", "a", true),
            ("[^\\P{L}]", "1", false),
            ("[\\p{Lu}-]+", "A-B", true), ("[0-9]{4}-[0-9]{2}-[0-9]{2}", "2026-11-23", true),
            ("[0-9]{4}-[0-9]{2}-[0-9]{2}", "2026-11-3", false),
        ]
    )
    func whole(pattern: String, text: String, expected: Bool) {
        #expect(matches(pattern, text) == expected)
    }

    @Test(
        "Parts",
        arguments: [
            ("b", "abc", true), ("", "abc", true), ("", "", true), ("bc", "abc", true), ("ac", "abc", false),
            ("a{2}", "abaab", true), ("x*", "abc", true), ("[0-9]+", "abc", false), ("aab", "aaab", true),
            ("c", "abc", true),
            ("^a", "abc", true), ("^b", "abc", false), ("c$", "abc", true), ("b$", "abc", false), ("^$", "", true),
            ("(^a|c$)", "xc", true), ("^*b", "ab", true), ("ñ", "mañana", true),
        ]
    )
    func parts(pattern: String, text: String, expected: Bool) {
        #expect(matches(pattern, text, isWhole: false) == expected)
    }

    @Test(
        "What is no I-Regexp",
        arguments: [
            "(", ")", "(a", "a)", "*", "+a", "?", "a**", "a+?", "{", "}", "a{", "a{1", "a{1,", "a{,2}", "a{2,1}",
            "a{x}",
            "[", "]", "[]", "[^]", "[b-a]", "[a", "[a-", "[a-b-c]", "[a--b]", "[[]", "\\", "\\d", "\\w", "\\b", "\\x41",
            "\\1",
            "\\p", "\\p{", "\\p{L", "\\p{}", "\\p{Lx}", "\\p{Cs}", "\\p{IsGreek}", "(?:a)", "(?=a)", "a{100001}",
            "((((a{30}){30}){30}){30})", String(repeating: "(", count: 100_000),
        ]
    )
    func refused(pattern: String) {
        #expect(IRegexp(pattern.utf8) == nil)
    }

    @Test func patternsMustBeUTF8() {
        #expect(IRegexp([0x61, 0xFF]) == nil)
        #expect(IRegexp([0xC3, 0xB1]) != nil)
    }

    /// A pattern that backtracking takes 2ⁿ steps for.
    @Test func timeGrowsWithTheTextOnly() {
        let text = String(repeating: "a", count: 3_000)
        #expect(matches("(a|a)*b", text) == false)
        #expect(matches("(a*)*c", text) == false)
        #expect(matches("(a?){300}a{300}", String(repeating: "a", count: 300)) == true)
    }

    // MARK: Against a model

    /// A pattern as a tree, and the ends of its matches from a place as a set.
    private indirect enum Model {
        case character(Character), any, list([Character], Bool), sequence([Model]), choice([Model])
        case repeated(Model, Int, Int?)

        var pattern: String {
            switch self {
            case .character(let character): return String(character)
            case .any: return "."
            case .list(let members, let negated): return "[" + (negated ? "^" : "") + String(members) + "]"
            case .sequence(let parts): return parts.map(\.pattern).joined()
            case .choice(let parts): return "(" + parts.map(\.pattern).joined(separator: "|") + ")"
            case .repeated(let inner, let low, let high):
                let quantifier =
                    switch (low, high) {
                    case (0, nil): "*"
                    case (1, nil): "+"
                    case (0, 1): "?"
                    default: low == high ? "{\(low)}" : "{\(low),\(high.map { "\($0)" } ?? "")}"
                    }
                return "(\(inner.pattern))" + quantifier
            }
        }

        func ends(_ text: [Character], _ start: Int) -> Set<Int> {
            switch self {
            case .character(let character): return start < text.count && text[start] == character ? [start + 1] : []
            case .any: return start < text.count && text[start] != "\n" ? [start + 1] : []
            case .list(let members, let negated):
                return start < text.count && members.contains(text[start]) != negated ? [start + 1] : []
            case .sequence(let parts):
                return parts.reduce([start]) { starts, part in Set(starts.flatMap { part.ends(text, $0) }) }
            case .choice(let parts): return Set(parts.flatMap { $0.ends(text, start) })
            case .repeated(let inner, let low, let high):
                var found: Set<Int> = low == 0 ? [start] : []
                var starts: Set<Int> = [start]
                // Nothing new comes after as many rounds as there are characters, and one.
                for round in 1...max(low, min(high ?? .max, low + text.count + 1), 1) {
                    if let high, round > high { break }
                    starts = Set(starts.flatMap { inner.ends(text, $0) })
                    if round >= low { found.formUnion(starts) }
                }
                return found
            }
        }

        static func random(_ random: inout SeededRandom, _ depth: Int = 0) -> Model {
            let letters: [Character] = ["a", "b", "ñ"]
            switch random.below(depth > 2 ? 3 : 7) {
            case 0: return .character(letters[Int(random.below(3))])
            case 1: return random.below(4) == 0 ? .any : .character(letters[Int(random.below(2))])
            case 2: return .list(random.below(2) == 0 ? ["a", "ñ"] : ["b"], random.below(3) == 0)
            case 3, 4: return .sequence((0..<random.below(4)).map { _ in Model.random(&random, depth + 1) })
            case 5: return .choice((0..<1 + random.below(3)).map { _ in Model.random(&random, depth + 1) })
            default:
                let low = Int(random.below(3))
                let high = random.below(2) == 0 ? nil : low + Int(random.below(3))
                return .repeated(Model.random(&random, depth + 1), low, high)
            }
        }
    }

    @Test func theMatcherAgreesWithTheModel() {
        var random = SeededRandom(seed: 9485)
        var matched = 0
        for _ in 0..<250 {
            let model = Model.random(&random)
            for _ in 0..<6 {
                let text = (0..<random.below(7)).map { _ in
                    (["a", "b", "ñ", "\n"] as [Character])[Int(random.below(13) / 4)]
                }
                let whole = model.ends(text, 0).contains(text.count)
                let part = (0...text.count).contains { !model.ends(text, $0).isEmpty }
                #expect(matches(model.pattern, String(text)) == whole, "\(model.pattern) \(text)")
                #expect(matches(model.pattern, String(text), isWhole: false) == part, "\(model.pattern) \(text)")
                matched += whole ? 1 : 0
            }
        }
        #expect(matched > 100)
    }

    @Test func garbageIsRefusedOrRead() {
        var random = SeededRandom(seed: 3)
        let signs = Array(#"ab()[]{}|*+?^-\\.,12pPLu{}"#.utf8) + [0xC3, 0xB1]
        for _ in 0..<5_000 {
            let bytes = (0..<random.below(16)).map { _ in signs[Int(random.below(UInt64(signs.count)))] }
            guard IRegexp(bytes) != nil else { continue }
            _ = matches(String(decoding: bytes, as: UTF8.self), "ab12(", isWhole: false)
        }
    }
}
