/// A search with a regular expression (PCRE2), and the group whose text it takes.
public struct RegexQuery: Sendable, Hashable {
    /// The pattern as written.
    public var pattern: String
    /// The group's number; 0 is the whole match.
    public var group: Int

    /// A search.
    public init(pattern: String, group: Int) {
        self.pattern = pattern
        self.group = group
    }
}
