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
        case .here(let name): name.map { "here (\($0))" } ?? "here"
        case .via(.proxy(let proxy)): "via proxy \(proxy.url)"
        case .via(.interface(let name)): "via interface \(name)"
        case .via(.address(let address)): "via address \(address)"
        case .model(let profile): "model \(profile.name)"
        }
    }

    /// The profile, where the distance is modelled.
    public var profile: NetworkProfile? {
        if case .model(let profile) = self { profile } else { nil }
    }
}
