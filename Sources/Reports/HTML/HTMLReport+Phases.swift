import Groundwork
import LoadMetrics

extension HTMLReport {
    /// Where each endpoint's response time goes, on average.
    func phases() -> Markup {
        let steps = PhaseBreakdown.steps(input.run)
        guard let longest = steps.map(\.total).max(), longest > 0 else { return .empty }
        let used = RequestPhase.allCases.enumerated().filter { index, _ in steps.contains { $0.parts[index].mean > 0 } }
        return section("Where the time goes") {
            tag("p", ["class": "quiet"]) {
                "Mean response time by part. Queueing is what passed between the moment a request was due and its send; "
                    + "wait is the service's own time with the way there and back."
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
                        tag("td", ["class": "fills"]) { bar(step, longest) },
                        cell(Figures.latency(step.total), "number"),
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
                            cell(Figures.count(step.count), "number"), cell(Figures.latency(step.total), "number"),
                        ]
                            + used.map { index, _ in
                                let mean = step.parts[index].mean
                                return cell(mean > 0 ? Figures.latency(mean) : Figures.missing, "number")
                            }
                    }
                )
            }
        }
    }

    private func bar(_ step: PhaseBreakdown, _ longest: Double) -> Markup {
        let words = step.parts.filter { $0.mean > 0 }.map { "\($0.phase.name) \(Figures.latency($0.mean))" }
        return StackedBar(
            parts: step.parts.enumerated().map { ($0.offset + 1, $0.element.mean) },
            full: longest,
            label: "\(step.name): \(words.joined(separator: ", "))"
        ).markup()
    }
}
