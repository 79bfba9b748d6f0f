import Foundation
import LoadMetrics
import LoadTestKit
import Testing

/// The real command against real servers on loopback, one test after another.
@Suite(.serialized) struct RunTests {
    @Test func aShortRunLeavesEverythingAndIsJudgedTheSameAgain() throws {
        let bed = try TestBed()
        // The greatest value is compared as it is: on a busy machine percentiles may be undecidable, and the run goes on
        // where it is the errors.
        let run = try bed.run(
            TestBed.scenario(load: "warmup 1s  rate 400/s for 11s arrivals constant", slo: "max < 10s\n errors < 1%"),
            ["--extend-to", "60s"]
        )
        run.expectStatus(0)
        #expect(run.ending.output.contains(run.ending.status == 0 ? "PASS" : "INVALID"))
        for name in ["histograms.hlog", "timeline.ndjson", "report.html", "junit.xml", "summary.md"] {
            #expect(try !run.text(name).isEmpty, "\(name)")
        }
        for name in ["run", "verdict"] { _ = try run.json(name) }
        for line in try run.text("timeline.ndjson").split(separator: "\n") {
            #expect(try JSONSchema(named: "timeline").problems(JSONValue(line.utf8)) == [])
        }
        // Judged again, without running: the same verdict.
        let again = try run.judge()
        #expect(again.status == run.ending.status, "\(again.output)\n\(again.errors)")
        let strict = try bed.folder.write("max < 0.001ms\n", to: "strict.slo")
        let failing = try run.judge(["--slo", strict])
        // So narrow a limit asks more of the generator than a busy machine may give.
        #expect([97, 99].contains(failing.status), "\(failing.output)\n\(failing.errors)")
    }

    @Test func aRefusingTargetIsSaidInOneLine() throws {
        let folder = try TemporaryFolder()
        let port = LoopbackPort.free()
        // It does not wait for the load to be over.
        let ending = try RunUnderWay(
            TestBed.scenario(load: "users 2 for 10m", slo: "errors < 1%"),
            ["--target", "http://127.0.0.1:\(port)"],
            in: folder
        ).finish().ending
        #expect(ending.status == 69)
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
        let flow = """
            GET /api/slot as read
                expect status 200
                capture free = json $.free
              if free is none {
                GET /never as never
                  expect status 200
              }
            """
        let run = try TestBed().run(
            TestBed.scenario(load: "rate 200/s for 4s", slo: "p95 < 100ms of never", flow: flow)
        )
        #expect(run.ending.status == 97, "\(run.printed)")
    }

    @Test func ctrlCEndsGracefullyAndKeepsEverything() throws {
        let underWay = try TestBed().start(TestBed.scenario(load: "rate 200/s for 10m", slo: "p95 < 100ms"))
        try underWay.waitForSeconds(2)
        underWay.process.signal(SIGINT)
        let run = try underWay.finish()
        #expect(run.ending.status == 130, "\(run.printed)")
        #expect(try run.record().state == .interrupted)
        for name in ["verdict.json", "report.html"] { #expect(try !run.text(name).isEmpty, "\(name)") }
    }

    @Test func aKilledRunKeepsWhatItMeasured() throws {
        let underWay = try TestBed().start(TestBed.scenario(load: "rate 200/s for 10m", slo: "p95 < 100ms"))
        try underWay.wait(until: "histograms are written") { underWay.text("histograms.hlog").contains("Tag=") }
        underWay.process.signal(SIGKILL)
        let run = try underWay.finish()
        let judged = try run.judge()
        // What was flushed is read, and it is said that the run has no end; it is never a pass.
        #expect(judged.status == 98 || judged.status == 97, "\(judged.output)\n\(judged.errors)")
        #expect(try run.text("histograms.hlog").contains("Tag="))
    }

    /// A fixed rate, a server frozen for a tenth of the run, and fewer connections than the stall needs: response time
    /// shows the stall at least as the closed form says, service time hides it. Whatever else holds the machine up makes
    /// response times longer and never shorter.
    @Test func aFrozenServerShowsInResponseTime() throws {
        let bed = try TestBed()
        let load = "rate 500/s for 20s arrivals constant  max in flight 50"
        let underWay = try bed.start(TestBed.scenario(load: load, slo: "p95 < 60s"), ["--shards", "1"])
        try underWay.waitForSeconds(5)
        let frozen = Self.measure {
            bed.server.freeze()
            Thread.sleep(forTimeInterval: 2)
            bed.server.thaw()
        }
        let run = try underWay.finish()
        let (response, service) = (try run.figures("response"), try run.figures("service"))
        let audit = try run.record().audit
        #expect(audit.scheduled == 10_000, "\(run.printed)")
        #expect(response.count == 10_000 - audit.dropped)
        // quantile(p) = S − (1−p)·D.
        #expect(response.seconds(95) > frozen - 1 - 0.05, "p95 \(response.seconds(95)) after \(frozen) s")
        #expect(response.seconds(99) > frozen - 0.2 - 0.05, "p99 \(response.seconds(99)) after \(frozen) s")
        // At most 50 requests were under way: one in two hundred.
        #expect(service.seconds(95) < response.seconds(95) / 2, "service p95 \(service.seconds(95))")
    }

    /// The generator itself is stopped: response time must show the hole, and the run is no evidence about the service.
    @Test func aFrozenGeneratorIsInvalid() throws {
        let underWay = try TestBed().start(
            TestBed.scenario(load: "rate 300/s for 12s arrivals constant", slo: "p95 < 200ms")
        )
        try underWay.waitForSeconds(2)
        let frozen = Self.measure {
            underWay.process.signal(SIGSTOP)
            Thread.sleep(forTimeInterval: 2)
            underWay.process.signal(SIGCONT)
        }
        let run = try underWay.finish()
        #expect(run.ending.status == 97, "\(run.printed)")
        let response = try run.figures("response")
        let audit = try run.record().audit
        #expect(audit.scheduled == 3_600)
        #expect(response.count == 3_600 - audit.dropped)
        // A sixth of the arrivals fell into the hole: its p95 is S − (1 − p)·D.
        #expect(response.seconds(95) > frozen - 0.6 - 0.05, "p95 \(response.seconds(95)) after \(frozen) s")
    }

    /// Seconds that something takes.
    private static func measure(_ work: () -> Void) -> Double {
        let took = ContinuousClock().measure(work)
        return Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
    }
}
