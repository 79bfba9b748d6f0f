/// Finds the word that was probably meant.
public enum Suggestion {
    /// The candidate nearest to `word`, if one is near enough: at most a third of its letters differ, letter case aside.
    public static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        let typed = Array(word.lowercased().unicodeScalars.prefix(64))
        guard !typed.isEmpty else { return nil }
        var best: (distance: Int, name: String)?
        for candidate in candidates {
            let other = Array(candidate.lowercased().unicodeScalars.prefix(64))
            let allowed = max(1, max(typed.count, other.count) / 3)
            guard abs(typed.count - other.count) <= allowed else { continue }
            let distance = distance(typed, other)
            guard distance <= allowed, distance < max(typed.count, other.count) else { continue }
            if let best, (best.distance, best.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// "did you mean X?", or what there is to choose from, or nothing.
    static func label(for word: String, in candidates: some Collection<String>) -> String? {
        if let nearest = nearest(to: word, in: candidates) { return "did you mean \(nearest)?" }
        guard !candidates.isEmpty, candidates.count <= 8 else { return nil }
        return "there \(candidates.count == 1 ? "is" : "are") \(list(candidates.sorted()))"
    }

    /// "a, b and c".
    static func list(_ words: some Collection<String>, _ conjunction: String = "and") -> String {
        let words = Array(words)
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    /// Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours (Damerau 1964,
    /// Levenshtein 1966).
    static func distance<Element: Equatable>(_ a: [Element], _ b: [Element]) -> Int {
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var before = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        for i in 1...a.count {
            var current = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                let cost = a[i - 1] == b[j - 1] ? 0 : 1
                current[j] = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    current[j] = min(current[j], before[j - 2] + 1)
                }
            }
            before = previous
            previous = current
        }
        return previous[b.count]
    }
}
