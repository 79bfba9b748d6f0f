/// Nouns after figures.
public enum Noun {
    /// A figure and what it counts: `1 user`, `0 users`, `48,211 users`.
    /// - Parameters:
    ///   - figure: as it is written, `1` or `48,211`.
    ///   - singular: a noun that takes an s.
    public static func counted(_ figure: String, _ singular: String) -> String {
        "\(figure) \(singular)\(figure == "1" ? "" : "s")"
    }
}
