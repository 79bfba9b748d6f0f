import Foundation
import LoadMetrics
import LoadTestKit
import Testing

/// A run that a real Prometheus (Debian package `prometheus`) scrapes and receives. Without it the test says so and ends.
@Suite(.serialized) struct LiveMetricsRunTests {
    private static let program = ["/usr/bin/prometheus", "/usr/local/bin/prometheus"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// The answer of Prometheus to an instant query: value by the label `region`.
    private func query(_ expression: String, port: Int) throws -> [String: Double] {
        let encoded = expression.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let bytes = try LoopbackHTTP.get(port: port, path: "/api/v1/query?query=\(encoded)")
        let json = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        let results = (json?["data"] as? [String: Any])?["result"] as? [[String: Any]] ?? []
        var values: [String: Double] = [:]
        for result in results {
            let region = (result["metric"] as? [String: String])?["region"] ?? ""
            if let value = (result["value"] as? [Any])?.last as? String { values[region] = Double(value) }
        }
        return values
    }

    @Test(.enabled(if: program != nil, "the Debian package prometheus is not installed"))
    func prometheusAgreesWithTheVerdict() throws {
        let program = try #require(Self.program)
        let server = try NginxServer(server: TestBed.slotAnswer)
        let folder = try TemporaryFolder()
        let (port, scraped) = (LoopbackPort.free(), LoopbackPort.free())
        let config = try folder.write(
            """
            global: { scrape_interval: 1s }
            scrape_configs:
              - job_name: zonda
                honor_labels: true
                static_configs: [{ targets: ["127.0.0.1:\(scraped)"], labels: { way: scrape } }]
            """,
            to: "prometheus.yml"
        )
        let prometheus = try ChildProcess(
            program,
            [
                "--config.file=\(config)", "--storage.tsdb.path=\(folder.path)/data",
                "--web.listen-address=127.0.0.1:\(port)", "--web.enable-remote-write-receiver", "--log.level=error",
            ]
        )
        defer { prometheus.signal(SIGTERM) }
        let ready = Date().addingTimeInterval(30)
        while (try? LoopbackHTTP.get(port: port, path: "/-/ready")) == nil, Date() < ready {
            Thread.sleep(forTimeInterval: 0.1)
        }
        let file = try folder.write(
            """
            scenario "Watched"
            target "\(server.url)"
            regions { ar-cordoba share 60%  ar-salta share 40% }
            flow main { GET /api/slot as read }
            load { warmup 1s  rate 200/s for 13s }
            slo { p95 < 50ms from ar-cordoba ; p95 < 50ms from ar-salta }
            """,
            to: "watched.zonda"
        )
        let ending = try ZondaCommand.run([
            "run", file, "--out", "\(folder.path)/results", "--metrics-listen", "\(scraped)", "--metrics-every", "1s",
            "--remote-write", "http://127.0.0.1:\(port)/api/v1/write",
        ])
        #expect(ending.errors.contains("metrics: http://127.0.0.1:\(scraped)/metrics"))
        // A push that a stall delays may fail or be replaced by the next one.
        #expect(!ending.errors.contains(": 0 sent"), "\(ending.errors)")
        let path = try #require(folder.files.first { $0.hasSuffix("/verdict.json") })
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(path)"))
        let verdict = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
        let findings = try #require(verdict["findings"] as? [[String: Any]])
        let expected = findings.compactMap { $0["observed"] as? Double }
        try #require(expected.count == 2)
        let selector = "zonda_response_time_seconds_bucket{kind=\"step\",way=\"\"}"
        let written = try query("histogram_quantile(0.95, sum by (le, region) (\(selector)))", port: port)
        for (region, value) in zip(["ar-cordoba", "ar-salta"], expected) {
            // Bounds are half an octave apart, and the warm-up, which a busy machine makes slow, is in one of them only.
            let found = try #require(written[region]) * 1e9
            #expect(found > value / 4 && found < value * 4, "\(region): \(found), \(value)")
        }
        let counts = try query(
            "sum by (region) (zonda_response_time_seconds_count{kind=\"step\",way=\"\"})",
            port: port
        )
        #expect(counts.values.reduce(0, +) > 2000)
        // What was scraped is stale soon after the run's end.
        let seen = try query(
            "sum by (region) (max_over_time(zonda_response_time_seconds_count{way=\"scrape\"}[10m]))",
            port: port
        )
        #expect(seen.count == 2)
    }

    /// A receiver that refuses costs nothing but a line at the end.
    @Test func aDeadReceiverDoesNotDisturbTheRun() throws {
        let run = try TestBed().run(
            TestBed.scenario(load: "rate 200/s for 4s arrivals constant", slo: "errors < 5%"),
            ["--metrics-every", "1s", "--otlp", "http://127.0.0.1:\(LoopbackPort.free())/v1/metrics"]
        )
        #expect(run.ending.errors.contains("metrics: OTLP: 0 sent"), "\(run.printed)")
        run.expectStatus(0, 98)
        #expect(try run.record().audit.scheduled == 800)
    }
}
