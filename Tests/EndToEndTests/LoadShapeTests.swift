import Foundation
import LoadMetrics
import LoadTestKit
import Testing

/// Loads that end by themselves, and loads that are changed while they run, against nginx.
@Suite(.serialized) struct LoadShapeTests {
    @Test func aNumberOfIterationsIsExactAndEndsTheRun() throws {
        let load = "users 7 for 10m  iterations 1000"
        let run = try TestBed().run(TestBed.scenario(load: load, slo: "errors < 1%"), ["--shards", "2"])
        run.expectStatus(0, 98)
        let audit = try run.record().audit
        #expect(audit.finished == 1000)
        #expect(audit.requests == 1000)
    }

    @Test func anObjectiveEndsARun() throws {
        let slo = "p95 < 1us stop the run when violated for 2s"
        let run = try TestBed().run(TestBed.scenario(load: "rate 100/s for 10m", slo: slo))
        run.expectStatus(98, 99)
        #expect(run.ending.errors.contains("was violated"))
        #expect(try run.record().state == .interrupted)
    }

    @Test func aRunIsChangedPausedAndResumed() throws {
        let load = "rate 50/s for 10m arrivals constant"
        let underWay = try TestBed().start(TestBed.scenario(load: load, slo: "errors < 1%"), ["--shards", "2"])
        try underWay.waitForSeconds(2)
        let folder = try #require(underWay.path)
        let control = { (words: String...) in try ZondaCommand.run(["control", folder] + words) }
        #expect(try control("status").output.contains(/50(\.0)?\/s wanted/))
        #expect(try control("rate", "400/s").status == 0)
        try underWay.wait(until: "400/s is wanted") { try control("status").output.contains(/400(\.0)?\/s wanted/) }
        #expect(try control("pause").status == 0)
        #expect(try control("users", "5").status == 64)
        try underWay.waitForSeconds(1)
        #expect(try control("resume").status == 0)
        try underWay.waitForSeconds(2)
        #expect(try control("stop").status == 0)
        let run = try underWay.finish()
        run.expectStatus(98)
        #expect(run.ending.output.contains("the load was changed by hand (rate 400/s, pause)"))
        let changes = try #require(try run.record().interventions)
        #expect(changes.map(\.words) == ["rate 400/s", "pause"])
        #expect(changes.allSatisfy { $0.to != nil })
        // The run is over: nobody answers, and nothing is left of the socket.
        #expect(try control("status").status == 69)
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/control.sock"))
    }
}
