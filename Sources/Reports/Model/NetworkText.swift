import Groundwork
import LoadMetrics
import SLOAnalysis

/// What the network takes, in words.
enum NetworkText {
    /// `ar-fixed: about 142 ms of 214 ms (p95) is the network, modelled; the service answered in 72 ms`.
    static func sentence(_ floor: NetworkFloor) -> String {
        let how =
            switch floor.kind {
            case "model": "modelled"
            case "via": "measured on the way out"
            default: "measured"
            }
        return "\(floor.region): about \(Figures.latency(floor.network)) of \(Figures.latency(floor.response)) "
            + "(\(quantile(floor))) is the network, \(how); the service answered in \(Figures.latency(floor.service))"
    }

    /// What the objective leaves: `p95 < 200ms leaves it 58 ms`.
    static func budget(_ floor: NetworkFloor) -> String {
        floor.isInfeasible
            ? "\(floor.objective) can be met by no service there"
            : "\(floor.objective) leaves it \(Figures.latency(floor.budget))"
    }

    /// `12 % of its requests opened a connection, which took 240 ms more`.
    static func cold(_ floor: NetworkFloor) -> String? {
        guard floor.cold > 0, let opening = floor.opening, floor.requests > 0 else { return nil }
        let share = Figures.percent(Double(floor.cold) / Double(floor.requests))
        return "\(share) of its requests opened a connection, which took \(Figures.latency(opening)) more"
    }

    /// `p95`.
    static func quantile(_ floor: NetworkFloor) -> String {
        Figures.quantile(floor.quantile)
    }

    /// What a modelled region rests on: `5 figures measured, 3 derived, 6 assumed`.
    static func evidence(_ facts: RunRecord.NetworkFacts) -> String {
        let count = { (kind: String) in facts.figures.filter { $0.kind == kind }.count }
        return "\(count("measured")) figures measured, \(count("derived")) derived, \(count("assumed")) assumed"
    }

    /// A figure of a profile: `ar-4g median 50 ms, derived: between … (2020)`.
    static func figure(_ figure: RunRecord.NetworkFigure) -> String {
        "\(figure.leg) \(figure.name) \(value(figure)), \(figure.kind): \(figure.source)"
            + (figure.year.map { " (\($0))" } ?? "")
    }

    static func value(_ figure: RunRecord.NetworkFigure) -> String {
        figure.unit == "ratio"
            ? Figures.percent(figure.value) : "\(Figures.number(figure.value)) \(figure.unit)"
    }
}
