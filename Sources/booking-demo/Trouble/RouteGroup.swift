/// The parts of the service that can be given trouble on their own.
enum RouteGroup: String, CaseIterable, Sendable {
    case auth, services, schedule, bookings, payments, webhooks, home

    /// The group of a path; nil for health checks and everything that is administration.
    init?(path: String) {
        if path == "/" {
            self = .home
            return
        }
        let parts = path.split(separator: "/", maxSplits: 2)
        guard parts.count >= 2, parts[0] == "api", let group = RouteGroup(rawValue: String(parts[1])), group != .home
        else { return nil }
        self = group
    }

    /// The groups that an option names: one, or all with `*`.
    /// - Throws: `OptionError`.
    static func named(_ text: some StringProtocol) throws -> [RouteGroup] {
        if text == "*" { return allCases }
        guard let group = RouteGroup(rawValue: String(text)) else {
            let known = allCases.map(\.rawValue).joined(separator: ", ")
            throw OptionError("there is no route group “\(text)”; there are \(known) and *")
        }
        return [group]
    }
}
