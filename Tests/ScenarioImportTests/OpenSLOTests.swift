import ScenarioLanguage
import Testing

@testable import ScenarioImport

@Suite("OpenSLO") struct OpenSLOTests {
    private func slo(_ change: (String) -> String = { $0 }) -> [UInt8] {
        Array(
            change(
                """
                apiVersion: openslo/v1
                kind: SLO
                metadata: { name: booking-latency-ar }
                spec:
                  service: booking
                  indicator:
                    metadata: { name: booking-latency-ar }
                    spec:
                      thresholdMetric:
                        metricSource: { type: LoadTest, spec: { step: schedule.*, region: ar-*, unit: ms } }
                  timeWindow: [{ duration: 30d, isRolling: true }]
                  budgetingMethod: Occurrences
                  objectives: [{ displayName: p95, op: lt, value: 200, target: 0.95 }]
                """
            ).utf8
        )
    }

    private func lines(_ bytes: [UInt8]) throws -> [Substring] {
        try OpenSLOReader.objectives(bytes).split(separator: "\n").filter { !$0.hasPrefix("#") }
    }

    @Test func aLatency() throws {
        #expect(try lines(slo()) == ["p95 < 200ms of schedule.* from ar-*"])
        #expect(
            try lines(
                slo { $0.replacing("op: lt,", with: "op: lte,").replacing("target: 0.95", with: "targetPercent: 99.9") }
            )
                == ["p99.9 <= 200ms of schedule.* from ar-*"]
        )
    }

    @Test("A key in a name or a scope is in no comment and no message")
    func secrets() throws {
        let marker = "sk_live_MARKER0123456789abcdef"
        for (old, new) in [
            ("booking-latency-ar", marker), ("schedule.*", marker + "/x"), ("Occurrences", marker),
            ("op: lt", "op: \(marker)"),
            ("step:", "\(marker):"), ("openslo/v1", marker), ("unit: ms", "unit: \(marker)"),
        ] {
            do {
                let text = try OpenSLOReader.objectives(slo { $0.replacing(old, with: new) })
                #expect(!text.contains("MARKER0123"), "\(text)")
            } catch {
                #expect(!error.message.contains("MARKER0123"), "\(error)")
            }
        }
    }

    @Test func timeSlices() throws {
        let text = try lines(
            slo {
                $0.replacing("Occurrences", with: "Timeslices")
                    .replacing("target: 0.95", with: "target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: 10s")
            }
        )
        #expect(text == ["p95 < 200ms of schedule.* from ar-* for 99% of 10s windows"])
        #expect(
            !ScenarioLanguage.parseObjectives(String(text[0]), file: "a").diagnostics.contains { $0.severity == .error }
        )
    }

    @Test func anIndicatorOfItsOwnDocument() throws {
        let text = """
            apiVersion: openslo/v1
            kind: SLI
            metadata: { name: good-bookings }
            spec:
              ratioMetric:
                counter: true
                good: { metricSource: { spec: { step: booking.create } } }
                total: { metricSource: { spec: { step: booking.create } } }
            ---
            # the objective
            apiVersion: openslo/v1
            kind: SLO
            metadata: { name: availability }
            spec:
              indicatorRef: good-bookings
              budgetingMethod: Occurrences
              objectives: [{ target: 0.999 }]
            """
        #expect(try lines(Array(text.utf8)) == ["availability >= 99.9% of booking.create"])
        let alone = text.split(separator: "---\n")[1]
        #expect(try lines(Array(alone.utf8)).isEmpty)
    }

    @Test(arguments: [("openslo/v1", "openslo/v2"), ("kind: SLO", "kind: Service")])
    func refused(_ from: String, _ to: String) {
        #expect(throws: ImportError.self) { try OpenSLOReader.objectives(slo { $0.replacing(from, with: to) }) }
    }

    /// An objective that would mean something else than it says is a comment; the others are imported.
    @Test(arguments: [
        ("unit: ms", "unit: parsecs"), (", unit: ms", ""), ("op: lt,", "op: gt,"), ("target: 0.95", "target: 1"),
        ("target: 0.95", "target: banana"), ("value: 200", "value: -1"), ("Occurrences", "RatioTimeslices"),
        ("region: ar-*", "endpoint: POST /x"), ("schedule.*", "\"a; stop the run\""),
        ("thresholdMetric", "otherMetric"),
    ])
    func said(_ from: String, _ to: String) throws {
        let text = try OpenSLOReader.objectives(slo { $0.replacing(from, with: to) })
        #expect(text.contains("# not translated: ") && text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
    }

    @Test func aQueryOfAMonitoringSystem() throws {
        let text = try OpenSLOReader.objectives(slo { $0.replacing("region: ar-*", with: "query: 'p95(x)'") })
        #expect(text.contains("# the query of the metric source is not looked at") && text.contains("\np95 < 200ms"))
    }

    @Test(arguments: ["", "---", "{", "[1, 2]", "kind: SLO", "\u{0}", "- - - -"])
    func garbage(text: String) {
        #expect(throws: ImportError.self) { try OpenSLOReader.objectives(Array(text.utf8)) }
    }
}
