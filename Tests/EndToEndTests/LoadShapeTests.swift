import Foundation
import LoadTestKit
import Testing

/// Loads that end by themselves, and loads that are changed while they run, against nginx.
@Suite(.serialized) struct LoadShapeTests {
    private func run(_ folder: TemporaryFolder) throws -> String {
        let record = try #require(folder.files.first { $0.hasSuffix("/run.json") })
        return URL(fileURLWithPath: "\(folder.path)/\(record)").deletingLastPathComponent().path
    }

    private func record(_ folder: TemporaryFolder) throws -> [String: Any] {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(try run(folder))/run.json"))
        return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }

    @Test func aNumberOfIterationsIsExactAndEndsTheRun() throws {
        let server = try NginxServer(server: RunTests.slotAnswer)
        let folder = try TemporaryFolder()
        let file = try folder.write(
            RunTests.scenario(load: "users 7 for 60s  iterations 1000", slo: "errors < 1%"),
            to: "probe.zonda"
        )
        let start = Date()
        let ending = try ZondaCommand.run([
            "run", file, "--target", server.url, "--shards", "2", "--out", "\(folder.path)/results",
        ])
        #expect([0, 98].contains(ending.status), "\(ending.output)\n\(ending.errors)")
        #expect(Date().timeIntervalSince(start) < 30)
        let audit = try #require(try record(folder)["audit"] as? [String: Any])
        #expect(audit["finished"] as? Int == 1000)
        #expect(audit["requests"] as? Int == 1000)
    }

    @Test func anObjectiveEndsARun() throws {
        let server = try NginxServer(server: RunTests.slotAnswer)
        let folder = try TemporaryFolder()
        let file = try folder.write(
            RunTests.scenario(
                load: "rate 100/s for 60s",
                slo: "p95 < 1us stop the run when violated for 2s"
            ),
            to: "probe.zonda"
        )
        let ending = try ZondaCommand.run(["run", file, "--target", server.url, "--out", "\(folder.path)/results"])
        #expect([97, 98, 99].contains(ending.status), "\(ending.output)\n\(ending.errors)")
        #expect(ending.errors.contains("was violated"))
        let record = try record(folder)
        #expect(record["state"] as? String == "interrupted")
        #expect((record["audit"] as? [String: Any])?["dropped"] as? Int == 0)
    }

    @Test func aRunIsChangedPausedAndResumed() throws {
        let server = try NginxServer(server: RunTests.slotAnswer)
        let folder = try TemporaryFolder()
        let file = try folder.write(
            RunTests.scenario(load: "rate 50/s for 12s arrivals constant", slo: "errors < 1%"),
            to: "probe.zonda"
        )
        let process = try ZondaCommand.start([
            "run", file, "--target", server.url, "--shards", "2", "--no-live", "--out", "\(folder.path)/results",
        ])
        let deadline = Date().addingTimeInterval(10)
        while !folder.files.contains(where: { $0.hasSuffix("/timeline.ndjson") }), Date() < deadline {
            Thread.sleep(forTimeInterval: 0.05)
        }
        Thread.sleep(forTimeInterval: 2)
        let run = try run(folder)
        let control = { (words: [String]) in try ZondaCommand.run(["control", run] + words) }
        #expect(try control(["status"]).output.contains("50.0/s"))
        #expect(try control(["rate", "400/s"]).status == 0)
        Thread.sleep(forTimeInterval: 1.5)
        #expect(try control(["pause"]).status == 0)
        #expect(try control(["users", "5"]).status == 64)
        Thread.sleep(forTimeInterval: 1.5)
        #expect(try control(["resume"]).status == 0)
        let ending = try process.wait(atMost: 60)
        #expect([0, 98].contains(ending.status), "\(ending.output)\n\(ending.errors)")
        #expect(ending.output.contains("the load was changed by hand (rate 400/s, pause)"))
        let changes = try #require(try record(folder)["interventions"] as? [[String: Any]])
        #expect(changes.compactMap { $0["words"] as? String } == ["rate 400/s", "pause"])
        #expect(changes.allSatisfy { $0["to"] is Int })
        // The run is over: nobody answers, and nothing is left of the socket.
        #expect(try control(["status"]).status == 69)
        #expect(!FileManager.default.fileExists(atPath: "\(run)/control.sock"))
    }
}
