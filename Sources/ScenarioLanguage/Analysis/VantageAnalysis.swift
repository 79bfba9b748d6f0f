import LoadPlan
import NetworkModel

/// From where each region is measured: profiles are looked up or read, ways out are checked as far as text can be.
struct VantageAnalysis {
    let bag: DiagnosticBag
    let names: Namespace
    let options: CompileOptions
    /// The content of every profile file read, for the plan's hash.
    private(set) var contents: [[UInt8]] = []

    init(bag: DiagnosticBag, names: Namespace, options: CompileOptions) {
        self.bag = bag
        self.names = names
        self.options = options
    }

    /// The regions with their shares.
    mutating func regions(
        _ regions: [RegionSyntax],
        shares: PopulationAnalysis,
        in head: TextRange
    ) -> [Region] {
        let labels = shares.labels(regions.map(\.label), of: "region", in: head)
        var result: [Region] = []
        for (name, share) in labels {
            let syntax = regions.first { $0.label.name.range.start == name.range.start }
            result.append(
                Region(
                    name: name.text,
                    share: share,
                    vantage: vantage(syntax?.vantage),
                    place: bag.source.place(at: name.range.start)
                )
            )
        }
        return result
    }

    private mutating func vantage(_ syntax: RegionSyntax.Vantage?) -> Region.Vantage {
        switch syntax {
        case nil: return .here
        case .here(let name): return .here(name?.text)
        case .model(let name): return model(name)
        case .proxy(let source): return proxy(source)
        case .interface(let name):
            // IFNAMSIZ with its end is 16 (netdevice(7)).
            if name.text.isEmpty || name.text.utf8.count > 15 || name.text.contains(where: { $0 == "/" || $0 == " " }) {
                bag.error("via", "not an interface", at: name.range, "ip link names them, such as eth1")
            }
            return .via(.interface(name.text))
        case .address(let name):
            let isAddress =
                name.text.contains(where: { $0 == "." || $0 == ":" })
                && name.text.allSatisfy { $0.isHexDigit || $0 == "." || $0 == ":" }
            if !isAddress {
                bag.error("via", "not an address", at: name.range, "an address of this machine, such as 10.0.0.2")
            }
            return .via(.address(name.text))
        }
    }

    private mutating func model(_ name: NameSyntax) -> Region.Vantage {
        if name.text.hasSuffix(".json") { return file(name) }
        if let profile = NetworkCatalogue.profile(name.text) { return .model(profile) }
        let near = Suggestion.nearest(to: name.text, in: NetworkCatalogue.names)
        bag.error(
            "unknown-profile",
            "unknown network profile '\(name.text)'",
            at: name.range,
            near.map { "did you mean \($0)?" } ?? "zonda region list shows them; a measured one ends with .json",
            help: "a profile is ACCESS/CITY/PATH, such as ar-4g/cordoba/bue-local"
        )
        return .here
    }

    private mutating func file(_ name: NameSyntax) -> Region.Vantage {
        let path = ScenarioPath.resolve(name.text, beside: bag.source.path)
        let bytes: [UInt8]
        do {
            bytes = try options.readFile(path)
        } catch {
            bag.error(
                "unreadable-file",
                "the profile cannot be read",
                at: name.range,
                FileFailure.describe(error),
                help: "it is looked for at \(path), beside the scenario"
            )
            return .here
        }
        contents.append(bytes)
        do throws(ProfileFile.Mistake) {
            return .model(try ProfileFile.decode(bytes))
        } catch {
            bag.error("profile-file", "not a network profile", at: name.range, error.message)
            return .here
        }
    }

    private func proxy(_ source: RegionSyntax.Source) -> Region.Vantage {
        switch source {
        case .text(let url):
            if url.text.contains("@") {
                bag.error(
                    "secret-in-scenario",
                    "a user and password do not belong into a scenario",
                    at: url.range,
                    "write env(\"NAME\") and set the variable NAME"
                )
                return .here
            }
            return proxy(url.text, at: url.range, "not a proxy's URL")
        case .environment(let name):
            guard let url = options.secrets(name.text) else {
                missing(name)
                return .via(.proxy(Connection.Proxy(scheme: "http", host: name.text, port: 1)))
            }
            names.secrets.append(Plan.Secret(name: name.text, value: url))
            return proxy(url, at: name.range, "\(name.text) holds no proxy's URL")
        }
    }

    private func proxy(_ url: String, at range: TextRange, _ title: String) -> Region.Vantage {
        do throws(ProxyURL.Mistake) {
            let proxy = try ProxyURL.parse(url)
            if let password = proxy.password { names.secrets.append(Plan.Secret(name: "proxy", value: password)) }
            return .via(.proxy(proxy))
        } catch {
            bag.error("via", title, at: range, error.label)
            return .here
        }
    }

    private func missing(_ name: NameSyntax) {
        let title = "the environment variable '\(name.text)' is not set"
        let help = "set it, or pass --secrets FILE with a line \(name.text)=http://user:password@host:port"
        if options.secretsMayBeMissing {
            bag.note("missing-secret", title, at: name.range, "a run needs it", help: help)
        } else {
            bag.error("missing-secret", title, at: name.range, "its value is needed", help: help)
        }
    }
}
