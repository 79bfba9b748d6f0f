import JSON

/// Requests that were repeated until an answer changed: what a page does that waits for a payment.
struct PollDetection {
    /// A run of equal requests.
    struct Poll {
        /// The last of them.
        var last: Int
        /// Milliseconds between an answer and the next try.
        var interval: Int
        /// Milliseconds that it took in the recording.
        var took: Int
        /// What the last answer has and no other.
        var condition: String
        var statuses: [Int]
    }

    /// Polls by their first request.
    private(set) var polls: [Int: Poll] = [:]
    /// Requests that a poll stands for.
    private(set) var repeated: Set<Int> = []

    /// Looks through the entries, of which `isKept` says which become requests.
    init(_ entries: [HAREntry], isKept: (HAREntry) -> Bool) {
        let kept = entries.indices.filter { isKept(entries[$0]) }
        var start = 0
        while start < kept.count {
            var end = start + 1
            while end < kept.count, Self.isSame(entries[kept[start]], entries[kept[end]]) { end += 1 }
            if end > start + 1, let poll = Self.poll(kept[start..<end].map { ($0, entries[$0]) }) {
                polls[kept[start]] = poll
                repeated.formUnion(kept[start + 1..<end])
            }
            start = end
        }
    }

    private static func isSame(_ one: HAREntry, _ other: HAREntry) -> Bool {
        one.method == "GET" && other.method == "GET" && one.rawURL == other.rawURL && one.page == other.page
    }

    private static func poll(_ entries: [(index: Int, entry: HAREntry)]) -> Poll? {
        guard entries.count <= 500, let last = entries.last, let first = entries.first else { return nil }
        var pauses: [Int] = []
        for (left, right) in zip(entries, entries.dropFirst()) {
            guard let end = left.entry.end, let start = right.entry.start, start >= end else { return nil }
            pauses.append(start - end)
        }
        let answers = entries.compactMap { $0.entry.answerText.flatMap(JSONValue.init(text:)) }
        guard answers.count == entries.count, let final = answers.last,
            let (path, value) = change(from: Array(answers.dropLast()), to: final, [], 0)
        else { return nil }
        let middle = pauses.sorted()[pauses.count / 2]
        return Poll(
            last: last.index,
            interval: max(100, min(Spelling.rounded(milliseconds: middle), 60_000)),
            took: (last.entry.end ?? 0) &- (first.entry.start ?? 0),
            condition: "json \(JSONQuery.text(path)) == \(Spelling.quoted(value))",
            statuses: entries.map(\.entry.status)
        )
    }

    /// The first text of an object that the last answer alone has.
    private static func change(
        from before: [JSONValue],
        to last: JSONValue,
        _ path: [AnswerPlace.Segment],
        _ depth: Int
    ) -> ([AnswerPlace.Segment], String)? {
        guard depth < 8 else { return nil }
        for member in last.members.prefix(200) {
            let earlier = before.compactMap { $0[member.name] }
            guard earlier.count == before.count else { continue }
            let inside = path + [.name(member.name)]
            switch member.value {
            case .string(let text):
                // A time or an id changes too, but is no state.
                let isWord = text.utf8.count <= 40 && !text.isEmpty && !text.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
                let others = earlier.compactMap(\.string)
                if isWord, others.count == earlier.count, !others.contains(text) { return (inside, text) }
            case .object:
                if let found = change(from: earlier, to: member.value, inside, depth + 1) { return found }
            default: continue
            }
        }
        return nil
    }
}
