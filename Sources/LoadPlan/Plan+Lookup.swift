public import Groundwork

extension Plan {
    /// Whether a user far away has to look the service's name up in the network before it can connect: not where the
    /// service has an address instead of a name, is this machine, or is reached by a socket, by a detour to an address
    /// or through a proxy, which looks names up itself.
    public var looksUpNames: Bool {
        guard connection.proxy == nil, connection.unixSocket == nil else { return false }
        let detour = connection.detours.first { detour in
            detour.host == target.host && (detour.port == nil || detour.port == target.port)
        }
        return (detour?.toHosts ?? [target.host]).contains { Self.isName($0) }
    }

    /// For how long a user knows an address that it has looked up, nanoseconds; 0 where it asks for each connection.
    public var nameLifetime: Nanoseconds {
        switch connection.lookup {
        case .once: .max
        case .every(let time): time
        case .perUser: 0
        }
    }

    /// Whether a request that opens a connection begins with a lookup, as a rule: not where each iteration opens one
    /// while users go on knowing the address.
    public var looksUpForEachConnection: Bool {
        looksUpNames && (connection.sharing != .newPerIteration || connection.lookup != .once)
    }

    private static func isName(_ host: String) -> Bool {
        !Target.isLoopback(host) && !host.contains(":") && !host.allSatisfy { $0.isNumber || $0 == "." }
    }
}
