import Groundwork
import LoadMetrics
import SLOAnalysis

extension HTMLReport {
    /// What failed, where in the scenario, and how often.
    func failures() -> Markup {
        let failures = input.run.record.failures.sorted(by: FailureText.order)
        return section("Failures") {
            if failures.isEmpty {
                tag("p") { "No request failed." }
            } else {
                table(
                    "Failures",
                    [("times", true), ("what", false), ("step", false), ("kind", false), ("where", false)],
                    failures.prefix(200).map { failure in
                        [
                            labelled("times", "number") { Figures.count(failure.count) },
                            cell(failure.message, "wide"),
                            labelled("step", nil) { tag("code") { failure.step } },
                            labelled("kind", nil) { failure.kind },
                            labelled("where", nil) { tag("code") { failure.place.fileAndLine } },
                        ]
                    },
                    style: "stack"
                )
                if failures.count > 200 { tag("p") { "and \(failures.count - 200) more kinds" } }
            }
        }
    }

    /// What the generator found out about itself.
    func audit() -> Markup {
        let verdict = input.verdict
        return section("Self-audit") {
            tag("p", ["class": "quiet"]) {
                "Whether the figures are the service's and not the generator's. A breach makes the run INVALID."
            }
            table(
                "Self-audit",
                [("outcome", false), ("check", false), ("value", true), ("limit", true), ("what it means", false)],
                verdict.audit.map { finding in
                    [
                        tag("td") {
                            tag("span", ["class": "badge \(finding.outcome.rawValue)"]) { finding.outcome.rawValue }
                        },
                        labelled("check", nil) { finding.check }, labelled("value", "number") { finding.value },
                        labelled("limit", "number") { finding.limit }, cell(finding.words, "wide"),
                    ]
                },
                style: "stack"
            )
            for problem in verdict.problems { tag("p") { problem } }
            for sentence in verdict.baselineSentences { tag("p", ["class": "quiet"]) { sentence } }
        }
    }

    /// All that is needed to run the same again.
    func provenance() -> Markup {
        let record = input.run.record
        let host = record.host
        let audit = record.audit
        let parameters = record.scenario.parameters.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
        let facts: [(String, String)] = [
            ("run", record.id), ("state", record.state.rawValue + (record.endReason.map { ": \($0)" } ?? "")),
            ("tool", record.tool), ("scenario", record.scenario.path), ("scenario hash", record.scenario.hash),
            ("parameters", parameters.isEmpty ? Figures.missing : parameters.joined(separator: ", ")),
            ("target", record.target), ("seed", String(record.seed)),
            ("load", record.load.curve + (record.load.arrivals.map { ", \($0) arrivals" } ?? "")),
            ("started", CivilTime(limiting: record.startedAt).readable),
            (
                "host",
                "\(host.name): \(host.cpu) × \(host.cores), \(host.memoryMiB) MiB, \(host.kernel) \(host.machine)"
            ),
            ("carrier", "\(record.spokenBy), \(host.curl)"),
            (
                "generator",
                "\(audit.shards) shards, \(Figures.fixed(audit.cpuSeconds, 1)) s of processor time, "
                    + "\(Figures.bytes(audit.peakMemory)) memory at peak"
            ),
            (
                "network",
                "\(Figures.count(audit.connections)) connections, \(Figures.bytes(audit.bytesIn)) received, "
                    + "\(Figures.bytes(audit.bytesOut)) sent" + (ResentText.words(audit).map { "; \($0)" } ?? "")
            ),
        ]
        return section("Provenance") {
            table(
                "Provenance",
                [("", false), ("", false)],
                facts.map { fact in
                    [tag("th", ["scope": "row"]) { fact.0 }, tag("td", ["class": "mono"]) { fact.1 }]
                }
            )
        }
    }
}
