/// What the service sells and who provides it: written once at the start and never changed, so it is read without the
/// database.
struct Catalogue: Sendable {
    /// One business behind the service, chosen by sub-domain or header.
    struct Tenant: Sendable {
        /// 1, 2, 3…; the index in `Catalogue.tenants` plus one.
        var id: Int
        /// The sub-domain.
        var slug: String
        var services: [Service]
        /// Numbered 1…n within the tenant.
        var providers: [Provider]
    }

    /// Something that can be booked.
    struct Service: Sendable {
        var id: Int
        var name: String
        /// Length in minutes.
        var minutes: Int
        /// In whole pesos (ARS).
        var price: Int
    }

    /// Someone who attends.
    struct Provider: Sendable {
        /// Unique in the database, and the same however many providers the other tenants have.
        var id: Int
        /// 1…n within the tenant: what stands in paths.
        var number: Int
        var name: String
    }

    /// The most providers that a tenant can have.
    static let maximumProviders = 10_000

    var tenants: [Tenant]

    /// The tenant with this sub-domain.
    func tenant(slug: some StringProtocol) -> Tenant? { tenants.first { $0.slug == slug } }
}

extension Catalogue {
    /// The same catalogue for the same seed.
    /// - Parameter providers: how many for each tenant.
    init(seed: UInt64, providers: Int) {
        var random = SeededRandom(seed: seed)
        let given = ["Ana", "Bruno", "Carla", "Diego", "Elena", "Facundo", "Gabriela", "Hugo", "Inés", "Julián"]
        let family = [
            "Acosta", "Benítez", "Castro", "Díaz", "Escobar", "Ferreyra", "Gómez", "Herrera", "Ibarra", "Juárez",
        ]
        let trades: [(String, [(String, Int, Int)])] = [
            ("barber", [("Corte", 30, 9000), ("Barba", 30, 6000), ("Corte y barba", 60, 14_000)]),
            ("psychologist", [("Primera consulta", 60, 22_000), ("Sesión", 60, 18_000), ("Pareja", 60, 25_000)]),
            ("doctor", [("Consulta", 30, 20_000), ("Control", 30, 15_000), ("Certificado", 30, 10_000)]),
        ]
        tenants = []
        var serviceID = 0
        for (slug, services) in trades {
            var tenant = Tenant(id: tenants.count + 1, slug: slug, services: [], providers: [])
            for (name, minutes, price) in services {
                serviceID += 1
                tenant.services.append(Service(id: serviceID, name: name, minutes: minutes, price: price))
            }
            // Each tenant has its own range of numbers: a file that is opened again with more providers keeps its slots with
            // those who have them.
            let firstID = (tenant.id - 1) * Catalogue.maximumProviders
            for number in 1...max(1, min(providers, Catalogue.maximumProviders)) {
                let name = [given, family].map { $0[Int(random.next() % UInt64($0.count))] }.joined(separator: " ")
                tenant.providers.append(Provider(id: firstID + number, number: number, name: name))
            }
            tenants.append(tenant)
        }
    }
}
