import LoadPlan

/// Access networks: from the user to its local exchange. Median and 95th percentile of the round trip, loss, and the
/// line's speed. The floor is ours throughout; the spread's standard deviation follows from the three.
extension NetworkCatalogue {
    /// Access networks.
    public static let access: [Entry] = [
        near(
            "ar-fiber",
            "fixed line, fibre",
            floor: 5,
            median: measured(11, "Ookla, median of fixed lines", 2024),
            p95: 18,
            loss: 0.0005,
            down: measured(75, "Ookla, median of fixed lines", 2024),
            up: assumed(25)
        ),
        near(
            "ar-cable-old",
            "fixed line, older cable",
            floor: 20,
            median: measured(34, "Ookla, fixed lines", 2020),
            p95: 60,
            loss: 0.001,
            down: measured(40.6, "Ookla, fixed lines", 2020),
            up: measured(7.9, "Ookla, fixed lines", 2020)
        ),
        near(
            "ar-dsl-interior",
            "DSL in the interior",
            floor: 25,
            median: assumed(45),
            p95: 90,
            loss: 0.003,
            down: measured(5, "CABASE, Chubut and Santa Cruz", 2018),
            up: assumed(0.75)
        ),
        near(
            "ar-4g",
            "4G",
            floor: 20,
            median: derived(50, "between 40 ms (Ookla 2020) and 58.9 ms (Opensignal 2019)", 2020),
            p95: 110,
            loss: 0.005,
            down: derived(20, "14.6 to 22.1 Mbps of three operators (Opensignal)", 2022),
            up: derived(6.5, "5.4 to 7.2 Mbps of three operators (Opensignal)", 2022)
        ),
        near(
            "ar-4g-busy",
            "4G in a busy cell",
            floor: 35,
            median: assumed(80),
            p95: 200,
            loss: 0.01,
            down: derived(5, "the threshold that 89.4 % of tests meet (Personal)", 2024),
            up: derived(1, "the threshold that 89.4 % of tests meet (Personal)", 2024)
        ),
        near(
            "ar-5g",
            "5G",
            floor: 15,
            median: measured(28, "Personal 5G", 2024),
            p95: 45,
            loss: 0.002,
            down: derived(300, "525 Mbps measured (Personal), lowered for coverage", 2024),
            up: derived(30, "35.5 Mbps measured (Personal), lowered for coverage", 2024)
        ),
        near(
            "ar-3g-fallback",
            "3G where 4G does not reach",
            floor: 150,
            median: derived(300, "WebPageTest's 3G profile", nil),
            p95: 500,
            loss: 0.015,
            down: derived(1.6, "WebPageTest's 3G profile", nil),
            up: derived(0.77, "WebPageTest's 3G profile", nil)
        ),
        near(
            "leo-satellite",
            "satellite in low orbit",
            floor: 25,
            median: derived(55, "43 to 63 ms in other countries", nil),
            p95: 110,
            loss: 0.007,
            down: derived(85, "Chile", 2023),
            up: assumed(10)
        ),
        Entry(
            name: "lab-access",
            summary: "nothing",
            routes: [
                (
                    derived(1, "the only one", nil),
                    NetworkProfile.Leg(
                        name: "lab-access",
                        role: .access,
                        roundTrip: .constant(derived(0, "a control", nil))
                    )
                )
            ]
        ),
    ]

    private static func near(
        _ name: String,
        _ summary: String,
        floor: Double,
        median: NetworkFact,
        p95: Double,
        loss: Double,
        down: NetworkFact,
        up: NetworkFact
    ) -> Entry {
        let leg = NetworkProfile.Leg(
            name: name,
            role: .access,
            roundTrip: .spread(floor: assumed(floor), median: median, p95: assumed(p95)),
            loss: NetworkFact(loss, .assumed, "no figure for Argentina was found"),
            down: down,
            up: up
        )
        return Entry(name: name, summary: summary, routes: [(derived(1, "the only one", nil), leg)])
    }

    static func measured(_ value: Double, _ source: String, _ year: Int) -> NetworkFact {
        NetworkFact(value, .measured, source, year)
    }

    static func derived(_ value: Double, _ source: String, _ year: Int?) -> NetworkFact {
        NetworkFact(value, .derived, source, year)
    }

    static func assumed(_ value: Double) -> NetworkFact { NetworkFact(value, .assumed, "chosen; no figure was found") }
}
