import Groundwork
import LoadMetrics
import LoadPlan
import SLOAnalysis

/// Recording and alert rules for the objectives of a run: the share of bad requests over seven windows, and alerts on
/// its burn rate over two of them at a time, as Sloth writes them.
///
/// The metrics are those that Prometheus client libraries make by convention. Which of their labels stand for a step,
/// only the service's people know; the place where they go is marked.
///
/// Source: B. Beyer et al., The Site Reliability Workbook, chapter 5 (O'Reilly, 2018).
struct PrometheusRules {
    private static let windows = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"]
    private let objectives: [Objective]
    private let record: RunRecord

    init(_ objectives: [Objective], _ record: RunRecord) {
        self.objectives = objectives
        self.record = record
    }

    /// The rule file.
    func text() -> String {
        var lines = [
            "# Made by \(record.tool) from the objectives of \(StyledLine.cleaned(record.scenario.path)).",
            "# Put the labels of your metrics where SELECTOR stands; buckets need an edge at each limit (le).",
            "groups:",
        ]
        var names: Set<String> = []
        var count = 0
        for objective in objectives {
            guard let form = Form(objective.requirement) else {
                lines.append("  # \(StyledLine.cleaned(objective.text)): no rule can be made of it")
                continue
            }
            var name = YAMLText.name("\(record.scenario.name) \(objective.text)")
            while !names.insert(name).inserted { name = YAMLText.name(String(name.prefix(58)) + " \(names.count)") }
            lines += group(objective, form, name)
            count += 1
        }
        if count == 0 { lines[lines.count - 1] += lines[lines.count - 1] == "groups:" ? " []" : "" }
        return lines.joined(separator: "\n") + "\n"
    }

    private func group(_ objective: Objective, _ form: Form, _ name: String) -> [String] {
        let labels = "{slo=\"\(name)\", service=\"\(YAMLText.name(record.scenario.name))\"}"
        var lines = ["  - name: \(name)", "    rules:"]
        for window in Self.windows {
            lines += [
                "      - record: slo:sli_error:ratio_rate\(window)",
                "        expr: \(YAMLText.quoted(form.ratio(window)))",
            ]
            lines += labelLines(name)
        }
        lines += [
            "      - record: slo:objective:ratio",
            "        expr: \(YAMLText.quoted("vector(\(YAMLText.number(form.target)))"))",
        ]
        lines += labelLines(name)
        lines += [
            "      - record: slo:error_budget:ratio",
            "        expr: \(YAMLText.quoted("vector(\(YAMLText.number(1 - form.target)))"))",
        ]
        lines += labelLines(name)
        for isPage in [true, false] {
            let rules = ErrorBudget.rules.filter { $0.isPage == isPage }
            // A burn rate has a ceiling: more than all requests cannot be bad.
            let able = rules.filter { $0.factor * (1 - form.target) < 1 }
            let kind = isPage ? "page" : "ticket"
            for rule in rules where !able.contains(rule) {
                lines.append(
                    "      # \(rule.names.long)/\(rule.names.short) \(kind) left out: \(YAMLText.number(rule.factor)) times "
                        + "the budget is more than all requests"
                )
            }
            guard !able.isEmpty else { continue }
            let limit = YAMLText.number(1 - form.target)
            let conditions = able.map { rule in
                let parts = [rule.names.short, rule.names.long].map { window in
                    "slo:sli_error:ratio_rate\(window)\(labels) > (\(YAMLText.number(rule.factor)) * \(limit))"
                }
                return "(\(parts.joined(separator: " and ")))"
            }
            lines += [
                "      - alert: ErrorBudgetBurn",
                "        expr: \(YAMLText.quoted(conditions.joined(separator: " or ")))",
                "        labels:", "          severity: \(kind)", "          slo: \(name)", "        annotations:",
                "          summary: \(YAMLText.quoted("\(objective.text): the error budget burns too fast"))",
            ]
        }
        return lines
    }

    private func labelLines(_ name: String) -> [String] {
        ["        labels:", "          slo: \(name)", "          service: \(YAMLText.name(record.scenario.name))"]
    }

    /// What Prometheus can say of a requirement.
    private struct Form {
        var target: Double
        var limit: Nanoseconds?

        init?(_ requirement: Requirement) {
            switch requirement {
            case .percentile(let quantile, let limit, _): (target, self.limit) = (quantile, limit)
            case .availability(let least, _): target = least
            case .errorRate(let limit, _): target = 1 - limit
            default: return nil
            }
            guard target > 0, target < 1 else { return nil }
        }

        /// The share of bad requests over a window.
        func ratio(_ window: String) -> String {
            guard let limit else {
                return "sum(rate(http_requests_total{SELECTOR,code=~\"5..|429\"}[\(window)])) / "
                    + "sum(rate(http_requests_total{SELECTOR}[\(window)]))"
            }
            return
                "1 - sum(rate(http_request_duration_seconds_bucket{SELECTOR,le=\"\(YAMLText.number(limit.inSeconds))\"}"
                + "[\(window)])) / sum(rate(http_request_duration_seconds_count{SELECTOR}[\(window)]))"
        }
    }
}
