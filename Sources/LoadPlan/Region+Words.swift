extension Region.Vantage {
    /// The kind in one word: `here`, `via` or `model`. Every figure of the region carries it.
    public var kind: String {
        switch self {
        case .here: "here"
        case .via: "via"
        case .model: "model"
        }
    }

    /// In words, without secrets: `model ar-4g/cordoba/bue-local`, `via proxy http://10.0.0.1:3128`, `here`.
    public var words: String {
        switch self {
        case .here(let name): name.map { "here \($0)" } ?? "here"
        case .via(let egress): "via \(egress.shown)"
        case .model(let profile): "model \(profile.name)"
        }
    }

    /// The profile, where the distance is modelled.
    public var profile: NetworkProfile? {
        if case .model(let profile) = self { profile } else { nil }
    }
}

extension Region.Egress {
    /// In words: a proxy's user and password are left out.
    public var shown: String {
        switch self {
        case .proxy(let url):
            guard let at = url.lastIndex(of: "@") else { return "proxy \(url)" }
            let start = url.range(ofScheme: "://") ?? url.startIndex
            return "proxy \(url[..<start])\(url[url.index(after: at)...])"
        case .interface(let name): return "interface \(name)"
        case .address(let address): return "address \(address)"
        }
    }
}

extension String {
    /// The end of the scheme's separator.
    fileprivate func range(ofScheme separator: String) -> Index? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(separator) { return self.index(index, offsetBy: separator.count) }
            index = self.index(after: index)
        }
        return nil
    }
}
