import Groundwork
import LoadPlan
import SLOAnalysis

extension HTMLReport {
    /// Every objective with its evidence and a drawing of its interval beside the target.
    func objectives() -> Markup {
        let findings = input.verdict.findings
        return section("Objectives") {
            if findings.isEmpty {
                tag("p") { "The scenario states no objective, so there is nothing to hold it to." }
            } else {
                table(
                    "Objectives",
                    [
                        ("verdict", false), ("objective", false), ("observed", true), ("interval and target", false),
                        ("target", true), ("samples", true),
                    ],
                    findings.map(row),
                    style: "stack"
                )
                tag("p", ["class": "quiet"]) {
                    "The line is the target, the shaded side is allowed, the bar is the interval that the true value "
                        + "lies in, the dot was observed. PASS needs the whole bar on the allowed side."
                }
            }
        }
    }

    private func row(_ finding: Finding) -> [Markup] {
        let text = FindingText(finding)
        return [
            tag("td") { tag("span", ["class": "badge \(finding.outcome.style)"]) { finding.outcome.word } },
            tag("td", ["class": "wide"]) {
                tag("code") { finding.text }
                tag("div", ["class": "reason"]) {
                    finding.reason
                    if let needed = finding.needed { tag("div") { needed } }
                    tag("div", ["class": "mono"]) { finding.place.fileAndLine }
                }
            },
            labelled("observed", "number") {
                text.observed
                if let service = text.service { tag("div", ["class": "reason"]) { "service \(service)" } }
            },
            labelled("interval", nil) {
                tag("div") {
                    text.bar.markup()
                    tag("div", ["class": "reason"]) { text.interval ?? "no interval" }
                }
            },
            labelled("target", "number") { text.target },
            labelled("samples", "number") {
                text.samples
                if let effective = text.effectiveSamples {
                    tag("div", ["class": "reason"]) { "worth \(effective)" }
                }
            },
        ]
    }

    /// A cell that carries its column's name, for screens too narrow for columns.
    func labelled(_ name: String, _ style: String?, @MarkupBuilder _ content: () -> [Markup]) -> Markup {
        tag("td", ["class": style, "data-label": name]) { tag("div") { content() } }
    }
}
