import Groundwork
import LoadMetrics
import LoadPlan
import SLOAnalysis

/// The objectives of a run as OpenSLO v1 documents, one for each that OpenSLO has a form for.
///
/// Source: OpenSLO specification v1 (github.com/OpenSLO/OpenSLO).
struct OpenSLODocuments {
    private let objectives: [Objective]
    private let record: RunRecord
    private let verdict: Verdict?

    init(_ objectives: [Objective], _ record: RunRecord, _ verdict: Verdict?) {
        self.objectives = objectives
        self.record = record
        self.verdict = verdict
    }

    /// The documents.
    func text() -> String {
        var names: Set<String> = []
        return objectives.map { objective in
            var name = YAMLText.name("\(record.scenario.name) \(objective.text)")
            var number = 2
            while !names.insert(name).inserted {
                name = YAMLText.name(String(name.prefix(58)) + " \(number)")
                number += 1
            }
            return "---\n" + document(objective, name)
        }.joined()
    }

    private func document(_ objective: Objective, _ name: String) -> String {
        guard let form = Form(objective.requirement) else {
            return "# \(StyledLine.cleaned(objective.text)): OpenSLO has no form for it\n"
        }
        var lines = [
            "apiVersion: openslo/v1", "kind: SLO", "metadata:", "  name: \(name)", "  annotations:",
            "    zonda/objective: \(YAMLText.quoted(objective.text))", "    zonda/run: \(YAMLText.quoted(record.id))",
        ]
        if let finding = verdict?.findings.first(where: { $0.text == objective.text }) {
            let text = FindingText(finding)
            lines.append("    zonda/verdict: \(finding.outcome.word)")
            lines.append("    zonda/observed: \(YAMLText.quoted(text.observed))")
            if let interval = text.interval { lines.append("    zonda/interval: \(YAMLText.quoted(interval))") }
        }
        lines += [
            "spec:",
            "  description: \(YAMLText.quoted(String("\(record.scenario.title): \(objective.text)".prefix(1000))))",
            "  service: \(YAMLText.name(record.scenario.name))", "  indicator:", "    metadata:", "      name: \(name)",
            "    spec:",
        ]
        lines += form.limit == nil ? ratio(objective.scope) : threshold(objective.scope)
        lines += ["  timeWindow:", "    - duration: 30d", "      isRolling: true"]
        lines.append("  budgetingMethod: \(form.slice == nil ? "Occurrences" : "Timeslices")")
        lines.append("  objectives:")
        lines.append("    - displayName: \(YAMLText.quoted(objective.text))")
        if let limit = form.limit {
            lines.append("      op: \(limit.orEqual ? "lte" : "lt")")
            lines.append("      value: \(YAMLText.number(limit.limit.inMilliseconds))")
        }
        lines.append("      target: \(YAMLText.number(form.target))")
        if let slice = form.slice {
            lines.append("      timeSliceTarget: \(YAMLText.number(slice.target))")
            lines.append("      timeSliceWindow: \(max(1, slice.window / .second))s")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func threshold(_ scope: Scope) -> [String] {
        ["      thresholdMetric:"] + source(scope, "        ", unit: "ms")
    }

    private func ratio(_ scope: Scope) -> [String] {
        ["      ratioMetric:", "        counter: true", "        good:"] + source(scope, "          ", unit: nil)
            + ["        total:"] + source(scope, "          ", unit: nil)
    }

    private func source(_ scope: Scope, _ indent: String, unit: String?) -> [String] {
        var members: [(String, String)] = []
        func add(_ name: String, _ globs: [Glob]) {
            if !globs.isEmpty { members.append((name, globs.map(\.pattern).joined(separator: ", "))) }
        }
        if !scope.of.isEmpty {
            let names = scope.of.map { selector in
                (selector.kind.map { $0 == .step ? "" : "\($0.rawValue) " } ?? "") + selector.name.pattern
            }
            members.append(("of", names.joined(separator: ", ")))
        }
        add("except", scope.except)
        add("from", scope.from)
        add("flow", scope.inFlow)
        add("tenant", scope.tenant)
        add("phase", scope.phase)
        if let unit { members.append(("unit", unit)) }
        let head = ["\(indent)metricSource:", "\(indent)  type: LoadTest"]
        if members.isEmpty { return head + ["\(indent)  spec: {}"] }
        return head + ["\(indent)  spec:"] + members.map { "\(indent)    \($0.0): \(YAMLText.quoted($0.1))" }
    }

    /// What OpenSLO can say of a requirement.
    private struct Form {
        var target: Double
        var limit: (limit: Nanoseconds, orEqual: Bool)?
        var slice: (target: Double, window: Nanoseconds)?

        init?(_ requirement: Requirement) {
            switch requirement {
            case .percentile(let quantile, let limit, let orEqual):
                self.init(target: quantile, limit: (limit, orEqual))
            case .availability(let least, _): self.init(target: least)
            case .errorRate(let limit, _): self.init(target: 1 - limit)
            case .windows(let requirement, let share, let length):
                guard let inner = Form(requirement), inner.slice == nil else { return nil }
                self.init(target: share, limit: inner.limit, slice: (inner.target, length))
            default: return nil
            }
            // A target of 1 leaves no budget; OpenSLO has it below 1.
            guard target > 0, target < 1 else { return nil }
        }

        private init(
            target: Double,
            limit: (limit: Nanoseconds, orEqual: Bool)? = nil,
            slice: (target: Double, window: Nanoseconds)? = nil
        ) {
            self.target = target
            self.limit = limit
            self.slice = slice
        }
    }
}
