import ArgumentParser

/// A highest load on the command line: `1250/s` are requests, `10000users` users.
struct PeakArgument: ExpressibleByArgument, Hashable {
    /// Requests a second, or users.
    var load: Double
    /// They are users.
    var isUsers: Bool

    init?(argument: String) {
        let text = argument.lowercased()
        for ending in ["users", "user"] where text.hasSuffix(ending) {
            let digits = text.dropLast(ending.count).trimmingSuffix { $0 == " " }
            guard let users = Double(digits), users >= 1, users <= 1e9 else { return nil }
            (load, isUsers) = (users, true)
            return
        }
        // Without a unit nobody can tell one from the other.
        guard text.contains("/"), let rate = RateArgument(argument: text), rate.perSecond <= 1e9 else { return nil }
        (load, isUsers) = (rate.perSecond, false)
    }
}

extension Substring {
    /// Without the characters at its end that a test accepts.
    fileprivate func trimmingSuffix(while test: (Character) -> Bool) -> Substring {
        guard let last = lastIndex(where: { !test($0) }) else { return "" }
        return self[...last]
    }
}
