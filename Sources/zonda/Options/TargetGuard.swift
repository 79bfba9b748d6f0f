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

    /// Throws unless all that a plan connects to is this machine, named by the scenario's `targets`, or allowed here.
    func check(_ plan: Plan) throws(Stop) {
        for target in [plan.target] + plan.services { try check(target, ownHosts: plan.ownHosts) }
        // All that is sent goes to a proxy first.
        for proxy in plan.egresses.compactMap(\.proxy) { try check(proxy.host, proxy.url, plan.ownHosts, "proxy") }
        for host in plan.connection.detours.flatMap(\.toHosts) { try check(host, host, plan.ownHosts) }
    }

    /// Throws unless a target is this machine, one of the scenario's own hosts, or allowed here.
    func check(_ target: Plan.Target, ownHosts: [String] = []) throws(Stop) {
        try check(target.host, target.url, ownHosts)
    }

    private func check(
        _ host: String,
        _ shown: String,
        _ ownHosts: [String],
        _ what: String = "target"
    ) throws(Stop) {
        if Plan.Target.isLoopback(host) { return }
        let host = Self.bare(host)
        if (allowed + ownHosts).contains(where: { Self.bare($0) == host }) { return }
        throw Stop(
            .usage,
            "the \(what) \(shown) is not this machine. Load only what is yours; "
                + "say so with --allow-target \(host), or with targets \"\(host)\" in the scenario"
        )
    }

    /// Small letters, without the brackets of an IPv6 address.
    private static func bare(_ host: String) -> String {
        let name = host.lowercased()
        return name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : name
    }
}
