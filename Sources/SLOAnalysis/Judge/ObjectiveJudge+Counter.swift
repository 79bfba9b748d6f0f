import Groundwork
import LoadMetrics
import LoadPlan

extension ObjectiveJudge {
    /// `bookings.lost == 0`: a count of the scenario's own, compared as it is. It says what was seen, and nothing about
    /// what was not.
    func counter(_ name: String, _ comparison: Requirement.Comparison, _ limit: Double, perSecond: Bool) -> Decision {
        let target = Self.target(of: objective.requirement)
        var finding = self.finding(.invalid, "", target: limit, unit: target.unit, direction: target.direction)
        guard let sum = samples.run.record.counters[name] else {
            finding.reason = "the run has no counter \(name)"
            return Decision(finding)
        }
        guard !perSecond || seconds > 0 else {
            finding.reason = "nothing was measured, so there is no rate"
            return Decision(finding)
        }
        let value = perSecond ? sum / seconds : sum
        finding.observed = value
        finding.outcome = comparison.holds(value, limit) ? .pass : .fail
        finding.reason =
            "\(name) is \(Self.number(value, perSecond)), wanted is \(comparison.rawValue) "
            + Self.number(limit, perSecond)
        return Decision(finding)
    }

    private static func number(_ value: Double, _ perSecond: Bool) -> String {
        let text = Figures.number(value)
        return perSecond ? text + "/s" : text
    }
}
