import Groundwork
import LoadPlan
import SLOAnalysis
import Testing

@testable import Reports

@Suite("Objectives for other tools") struct ObjectiveExportTests {
    private func objective(_ requirement: Requirement, _ text: String, of scope: Scope = Scope()) -> Objective {
        Objective(text: text, requirement: requirement, scope: scope, place: Place(file: "a.zonda", line: 1, column: 1))
    }

    private var objectives: [Objective] {
        let scope = Scope(of: [.init(kind: .step, name: Glob("schedule.*"))], from: [Glob("ar-*")])
        return [
            objective(
                .percentile(quantile: 0.95, limit: 200_000_000, orEqual: false),
                "p95 < 200ms of schedule.*",
                of: scope
            ),
            objective(.availability(least: 0.999, orEqual: true), "availability >= 99.9%"),
            objective(
                .windows(
                    of: .percentile(quantile: 0.99, limit: 1_500_000, orEqual: true),
                    share: 0.9,
                    length: 10 * .second
                ),
                "p99 <= 1.5ms for 90% of 10s windows"
            ),
            objective(.maximum(limit: 5 * .second, orEqual: false), "max < 5s"),
        ]
    }

    private func text(_ form: ObjectiveExport, _ objectives: [Objective]) -> String {
        form.text(objectives, record: FixedRun.record(title: "A \"title\": with: marks"), verdict: FixedRun.verdict)
    }

    @Test func openSLO() {
        let text = text(.openSLO, objectives)
        for line in [
            "apiVersion: openslo/v1", "      op: lt", "      value: 200", "      target: 0.95", "      target: 0.999",
            "  budgetingMethod: Timeslices", "      timeSliceTarget: 0.99", "      timeSliceWindow: 10s",
            "      value: 1.5", "            of: \"schedule.*\"", "            from: \"ar-*\"",
            "# max < 5s: OpenSLO has no form for it", "  description: \"A \\\"title\\\": with: marks: max",
        ].dropLast() { #expect(text.contains(line + "\n"), "\(line) is not in\n\(text)") }
        #expect(text.components("kind: SLO\n") == 3)
        #expect(text.components("---\n") == 4)
    }

    @Test func namesAreDNSLabelsAndDiffer() {
        let twice = text(.openSLO, [objectives[1], objectives[1]])
        let names = twice.split(separator: "\n").filter { $0.hasPrefix("  name: ") }.map { $0.dropFirst(8) }
        #expect(Set(names).count == 2)
        for name in names {
            #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" } && name.count <= 63)
        }
        #expect(YAMLText.name("ñ—!") == "objective")
        #expect(YAMLText.name(String(repeating: "a.", count: 80)).count <= 63)
    }

    @Test func prometheusRules() {
        let text = text(.prometheusRules, objectives)
        #expect(text.contains("le=\\\"0.2\\\""))
        #expect(text.contains("slo:sli_error:ratio_rate5m{slo="))
        #expect(text.contains("> (14.4 * 0.001)"))
        #expect(text.contains("> (6 * 0.001)"))
        // 14.4 times a budget of 5 % is 72 %: possible. 5 % has all rows.
        #expect(text.contains("> (14.4 * 0.05)"))
        #expect(text.contains("# max < 5s: no rule can be made of it"))
        #expect(text.components("severity: page") == 2)
        let loose = self.text(.prometheusRules, [objective(.errorRate(limit: 0.1, orEqual: false), "errors < 10%")])
        #expect(loose.contains("1h/5m page left out"))
        #expect(!loose.contains("14.4 * 0.1)"))
    }

    @Test func budgetsInWords() {
        let lasting = ErrorBudget(
            burnRate: 4.8,
            low: 3.9,
            high: 5.8,
            lasts: 6.25,
            alerts: [.init(windows: "1h/5m", isPage: true, after: 180)]
        )
        #expect(lasting.sentence.contains("lasts 6 days 6 h (burn rate 4.8, 95 %: 3.9 to 5.8)"))
        #expect(lasting.sentence.hasSuffix("the 1h/5m page would fire after 3 min"))
        let unburnt = ErrorBudget(burnRate: 0, low: 0, high: 0.66, lasts: nil, alerts: [])
        #expect(unburnt.sentence.contains("nothing of a 30-day error budget is burnt (burn rate at most 0.66"))
    }
}

extension String {
    /// How often a text stands in this one.
    fileprivate func components(_ text: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: text) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
