import LoadPlan

/// Cities, and paths from Buenos Aires to where the service stands.
extension NetworkCatalogue {
    /// Cities: what transport to Buenos Aires adds. Kilometres, 200 km a millisecond in glass, both ways, and a detour
    /// factor of 1.6, which agrees with the country pairs that RIPE Atlas measured (1.44 to 1.74).
    public static let cities: [Entry] = [
        city("amba", "in Buenos Aires", 0), city("rosario", "in Rosario", 4.5), city("cordoba", "in Córdoba", 10),
        city("mendoza", "in Mendoza", 16), city("neuquen", "in Neuquén", 16), city("salta", "in Salta", 20),
        city("comodoro", "in Comodoro Rivadavia", 23), city("ushuaia", "in Ushuaia", 38),
    ]

    /// Paths from the local exchange in Buenos Aires to the service.
    public static let paths: [Entry] = [
        path(
            "bue-local",
            "to Buenos Aires",
            floor: 0.5,
            derived(2, "RIPE Atlas within Argentina: least 0.02 ms, mean with access 10.8 ms", 2025),
            p95: assumed(5),
            loss: 0.0001
        ),
        path("bue-gru-direct", "to São Paulo directly", leg: direct),
        path("bue-gru-detour", "to São Paulo through the United States", leg: detour),
        Entry(
            name: "bue-gru",
            summary: "to São Paulo, on either route",
            routes: [
                (derived(0.51, "two populations in RIPE Atlas, AR to BR: 99.6 ± 76.2 ms", 2025), direct),
                (derived(0.49, "two populations in RIPE Atlas, AR to BR: 99.6 ± 76.2 ms", 2025), detour),
            ]
        ),
        path("bue-scl-direct", "to Santiago directly", leg: chile),
        path("bue-scl-detour", "to Santiago by a detour", leg: chileDetour),
        Entry(
            name: "bue-scl",
            summary: "to Santiago, on either route",
            routes: [
                (derived(0.28, "two populations in RIPE Atlas, AR to CL, by their mean of 104.3 ms", 2025), chile),
                (
                    derived(0.72, "two populations in RIPE Atlas, AR to CL, by their mean of 104.3 ms", 2025),
                    chileDetour
                ),
            ]
        ),
        path(
            "bue-mvd",
            "to Montevideo",
            floor: 11.2,
            derived(22, "RIPE Atlas, AR to UY, the mean taken as median", 2025),
            p95: derived(38, "from mean and deviation", 2025)
        ),
        path(
            "bue-iad",
            "to us-east-1 (Virginia)",
            floor: 148.5,
            derived(152, "WonderNetwork, Buenos Aires to Washington, the mean taken as median", 2018),
            p95: derived(155, "from mean and deviation", 2018)
        ),
        path(
            "bue-mia",
            "to Miami",
            floor: 147,
            derived(151, "WonderNetwork, Buenos Aires to Miami, the mean taken as median", 2018),
            p95: derived(155, "from mean and deviation", 2018)
        ),
        path(
            "bue-lim",
            "to Lima",
            floor: 51.8,
            derived(65, "RIPE Atlas, AR to PE, the mean taken as median", 2025),
            p95: derived(82, "from mean and deviation", 2025)
        ),
        path(
            "bue-bog",
            "to Bogotá",
            floor: 140,
            derived(178, "RIPE Atlas, AR to CO, the mean taken as median", 2025),
            p95: derived(215, "from mean and deviation", 2025),
            loss: 0.001
        ),
        path(
            "bue-mad",
            "to Madrid",
            floor: 225,
            derived(248, "RIPE Atlas, AR to ES, the mean taken as median", 2025),
            p95: derived(268, "from mean and deviation", 2025),
            loss: 0.001
        ),
        path(
            "lab-path",
            "to the next rack",
            leg: NetworkProfile.Leg(
                name: "lab-path",
                role: .path,
                roundTrip: .constant(derived(0, "a control", nil))
            )
        ),
    ]

    private static let direct = leg(
        "bue-gru-direct",
        floor: derived(26, "2,600 km of cable (ARBR, Malbec) in glass, both ways", nil),
        derived(36, "the nearer population of RIPE Atlas, AR to BR", 2025),
        p95: derived(42, "with the deviation of WonderNetwork", 2018),
        loss: 0.0005
    )

    private static let detour = leg(
        "bue-gru-detour",
        floor: measured(152, "WonderNetwork, Buenos Aires to São Paulo, least", 2018),
        derived(165, "the farther population of RIPE Atlas, AR to BR", 2025),
        p95: derived(175, "from mean and deviation", 2025),
        loss: 0.001
    )

    private static let chile = leg(
        "bue-scl-direct",
        floor: measured(19.8, "RIPE Atlas, AR to CL, least", 2025),
        derived(22, "near the least of RIPE Atlas", 2025),
        p95: assumed(28),
        loss: 0.0005
    )

    private static let chileDetour = leg(
        "bue-scl-detour",
        floor: measured(129, "WonderNetwork, Buenos Aires to Santiago, least", 2018),
        derived(136, "WonderNetwork, Buenos Aires to Santiago, the mean taken as median", 2018),
        p95: derived(155, "from mean and deviation", 2018),
        loss: 0.0005
    )

    private static func city(_ name: String, _ summary: String, _ added: Double) -> Entry {
        let source = added == 0 ? "the reference" : "1.6 × 2 × distance ÷ 200 km/ms"
        let leg = NetworkProfile.Leg(name: name, role: .city, roundTrip: .constant(derived(added, source, nil)))
        return Entry(name: name, summary: summary, routes: [(derived(1, "the only one", nil), leg)])
    }

    private static func leg(
        _ name: String,
        floor: NetworkFact,
        _ median: NetworkFact,
        p95: NetworkFact,
        loss: Double
    ) -> NetworkProfile.Leg {
        NetworkProfile.Leg(
            name: name,
            role: .path,
            roundTrip: .spread(floor: floor, median: median, p95: p95),
            loss: NetworkFact(loss, .assumed, "no figure for Argentina was found")
        )
    }

    private static func path(
        _ name: String,
        _ summary: String,
        floor: Double,
        _ median: NetworkFact,
        p95: NetworkFact,
        loss: Double = 0.0005
    ) -> Entry {
        path(name, summary, leg: leg(name, floor: assumed(floor), median, p95: p95, loss: loss))
    }

    private static func path(_ name: String, _ summary: String, leg: NetworkProfile.Leg) -> Entry {
        Entry(name: name, summary: summary, routes: [(derived(1, "the only one", nil), leg)])
    }
}
