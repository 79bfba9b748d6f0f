public import LoadPlan

/// Network profiles by name. A name is `ACCESS/CITY/PATH`, in this order; what is left out is Buenos Aires: the city
/// `amba`, the path `bue-local`. A path may be a mixture of routes, and `ar-national` is a mixture of everything.
public enum NetworkCatalogue {
    /// A leg with the words that a list shows.
    public struct Entry: Sendable {
        /// Its name.
        public var name: String
        /// What it is.
        public var summary: String
        /// What it costs; more than one where it is a mixture.
        public var routes: [(share: NetworkFact, leg: NetworkProfile.Leg)]
    }

    /// A profile with a name of its own.
    public struct Preset: Sendable {
        /// Its name.
        public var name: String
        /// What it is.
        public var summary: String
        /// The legs that it is made of.
        public var legs: String
    }

    /// All names that a scenario can write, for suggestions.
    public static var names: [String] {
        [nationalName] + presets.map(\.name) + access.map(\.name)
            + access.flatMap { leg in cities.map { "\(leg.name)/\($0.name)" } }
            + access.flatMap { leg in
                cities.flatMap { city in paths.map { "\(leg.name)/\(city.name)/\($0.name)" } }
            }
    }

    /// The profile of a name, or `nil`.
    public static func profile(_ name: String) -> NetworkProfile? {
        if name == nationalName { return national(path: "bue-local") }
        if let preset = presets.first(where: { $0.name == name }) {
            guard var profile = composed(preset.legs) else { return nil }
            profile.name = name
            profile.summary = preset.summary
            return profile
        }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.first == nationalName, parts.count == 2 { return national(path: parts[1]) }
        return composed(name)
    }

    private static func composed(_ name: String) -> NetworkProfile? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), let near = access.first(where: { $0.name == parts[0] }) else { return nil }
        var city: Entry?
        var path: Entry?
        for part in parts.dropFirst() {
            if city == nil, path == nil, let found = cities.first(where: { $0.name == part }) {
                city = found
            } else if path == nil, let found = paths.first(where: { $0.name == part }) {
                path = found
            } else {
                return nil
            }
        }
        guard let city = city ?? cities.first, let path = path ?? paths.first else { return nil }
        let full = "\(near.name)/\(city.name)/\(path.name)"
        return NetworkProfile(
            name: full,
            summary: "\(near.summary), \(city.summary), \(path.summary)",
            lines: lines([near, city, path], share: NetworkFact(1, .derived, "the only one"))
        )
    }

    /// Every way through some entries: their routes multiplied.
    private static func lines(_ entries: [Entry], share: NetworkFact) -> [NetworkProfile.Line] {
        var lines = [NetworkProfile.Line(name: "", share: share, legs: [])]
        for entry in entries {
            lines = lines.flatMap { line in
                entry.routes.map { route in
                    var next = line
                    next.name += (line.name.isEmpty ? "" : "/") + route.leg.name
                    next.legs.append(route.leg)
                    if entry.routes.count > 1 {
                        next.share = route.share
                        next.share.value *= line.share.value
                    }
                    return next
                }
            }
        }
        return lines
    }

    /// The name of the mix of the whole country.
    public static let nationalName = "ar-national"

    /// The whole country: access and city drawn apart, by population.
    private static func national(path name: String) -> NetworkProfile? {
        guard let path = paths.first(where: { $0.name == name }) else { return nil }
        var all: [NetworkProfile.Line] = []
        for (near, nearShare) in nationalAccess {
            guard let near = access.first(where: { $0.name == near }) else { continue }
            for (place, placeShare) in nationalCities {
                guard let city = cities.first(where: { $0.name == place }) else { continue }
                let share = NetworkFact(
                    nearShare * placeShare,
                    .assumed,
                    "by population; the mobile share is above one third (Pingup 2016)"
                )
                all += lines([near, city, path], share: share)
            }
        }
        return NetworkProfile(
            name: name == "bue-local" ? nationalName : "\(nationalName)/\(name)",
            summary: "the whole country, by population, \(path.summary)",
            lines: all
        )
    }

    /// Profiles with names of their own.
    public static let presets: [Preset] = [
        Preset(name: "lab", summary: "no distance at all, a control", legs: "lab-access/amba/lab-path"),
        Preset(name: "ar-buenos-aires-fixed", summary: "fibre in Buenos Aires, origin there", legs: "ar-fiber"),
        Preset(name: "ar-buenos-aires-mobile", summary: "4G in Buenos Aires, origin there", legs: "ar-4g"),
        Preset(name: "ar-cordoba-fixed", summary: "fibre in Córdoba, origin in Buenos Aires", legs: "ar-fiber/cordoba"),
        Preset(name: "ar-cordoba-mobile", summary: "4G in Córdoba, origin in Buenos Aires", legs: "ar-4g/cordoba"),
        Preset(name: "ar-patagonia-mobile", summary: "4G in Comodoro, origin in Buenos Aires", legs: "ar-4g/comodoro"),
    ]

    /// Access networks by share of users (A: ordered by population, editable by writing regions of one's own).
    static let nationalAccess: [(String, Double)] = [
        ("ar-4g", 0.45), ("ar-4g-busy", 0.10), ("ar-3g-fallback", 0.03), ("ar-5g", 0.04), ("ar-fiber", 0.28),
        ("ar-cable-old", 0.08), ("ar-dsl-interior", 0.02),
    ]

    /// Cities by share of users.
    static let nationalCities: [(String, Double)] = [
        ("amba", 0.50), ("cordoba", 0.12), ("rosario", 0.08), ("mendoza", 0.07), ("salta", 0.08), ("neuquen", 0.05),
        ("comodoro", 0.06), ("ushuaia", 0.04),
    ]
}
