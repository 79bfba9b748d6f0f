import Groundwork
import LoadMetrics
import SLOAnalysis

extension HTMLReport {
    /// Where each endpoint's response time goes, on average.
    func phases() -> Markup {
        let steps = PhaseBreakdown.steps(input.run)
        guard let longest = steps.map(\.phases.total).max(), longest > 0 else { return .empty }
        let used = RequestPhase.allCases.enumerated().filter { _, phase in steps.contains { $0.phases[phase] > 0 } }
        return section("Where the time goes") {
            tag("p", ["class": "quiet"]) {
                "Mean response time by part. Queueing is what passed between the moment a request was due and its send; "
                    + "wait is the service's own time with the way there and back."
                    + (steps.contains { $0.phases.hasModelledNetwork }
                        ? " Of them, \(PhaseText.modelled)." : "")
            }
            tag("p", ["class": "legend"]) {
                for (index, phase) in used {
                    tag("span", ["class": "key"]) {
                        tag("span", ["class": "swatch p\(index + 1)", "aria-hidden": "true"])
                        phase.name
                    }
                }
            }
            table(
                "Where the time goes",
                [("endpoint", false), ("parts", false), ("mean", true)],
                steps.map { step in
                    [
                        tag("th", ["scope": "row"]) { tag("code") { step.name } },
                        tag("td", ["class": "fills"]) { bar(step.name, step.phases, longest) },
                        cell(Figures.latency(step.phases.total), "number"),
                    ]
                }
            )
            tag("details") {
                tag("summary") { "The same as a table" }
                table(
                    "Mean time by endpoint and part",
                    [("endpoint", false), ("requests", true), ("mean", true)]
                        + used.map { (name: $0.element.name, number: true) },
                    steps.map { step in
                        [
                            tag("th", ["scope": "row"]) { tag("code") { step.name } },
                            cell(Figures.count(step.phases.count), "number"),
                            cell(Figures.latency(step.phases.total), "number"),
                        ]
                            + used.map { _, phase in
                                let mean = step.phases[phase]
                                return cell(mean > 0 ? Figures.latency(mean) : Figures.missing, "number")
                            }
                    }
                )
            }
        }
    }

    private func bar(_ name: String, _ phases: PhaseBreakdown, _ longest: Double) -> Markup {
        StackedBar(
            parts: RequestPhase.allCases.enumerated().map { ($0.offset + 1, phases[$0.element]) },
            full: longest,
            label: "\(name): \(PhaseText.parts(phases))"
        ).markup()
    }
}
