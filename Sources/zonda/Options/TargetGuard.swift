import ArgumentParser
import LoadPlan

/// Load goes to this machine unless the host is named twice: once in the scenario or by --target, once here.
struct TargetGuard: ParsableArguments {
    @Option(
        name: .customLong("allow-target"),
        help: ArgumentHelp(
            "Allow requests to this host, which is not this machine; may be repeated.",
            valueName: "host"
        )
    )
    var allowed: [String] = []

    /// Throws unless the plan's target is this machine or is allowed by name.
    func check(_ target: Plan.Target) throws(Stop) {
        if Self.isLoopback(target.host) { return }
        let host = target.host.lowercased()
        if allowed.contains(where: { $0.lowercased() == host || "[\($0.lowercased())]" == host }) { return }
        throw Stop(
            .usage,
            "the target \(target.url) is not this machine. Load only what is yours; "
                + "say so with --allow-target \(target.host)"
        )
    }

    /// Whether a URL's host can only mean this machine: `localhost` and what lies below it (RFC 6761 section 6.3),
    /// 127.0.0.0/8 and ::1.
    static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost") || name == "[::1]" || name == "::1" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } && UInt8($0) != nil }
    }
}
