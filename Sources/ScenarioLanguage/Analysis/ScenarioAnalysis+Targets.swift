import LoadPlan

/// What a file says about where requests may go, and how.
extension ScenarioAnalysis {
    /// The lines of the target's block.
    func connection() -> Connection {
        for declaration in syntax.declarations {
            guard case .target(let target) = declaration.kind else { continue }
            return ConnectionAnalysis(bag: bag, names: names).run(target.items)
        }
        return Connection()
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

    /// A detour of a host that nothing goes to would change nothing.
    func checkDetours(_ connection: Connection, _ target: Plan.Target?) {
        // Another target may be the one that the detour is for.
        guard options.target == nil, let target else { return }
        let services = [target] + builder.services
        for declaration in syntax.declarations {
            guard case .target(let syntax) = declaration.kind else { continue }
            for item in syntax.items {
                let name: NameSyntax
                switch item.kind {
                case .resolve(let host, _), .connect(let host, _): name = host
                default: continue
                }
                let fits = connection.detours.contains { detour in
                    name.text.lowercased().hasPrefix(detour.host.lowercased())
                        && services.contains {
                            $0.host.lowercased() == detour.host.lowercased() && ($0.port == detour.port ?? $0.port)
                        }
                }
                if fits { continue }
                bag.warning(
                    "unused-name",
                    "a host that no request goes to",
                    at: name.range,
                    Suggestion.nearest(to: name.text, in: services.map { "\($0.host):\($0.port)" }).map {
                        "did you mean \($0)?"
                    } ?? "requests go to \(Suggestion.list(services.map { "\($0.host):\($0.port)" }))"
                )
            }
        }
    }
}
