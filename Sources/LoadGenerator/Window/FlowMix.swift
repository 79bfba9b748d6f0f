import Groundwork
import LoadPlan

/// How likely each flow is: by its weight, or where flows have loads of their own, by their levels at the moment (a
/// Poisson process of arrivals split by chance is one for each flow).
struct FlowMix {
    private var weights: [Double]

    init(_ flows: [Flow]) {
        weights = flows.map(\.weight)
    }

    /// Draws a flow for an iteration that is due at `time` since the start of the load.
    mutating func choose(_ random: inout SeededRandom, _ loads: [FlowLoad], at time: Nanoseconds) -> FlowID {
        guard weights.count > 1 else { return FlowID(0) }
        for index in loads.indices { weights[loads[index].flow] = loads[index].curve.level(at: time) }
        var total = 0.0
        for weight in weights { total += weight }
        var rest = random.unit() * total
        for (index, weight) in weights.enumerated() where weight > 0 {
            rest -= weight
            if rest < 0 { return FlowID(index) }
        }
        return FlowID(weights.lastIndex { $0 > 0 } ?? 0)
    }
}
