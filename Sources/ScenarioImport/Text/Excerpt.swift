extension StringProtocol {
    /// The beginning of a text for a comment. Secrets are taken out before it is cut: half of one has no looks that it
    /// could be known by.
    func excerpt(_ count: Int) -> String {
        // Nobody reads further, and a text may be long.
        String(SecretScanner.censored(String(prefix(count + 4096))).prefix(count))
    }
}
