import Foundation
import LoadTestKit
import Testing

/// The real command against real servers on loopback, one test after another.
@Suite(.serialized) struct RunTests {
    /// A scenario of one step against any server.
    static func scenario(
        load: String,
        slo: String,
        step: String = "GET /api/slot as read\n    expect status 200\n    capture _slot = json $.id"
    ) -> String {
        """
        scenario "Probe"
        target "http://127.0.0.1:9"
        flow main {
          \(step)
        }
        load { \(load) }
        slo { \(slo) }
        """
    }

    static let slotAnswer = """
        location / { default_type application/json; return 200 '{"id":"b7f1c2d4","free":true}'; }
        """

    private func results(_ folder: TemporaryFolder, _ name: String) -> String? {
        folder.files.first { $0.hasSuffix("/\(name)") }.map { "\(folder.path)/\($0)" }
    }

    @Test func aShortRunPassesAndLeavesEverything() throws {
        let server = try NginxServer(server: Self.slotAnswer)
        let folder = try TemporaryFolder()
        let file = try folder.write(
            Self.scenario(load: "warmup 1s  rate 400/s for 11s arrivals constant", slo: "max < 10s\n errors < 1%"),
            to: "probe.zonda"
        )
        // The greatest value is compared as it is: a machine of others' may make percentiles undecidable, and the run goes
        // on where it is the errors.
        let ending = try ZondaCommand.run([
            "run", file, "--target", server.url, "--out", "\(folder.path)/results", "--extend-to", "60s",
        ])
        #expect(ending.status == 0, "\(ending.output)\n\(ending.errors)")
        #expect(ending.output.contains("PASS"))
        for name in [
            "run.json", "histograms.hlog", "timeline.ndjson", "verdict.json", "report.html", "junit.xml", "summary.md",
        ] {
            #expect(results(folder, name) != nil, "\(name)")
        }
        for name in ["run", "verdict"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: try #require(results(folder, "\(name).json"))))
            #expect(try JSONSchema(named: name).problems(JSONValue(bytes)) == [])
        }
        let timeline = try String(contentsOfFile: try #require(results(folder, "timeline.ndjson")), encoding: .utf8)
        for line in timeline.split(separator: "\n") {
            #expect(try JSONSchema(named: "timeline").problems(JSONValue(line.utf8)) == [])
        }
        // Judged again, without running: the same verdict.
        let run = URL(fileURLWithPath: try #require(results(folder, "run.json"))).deletingLastPathComponent().path
        let again = try ZondaCommand.run(["judge", run])
        #expect(again.status == 0, "\(again.output)\n\(again.errors)")
        let strict = try folder.write("max < 0.001ms\n", to: "strict.slo")
        let failing = try ZondaCommand.run(["judge", run, "--slo", strict])
        #expect(failing.status == 99, "\(failing.output)\n\(failing.errors)")
    }

    @Test func aRefusingTargetIsSaidInOneLine() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.scenario(load: "users 2 for 5s", slo: "errors < 1%"), to: "probe.zonda")
        let port = LoopbackPort.free()
        let start = Date()
        let ending = try ZondaCommand.run([
            "run", file, "--target", "http://127.0.0.1:\(port)", "--out", "\(folder.path)/results",
        ])
        #expect(ending.status == 69)
        #expect(Date().timeIntervalSince(start) < 5)
        let lines = ending.errors.split(separator: "\n")
        #expect(lines.count == 1, "\(ending.errors)")
        #expect(ending.errors.contains("127.0.0.1:\(port)"))
    }

    @Test func aMisspeltNameIsAnErrorBeforeAnythingIsSent() throws {
        let folder = try TemporaryFolder()
        let text = """
            scenario "Typos"
            target "http://127.0.0.1:9"
            regions { ar-cordoba share 100% }
            flow main {
              let day = date("America/Argentina/Buenos_Aires")
              GET /api/${dya | "yyyy"}/${uiud()} as read
                expect status 200
            }
            load { users 2 for 5s }
            slo {
              p95 < 200ms from ar-cordba
              p95 < 150ms of raed
            }
            """
        let file = try folder.write(text, to: "typos.zonda")
        let ending = try ZondaCommand.run(["run", file, "--out", "\(folder.path)/results"])
        #expect(ending.status == 65)
        for suggestion in ["did you mean ar-cordoba", "did you mean read", "did you mean day", "did you mean uuid"] {
            #expect(ending.errors.contains(suggestion), "\(suggestion) is not in:\n\(ending.errors)")
        }
        #expect(ending.errors.contains("typos.zonda:11:"))
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/results"))
    }

    @Test func wrongCommandLinesEndWith64() throws {
        #expect(try ZondaCommand.run(["run"]).status == 64)
        #expect(try ZondaCommand.run(["run", "x.zonda", "--no-such-option"]).status == 64)
        #expect(try ZondaCommand.run(["nonsense"]).status == 64)
        #expect(try ZondaCommand.run(["run", "/nowhere/x.zonda"]).status == 65)
        #expect(try ZondaCommand.run(["--help"]).status == 0)
    }

