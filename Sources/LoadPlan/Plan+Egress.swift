extension Plan {
    /// The ways in which connections leave this machine: the scenario's own, then one for each region with a way out of
    /// its own.
    public var egresses: [Connection] {
        var all = [connection]
        for region in regions {
            guard case .via(let egress) = region.vantage else { continue }
            var own = connection
            own.proxy = nil
            own.interface = nil
            own.sourceAddress = nil
            switch egress {
            case .proxy(let proxy): own.proxy = proxy
            case .interface(let name): own.interface = name
            case .address(let address): own.sourceAddress = address
            }
            all.append(own)
        }
        return all
    }

    /// Which of ``egresses`` each region takes.
    public var egressNumbers: [Int] {
        var next = 1
        return regions.map { region in
            guard case .via = region.vantage else { return 0 }
            defer { next += 1 }
            return next
        }
    }
}
