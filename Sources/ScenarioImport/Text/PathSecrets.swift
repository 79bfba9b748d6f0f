import Groundwork

/// Segments of paths that are secrets: a bot's key, a webhook's address, the token of a link in a mail.
enum PathSecrets {
    /// Words before a segment that only its owner may have.
    private static let words: Set<String> = [
        "reset", "unsubscribe", "verify", "confirm", "activate", "invite", "invitation", "magic", "webhooks", "webhook",
        "hooks", "share",
    ]

    /// For each segment, still encoded, what kind of secret it is, or `nil`.
    static func hints(_ segments: [some StringProtocol]) -> [String?] {
        var before = ""
        var isHook = false
        return segments.map { segment in
            let text = PercentEncoding.decoded(segment) ?? String(segment)
            let hint = Markers.isIn(text) ? nil : hint(text, after: before, &isHook)
            // Discord's: /webhooks/NUMBER/TOKEN.
            if hint == nil, isOpaqueWord(before), text.allSatisfy(\.isNumber) { return nil }
            // A secret says nothing about what follows it, and gives its name to nothing.
            before = hint == nil ? text : ""
            return hint
        }
    }

    private static func hint(_ text: String, after before: String, _ isHook: inout Bool) -> String? {
        if isHook { return isOpaque(text) ? "webhook" : nil }
        // Slack's: /services/T…/B…/…
        if before.hasPrefix("T"), text.hasPrefix("B"), before.count >= 8, text.count >= 8,
            !before.contains(where: \.isLowercase)
        {
            isHook = true
            return "webhook"
        }
        if SecretScanner.hasShape(text) { return isOpaqueWord(before) ? before : "path_token" }
        guard isOpaqueWord(before), isOpaque(text) else { return nil }
        // Sessions and hooks are numbered too.
        if !before.lowercased().contains("token"), text.allSatisfy({ $0.isNumber }) { return nil }
        return before
    }

    private static func isOpaqueWord(_ word: String) -> Bool {
        guard word.utf8.count <= 32, word.utf8.allSatisfy({ SecretShapes.isToken($0) }),
            !word.contains(where: \.isNumber)
        else { return false }
        return words.contains(word.lowercased()) || Sensitive.isField(word)
    }

    private static func isOpaque(_ text: String) -> Bool { text.utf8.count >= 6 && Sensitive.isOpaque(text) }
}
