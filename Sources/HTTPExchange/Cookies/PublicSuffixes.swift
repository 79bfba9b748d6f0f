/// Domains under which anybody can register, so that a cookie for all of them is refused (RFC 6265 section 5.3, step 5).
///
/// The rule is: every domain without a dot, and those below. They are a choice of publicsuffix.org's list as of November
/// 2026: the registries of countries that have a second level, and hosting services under which tests may run. The whole
/// list has 10,000 entries and changes each week; a load test that would notice the rest of it sets cookies for a registry.
enum PublicSuffixes {
    static func contains(_ domain: UnsafeRawBufferPointer) -> Bool {
        guard let dot = domain.firstIndex(of: UInt8(ascii: ".")), dot + 1 < domain.count else { return true }
        let label = domain.slice(0, dot)
        let parent = domain.slice(dot + 1, domain.count)
        for entry in registries where parent.isEqual(ignoringCase: entry.country) {
            for name in entry.labels where label.isEqual(ignoringCase: name) { return true }
        }
        return hosting.contains { domain.isEqual(ignoringCase: $0) }
    }

    private static let registries: [(country: StaticString, labels: [StaticString])] = [
        ("ar", ["com", "edu", "gob", "gov", "int", "mil", "musica", "net", "org", "tur", "coop", "mutual"]),
        ("au", ["com", "net", "org", "edu", "gov", "asn", "id"]),
        ("bo", ["com", "edu", "gob", "net", "org"]),
        ("br", ["com", "net", "org", "gov", "edu", "art", "blog", "eco", "ind", "jus", "mil", "tv"]),
        ("cl", ["co", "gob", "gov", "mil"]),
        ("cn", ["com", "net", "org", "gov", "edu", "ac"]),
        ("co", ["com", "net", "org", "gov", "edu", "mil", "nom"]),
        ("cr", ["ac", "co", "ed", "fi", "go", "or", "sa"]),
        ("ec", ["com", "edu", "gob", "net", "org"]),
        ("es", ["com", "nom", "org", "gob", "edu"]),
        ("hk", ["com", "edu", "gov", "idv", "net", "org"]),
        ("id", ["ac", "co", "go", "net", "or", "sch", "web"]),
        ("il", ["ac", "co", "gov", "muni", "net", "org"]),
        ("in", ["co", "net", "org", "firm", "gen", "ind", "ac", "edu", "gov", "nic"]),
        ("jp", ["ac", "ad", "co", "ed", "go", "gr", "lg", "ne", "or"]),
        ("kr", ["ac", "co", "go", "ne", "or", "pe", "re"]),
        ("mx", ["com", "edu", "gob", "net", "org"]),
        ("my", ["com", "edu", "gov", "net", "org"]),
        ("nz", ["ac", "co", "geek", "gen", "govt", "net", "org", "school"]),
        ("pe", ["com", "edu", "gob", "mil", "net", "nom", "org"]),
        ("pl", ["com", "net", "org", "edu", "gov", "info", "waw"]),
        ("pt", ["com", "edu", "gov", "net", "org"]),
        ("py", ["com", "coop", "edu", "gov", "net", "org"]),
        ("sg", ["com", "edu", "gov", "net", "org"]),
        ("th", ["ac", "co", "go", "in", "net", "or"]),
        ("tr", ["av", "bel", "bbs", "biz", "com", "dr", "edu", "gen", "gov", "info", "k12", "net", "org", "web"]),
        ("tw", ["com", "edu", "gov", "idv", "net", "org"]),
        ("ua", ["com", "edu", "gov", "in", "net", "org", "kiev", "kyiv", "lviv"]),
        ("uk", ["ac", "co", "gov", "ltd", "me", "net", "nhs", "org", "plc", "police", "sch"]),
        ("uy", ["com", "edu", "gub", "mil", "net", "org"]),
        ("ve", ["co", "com", "edu", "gob", "info", "net", "org", "web"]),
        ("za", ["ac", "co", "gov", "law", "net", "nom", "org", "school", "web"]),
    ]

    private static let hosting: [StaticString] = [
        "amplifyapp.com", "appspot.com", "azurestaticapps.net", "azurewebsites.net", "blogspot.com", "cloudapp.net",
        "cloudfront.net", "firebaseapp.com", "fly.dev", "github.io", "gitlab.io", "herokuapp.com", "netlify.app",
        "ngrok-free.app", "ngrok.app", "ngrok.io", "onrender.com", "pages.dev", "readthedocs.io", "run.app", "surge.sh",
        "up.railway.app", "vercel.app", "web.app", "workers.dev",
    ]
}
