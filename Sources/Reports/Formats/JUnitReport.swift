import Groundwork
import LoadMetrics
import LoadPlan
import SLOAnalysis

/// `junit.xml`, as GitLab and Jenkins read it: one test case per objective, and one for the measurement itself.
///
/// FAIL is a failure of type `SLOViolation`, INCONCLUSIVE a failure of type `Inconclusive` (a gate that could not decide
/// must not look green), INVALID an error. Names hold no measured value, so CI servers can follow a case from run to run.
/// `docs/schema/junit.xsd` says what is written: a case has no `file` and no `line`, since the xUnit plugin of Jenkins
/// skips the whole document for them (its junit-10.xsd). Where an objective stands is in the case's text.
struct JUnitReport {
    private let input: ReportInput

    init(_ input: ReportInput) {
        self.input = input
    }

    /// The document.
    func bytes() -> [UInt8] {
        let findings = input.verdict.findings
        let names = Self.unique(findings.map(\.text))
        var cases = zip(findings, names).map { objective($0, name: $1) }
        cases.append(measurement())
        let counts = counts(cases.map(\.kind))
        let time: (name: StaticString, value: String?) = ("time", Figures.fixed(Double(input.measured) / 1e9, 3))
        let record = input.run.record
        let suite = Markup.element(
            "testsuite",
            [("name", "slo")] + counts + [
                ("skipped", "0"), time, ("timestamp", String(CivilTime(limiting: record.startedAt).iso8601.dropLast())),
                ("file", record.scenario.path),
            ],
            cases.map(\.markup) + [tag("system-out") { output() }]
        )
        let name = record.scenario.name
        return Markup.element("testsuites", [("name", name)] + counts + [time], [suite]).xmlDocument()
    }

    private enum Kind {
        case passed
        case failed
        case error
    }

    private func counts(_ kinds: [Kind]) -> [(name: StaticString, value: String?)] {
        [
            ("tests", "\(kinds.count)"), ("failures", "\(kinds.count { $0 == .failed })"),
            ("errors", "\(kinds.count { $0 == .error })"),
        ]
    }

    private func objective(_ finding: Finding, name: String) -> (markup: Markup, kind: Kind) {
        let text = FindingText(finding)
        let details =
            ([
                "observed \(text.observed)" + (text.interval.map { " \($0)" } ?? ""), "target \(text.target)",
                "samples \(text.samples)" + (text.effectiveSamples.map { " (worth \($0) independent ones)" } ?? ""),
            ] + [text.service.map { "by the service's clock \($0)" }, finding.needed].compactMap { $0 } + [
                "at \(finding.place)"
            ]).joined(separator: "\n")
        return testCase(attributes("slo", name), finding.outcome, message: finding.reason, details: details)
    }

    /// The case that fails where the verdict is not PASS although each objective by itself is.
    private func measurement() -> (markup: Markup, kind: Kind) {
        let verdict = input.verdict
        let bad = verdict.audit.filter { $0.outcome == .invalid }
        let told = verdict.findings.contains { $0.outcome == verdict.outcome }
        let outcome: Verdict.Outcome = !bad.isEmpty ? .invalid : told ? .pass : verdict.outcome
        let details = (bad.map(\.words) + verdict.problems).joined(separator: "\n")
        return testCase(
            attributes("measurement", "the measurement can be trusted"),
            outcome,
            message: verdict.reason,
            details: details
        )
    }

    private func attributes(_ group: String, _ name: String) -> [(name: StaticString, value: String?)] {
        [("classname", "\(input.run.record.scenario.name).\(group)"), ("name", name), ("time", "0")]
    }

    private func testCase(
        _ attributes: [(name: StaticString, value: String?)],
        _ outcome: Verdict.Outcome,
        message: String,
        details: String
    ) -> (markup: Markup, kind: Kind) {
        switch outcome {
        case .pass:
            return (.element("testcase", attributes, []), .passed)
        case .fail, .inconclusive:
            let type = outcome == .fail ? "SLOViolation" : "Inconclusive"
            let failure = tag("failure", ["type": type, "message": message]) { details }
            return (.element("testcase", attributes, [failure]), .failed)
        case .invalid:
            let error = tag("error", ["type": "Invalid", "message": message]) { details }
            return (.element("testcase", attributes, [error]), .error)
        }
    }

    private func output() -> String {
        let record = input.run.record
        return "\(input.verdict.outcome.word): \(input.verdict.reason)\n"
            + "run \(record.id) of \(record.scenario.path) against \(record.target), seed \(record.seed), \(record.tool)"
    }

    /// The same names on one line each, but a second use of a name gets a number: GitLab drops the second of two cases
    /// with one name.
    private static func unique(_ names: [String]) -> [String] {
        var taken: Set<String> = []
        return names.map { name in
            let clean = StyledLine.cleaned(name)
            var unique = clean
            var number = 1
            while !taken.insert(unique).inserted {
                number += 1
                unique = "\(clean) (\(number))"
            }
            return unique
        }
    }
}
