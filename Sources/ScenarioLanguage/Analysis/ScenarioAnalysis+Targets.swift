import LoadPlan

/// What a file says about where requests may go, and how.
extension ScenarioAnalysis {
    /// The lines of the target's block, and where each of its detours is named.
    func connection() -> (connection: Connection, detours: [TextRange]) {
        for declaration in syntax.declarations {
            guard case .target(let target) = declaration.kind else { continue }
            var analysis = ConnectionAnalysis(bag: bag, names: names)
            return (analysis.run(target.items), analysis.detourRanges)
        }
        return (Connection(), [])
    }

    /// Hosts that the scenario calls its own.
    func ownHosts() -> [String] {
        var hosts: [String] = []
        for declaration in syntax.declarations {
            guard case .targets(let names) = declaration.kind else { continue }
            for name in names {
                do throws(TargetAnalysis.Mistake) {
                    let parsed = try TargetAnalysis.parse("http://" + name.text)
                    guard parsed.host == name.text else {
                        throw TargetAnalysis.Mistake(label: "write the host alone, without port and path")
                    }
                    hosts.append(parsed.host)
                } catch {
                    bag.error("host", "not a host name", at: name.range, error.label)
                }
            }
        }
        builder.ownHosts = Set(hosts.map { $0.lowercased() })
        return hosts
    }

    /// A detour of a host that no request goes to changes nothing: its name is probably misspelt.
    /// - Parameter ranges: where each of the connection's detours is named.
    func checkDetours(of connection: Connection, at ranges: [TextRange], _ target: Plan.Target?) {
        // What could not be read may have been a request. Another target may be the one that the detour is for, and
        // where redirects lead is not known before the run.
        guard options.target == nil, names.lost.isEmpty, !builder.followsRedirects, let target else { return }
        let services = [target] + builder.services
        for (detour, range) in zip(connection.detours, ranges) {
            let isUsed = services.contains {
                $0.host.lowercased() == detour.host.lowercased() && $0.port == detour.port ?? $0.port
            }
            if isUsed { continue }
            let written = detour.port.map { "\(detour.host):\($0)" } ?? detour.host
            var known: [String] = []
            for service in services {
                let name = detour.port == nil ? service.host : "\(service.host):\(service.port)"
                if !known.contains(name) { known.append(name) }
            }
            bag.warning(
                "unused-detour",
                "a host that no request goes to",
                at: range,
                Suggestion.nearest(to: written, in: known).map { "did you mean \($0)?" }
                    ?? "requests go to \(Suggestion.list(known))"
            )
        }
    }
}
