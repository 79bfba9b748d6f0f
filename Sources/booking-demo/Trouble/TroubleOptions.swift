/// `schedule:p50=80ms,p99=400ms`: answers of a group come later.
struct SlowOption: Sendable {
    var groups: [RouteGroup]
    var latency: LatencyFit

    /// - Throws: `OptionError`.
    init(_ text: String) throws {
        let (groups, rest) = try splitGroup(text)
        self.groups = groups
        latency = try LatencyFit(rest)
    }
}

/// `payments:1%` or `payments:1%=503`: a share of a group's requests is refused.
struct FailOption: Sendable {
    var groups: [RouteGroup]
    /// 0 to 1.
    var share: Double
    /// HTTP status, 400 to 599.
    var status: Int

    /// - Throws: `OptionError`.
    init(_ text: String) throws {
        let (groups, rest) = try splitGroup(text)
        self.groups = groups
        let parts = rest.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        share = try OptionText.share(parts[0])
        status = 500
        if parts.count == 2 {
            guard let code = Int(parts[1]), (400...599).contains(code) else {
                throw OptionError("“\(parts[1])” is not a status from 400 to 599")
            }
            status = code
        }
    }
}

/// `at=20s,for=3s`: all answers are held for a while.
struct StallOption: Sendable {
    /// Nanoseconds after the start.
    var begin: UInt64
    /// Nanoseconds after the start.
    var end: UInt64

    /// - Throws: `OptionError`.
    init(_ text: String) throws {
        var at: UInt64?
        var length: UInt64?
        for (key, value) in try OptionText.pairs(text) {
            switch key {
            case "at": at = try OptionText.duration(value)
            case "for": length = try OptionText.duration(value)
            default: throw OptionError("“\(key)” is not known: at and for are")
            }
        }
        guard let at, let length else { throw OptionError("“\(text)” must say both, as in at=20s,for=3s") }
        begin = at
        // Both are at most a day.
        end = at + length
    }
}

/// Splits `group:rest`.
private func splitGroup(_ text: String) throws -> ([RouteGroup], Substring) {
    guard let colon = text.firstIndex(of: ":") else {
        throw OptionError("“\(text)” should begin with a route group and a colon, as in schedule:…")
    }
    return (try RouteGroup.named(text[..<colon]), text[text.index(after: colon)...])
}