    @Test func anObjectiveThatMatchedNothingIsInvalid() throws {
        let server = try NginxServer(server: Self.slotAnswer)
        let folder = try TemporaryFolder()
        let step = """
            GET /api/slot as read
                expect status 200
                capture free = json $.free
              if free is none {
                GET /never as never
                  expect status 200
              }
            """
        let file = try folder.write(
            Self.scenario(load: "rate 200/s for 4s", slo: "p95 < 100ms of never", step: step),
            to: "probe.zonda"
        )
        let ending = try ZondaCommand.run(["run", file, "--target", server.url, "--out", "\(folder.path)/results"])
        #expect(ending.status == 97, "\(ending.output)\n\(ending.errors)")
    }

    @Test func ctrlCEndsGracefullyAndKeepsEverything() throws {
        let server = try NginxServer(server: Self.slotAnswer)
        let folder = try TemporaryFolder()
        let file = try folder.write(
            Self.scenario(load: "rate 200/s for 60s", slo: "p95 < 100ms"),
            to: "probe.zonda"
        )
        let run = try ZondaCommand.start(["run", file, "--target", server.url, "--out", "\(folder.path)/results"])
        Thread.sleep(forTimeInterval: 3)
        run.signal(SIGINT)
        let ending = try run.wait(atMost: 15)
        #expect(ending.status == 130, "\(ending.output)\n\(ending.errors)")
        let record = try String(contentsOfFile: try #require(results(folder, "run.json")), encoding: .utf8)
        #expect(record.contains("\"interrupted\""))
        #expect(results(folder, "verdict.json") != nil)
        #expect(results(folder, "report.html") != nil)
    }

    @Test func aKilledRunKeepsWhatItMeasured() throws {
        let server = try NginxServer(server: Self.slotAnswer)
        let folder = try TemporaryFolder()
        let file = try folder.write(
            Self.scenario(load: "rate 200/s for 60s", slo: "p95 < 100ms"),
            to: "probe.zonda"
        )
        let run = try ZondaCommand.start(["run", file, "--target", server.url, "--out", "\(folder.path)/results"])
        Thread.sleep(forTimeInterval: 5)
        run.signal(SIGKILL)
        _ = try run.wait(atMost: 10)
        let record = try #require(results(folder, "run.json"))
        let stored = URL(fileURLWithPath: record).deletingLastPathComponent().path
        let judged = try ZondaCommand.run(["judge", stored])
        // What was flushed is read, and it is said that the run has no end; it is never a pass.
        #expect(judged.status == 98 || judged.status == 97, "\(judged.output)\n\(judged.errors)")
        let text = try String(contentsOfFile: "\(stored)/histograms.hlog", encoding: .utf8)
        #expect(text.contains("Tag="))
    }

    /// A fixed rate, a server frozen for a tenth of the run, and fewer connections than the stall needs: response time
    /// shows the stall as the closed form says, service time hides it.
    @Test func aFrozenServerShowsInResponseTime() throws {
        let server = try NginxServer(server: Self.slotAnswer)
        let folder = try TemporaryFolder()
        let file = try folder.write(
            Self.scenario(
                load: "rate 500/s for 20s arrivals constant  max in flight 50",
                slo: "p95 < 10s"
            ),
            to: "probe.zonda"
        )
        let run = try ZondaCommand.start([
            "run", file, "--target", server.url, "--out", "\(folder.path)/results", "--shards", "1",
        ])
        Thread.sleep(forTimeInterval: 8)
        server.freeze()
        Thread.sleep(forTimeInterval: 2)
        server.thaw()
        let ending = try run.wait(atMost: 60)
        let log = try String(contentsOfFile: try #require(results(folder, "histograms.hlog")), encoding: .utf8)
        let response = try HistogramFigures(log, clock: "response")
        let service = try HistogramFigures(log, clock: "service")
        #expect(response.count == 10_000, "\(ending.output)")
        // quantile(p) = S − (1−p)·D, the backlog drained nearly at once.
        #expect(abs(response.seconds(95) - 1.0) < 0.12, "p95 \(response.seconds(95))")
        #expect(abs(response.seconds(99) - 1.8) < 0.12, "p99 \(response.seconds(99))")
        #expect(service.seconds(99) < 0.5, "service p99 \(service.seconds(99))")
    }

    /// The generator itself is stopped: response time must show the hole, and the run is no evidence about the service.
    @Test func aFrozenGeneratorIsInvalid() throws {
        let server = try NginxServer(server: Self.slotAnswer)
        let folder = try TemporaryFolder()
        let file = try folder.write(
            Self.scenario(load: "rate 300/s for 12s arrivals constant", slo: "p95 < 200ms"),
            to: "probe.zonda"
        )
        let run = try ZondaCommand.start(["run", file, "--target", server.url, "--out", "\(folder.path)/results"])
        Thread.sleep(forTimeInterval: 4)
        run.signal(SIGSTOP)
        Thread.sleep(forTimeInterval: 2)
        run.signal(SIGCONT)
        let ending = try run.wait(atMost: 60)
        #expect(ending.status == 97, "\(ending.output)\n\(ending.errors)")
        let log = try String(contentsOfFile: try #require(results(folder, "histograms.hlog")), encoding: .utf8)
        let response = try HistogramFigures(log, clock: "response")
        #expect(response.count == 3_600)
        // A sixth of the arrivals fell into the hole: its p95 is S − (1 − p)·D.
        #expect(abs(response.seconds(95) - 1.4) < 0.15, "p95 \(response.seconds(95))")
    }
}
