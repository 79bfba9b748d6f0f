import Groundwork
public import LoadPlan
import NetworkModel

/// Network profiles in words, for `zonda region`.
public enum RegionText {
    /// Columns that lines are folded at.
    private static let columns = 80

    /// All there is.
    public static func catalogue() -> [String] {
        var lines = ["A profile is ACCESS/CITY/PATH; what is left out is amba and bue-local.", "", "presets"]
        let presets = NetworkCatalogue.presets.map { ($0.name, $0.summary) }
        lines += rows(presets + [(NetworkCatalogue.nationalName, "the whole country, by population; also with /PATH")])
        for (title, entries) in [
            ("access", NetworkCatalogue.access), ("cities", NetworkCatalogue.cities), ("paths", NetworkCatalogue.paths),
        ] {
            lines += ["", title]
            lines += rows(entries.map { ($0.name, "\($0.summary): \(figures($0))") })
        }
        return lines + ["", "zonda region show NAME shows where every figure comes from."]
    }

    private static func figures(_ entry: NetworkCatalogue.Entry) -> String {
        entry.routes.map { route in
            let share = entry.routes.count > 1 ? "\(Figures.percent(route.share.value)) " : ""
            return share + roundTrip(route.leg.roundTrip)
        }.joined(separator: ", ")
    }

    private static func roundTrip(_ roundTrip: NetworkProfile.RoundTrip) -> String {
        switch roundTrip {
        case .constant(let fact): "\(number(fact.value)) ms (\(fact.kind.rawValue))"
        case .spread(_, let median, let p95):
            "\(number(median.value)) ms (\(median.kind.rawValue)), p95 \(number(p95.value)) ms (\(p95.kind.rawValue))"
        case .quantiles(_, let median): "\(number(median.value)) ms (\(median.kind.rawValue))"
        }
    }

    private static func rows(_ rows: [(String, String)]) -> [String] {
        let width = rows.map { $0.0.count }.max() ?? 0
        return rows.flatMap { name, words in
            let line = "  " + name + String(repeating: " ", count: width - name.count + 2) + words
            return line.folded(columns: columns, hang: width + 6)
        }
    }

    /// One profile.
    public static func profile(_ profile: NetworkProfile, style: TerminalStyle) -> [String] {
        let distribution = RoundTripDistribution(profile)
        let quantile = { (p: Double) in Figures.latency(distribution.quantile(p) * 1e6) }
        var lines = "\(profile.name): \(profile.summary)".folded(columns: columns, hang: 2)
        lines += [
            "",
            "  round trip  p5 \(quantile(0.05))  median \(quantile(0.5))  p95 \(quantile(0.95))  p99 \(quantile(0.99))",
            "              mean \(Figures.latency(distribution.mean * 1e6))"
                + "  deviation \(Figures.latency(distribution.standardDeviation * 1e6))",
            "",
        ]
        lines += DensityPlot.lines(distribution).map { "  \($0)" }
        lines.append("")
        if profile.lines.count > 1 { lines += populations(profile) + [""] }
        var seen: Set<String> = []
        for leg in profile.lines.flatMap(\.legs) where seen.insert(leg.name).inserted { lines += self.leg(leg) }
        lines += ["", "  the same for a kernel with netem\(NetemCommand.isExact(profile) ? "" : ", as one bell"):"]
        return lines + netem(profile)
    }

    /// The command on lines that a shell joins.
    private static func netem(_ profile: NetworkProfile) -> [String] {
        let lines = "  \(NetemCommand.line(profile))".folded(columns: columns - 2, hang: 6)
        return lines.dropLast().map { $0 + " \\" } + lines.suffix(1)
    }

    private static func populations(_ profile: NetworkProfile) -> [String] {
        let total = profile.lines.reduce(0) { $0 + max(0, $1.share.value) }
        let shown = profile.lines.sorted { $0.share.value > $1.share.value }.prefix(8)
        var lines = ["  \(profile.lines.count) populations; each user is one of them for good"]
        for line in shown {
            let share = total > 0 ? Figures.percent(line.share.value / total) : "0 %"
            let words = "    \(line.name) \(share) (\(line.share.kind.rawValue): \(line.share.source))"
            lines += words.folded(columns: columns, hang: 6)
        }
        if profile.lines.count > shown.count { lines.append("    and \(profile.lines.count - shown.count) more") }
        return lines
    }

    private static func leg(_ leg: NetworkProfile.Leg) -> [String] {
        var named: [(String, NetworkFact, String)] = []
        switch leg.roundTrip {
        case .constant(let fact): named.append(("round trip", fact, "ms"))
        case .spread(let floor, let median, let p95):
            named += [("floor", floor, "ms"), ("median", median, "ms"), ("p95", p95, "ms")]
        case .quantiles(_, let fact): named.append(("median", fact, "ms"))
        }
        if let loss = leg.loss { named.append(("loss", loss, "%")) }
        if let down = leg.down { named.append(("down", down, "Mbps")) }
        if let up = leg.up { named.append(("up", up, "Mbps")) }
        return ["  \(leg.name) (\(leg.role.rawValue))"]
            + named.flatMap { name, fact, unit in
                let value = unit == "%" ? Figures.percent(fact.value) : "\(number(fact.value)) \(unit)"
                let year = fact.year.map { ", \($0)" } ?? ""
                let words =
                    "    " + name.padded(to: 11) + value.padded(to: 11) + fact.kind.rawValue.padded(to: 10)
                    + fact.source + year
                return words.folded(columns: columns, hang: 36)
            }
    }

    private static func number(_ value: Double) -> String { Figures.number(value) }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
