/// Amounts in words for people.
enum Count {
    /// `1 session`, `2 sessions`.
    static func text(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
