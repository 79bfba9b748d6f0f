import Foundation
import LoadTestKit
import Testing

/// `zonda capacity` against real servers: few and short levels, since a search takes its time.
@Suite(.serialized) struct CapacityTests {
    private func scenario(_ load: String, _ slo: String = "p95 < 500ms") -> String {
        """
        scenario "Capacity"
        target "http://127.0.0.1:1"
        flow read {
          GET /slots as slots
            expect status 200
        }
        load { \(load) }
        slo {
          \(slo)
        }
        """
    }

    private func document(_ folder: TemporaryFolder) throws -> JSONValue {
        let path = try #require(folder.files.first { $0.hasSuffix("/capacity.json") }, "\(folder.files)")
        let value = try JSONValue(Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(path)")))
        #expect(try JSONSchema(named: "capacity").problems(value) == [])
        return value
    }

    private func search(_ file: String, _ server: NginxServer, _ folder: TemporaryFolder, _ more: [String]) -> [String]
    {
        ["capacity", file, "--target", server.url, "--results", "\(folder.path)/results", "--seed", "3"] + more
    }

    @Test func theHighestLevelAllowedIsTriedTwice() throws {
        let server = try NginxServer(server: RunTests.slotAnswer)
        let folder = try TemporaryFolder()
        let file = try folder.write(scenario("rate 0/s -> 100/s over 20s", "errors < 5%"), to: "probe.zonda")
        let words = ["--from", "60/s", "--to", "60/s", "--level", "10s", "--warmup", "1s", "--pause", "200ms"]
        let ending = try ZondaCommand.run(search(file, server, folder, words))
        #expect(ending.status == 0, "\(ending.output)\n\(ending.errors)")
        #expect(ending.output.contains("Holds 60/s, the highest level asked for; nothing above it was tried."))
        #expect(ending.output.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.contains("capacity.md") })
        let found = try document(folder)
        #expect(found["end"] == .string("ceiling") && found["isConfirmed"] == .boolean(true))
        let levels = try #require(found["levels"]?.elements)
        #expect(levels.map { $0["trial"]?["purpose"] } == [.string("bound"), .string("confirmation")])
        // Each level is a run like any other.
        for name in ["level-01", "level-02"] {
            let run = try #require(folder.files.first { $0.hasSuffix("\(name)/run.json") })
            let judged = try ZondaCommand.run(["judge", "\(folder.path)/\(run.dropLast("/run.json".count))"])
            #expect(judged.status == 0, "\(judged.output)")
        }
    }

    @Test func whatFailsIsGivenUpAndHoldsNothing() throws {
        let server = try NginxServer(server: "location / { return 503; }")
        let folder = try TemporaryFolder()
        let file = try folder.write(scenario("users 40 for 20s", "errors < 5%"), to: "probe.zonda")
        let words = ["--from", "1", "--level", "10s", "--warmup", "1s", "--pause", "200ms", "--quiet"]
        let ending = try ZondaCommand.run(search(file, server, folder, words))
        #expect(ending.status == 99, "\(ending.output)\n\(ending.errors)")
        #expect(ending.output.contains("Holds at none of the levels that were tried; does not hold 1 users"))
        #expect(try document(folder)["end"] == .string("nothing"))
    }

    @Test func ctrlCKeepsTheLevelsSoFar() throws {
        let server = try NginxServer(server: RunTests.slotAnswer)
        let folder = try TemporaryFolder()
        let file = try folder.write(scenario("rate 100/s for 20s"), to: "probe.zonda")
        let process = try ZondaCommand.start(search(file, server, folder, ["--level", "30s", "--warmup", "1s"]))
        Thread.sleep(forTimeInterval: 3)
        process.signal(SIGINT)
        let ending = try process.wait(atMost: 30)
        #expect(ending.status == 130, "\(ending.output)\n\(ending.errors)")
        #expect(try document(folder)["end"] == .string("interrupted"))
        #expect(ending.output.contains("Ended by a signal before there was an answer."))
    }

    /// The signals of a second wait in one process are not lost.
    @Test func ctrlCEndsThePauseBetweenLevels() throws {
        let server = try NginxServer(server: "location / { return 503; }")
        let folder = try TemporaryFolder()
        let file = try folder.write(scenario("rate 100/s for 20s", "errors < 5%"), to: "probe.zonda")
        let words = ["--from", "100", "--level", "10s", "--warmup", "1s", "--pause", "60s"]
        let process = try ZondaCommand.start(search(file, server, folder, words))
        try process.waitForOutput("100 % [", atMost: 30)
        Thread.sleep(forTimeInterval: 0.5)
        process.signal(SIGINT)
        let ending = try process.wait(atMost: 20)
        #expect(ending.status == 130, "\(ending.output)\n\(ending.errors)")
        #expect(try document(folder)["levels"]?.elements?.count == 1)
    }

    @Test func whatCannotBeSearchedIsRefused() throws {
        let folder = try TemporaryFolder()
        let users = try folder.write(scenario("users 4 for 20s"), to: "users.zonda")
        let refused = try ZondaCommand.run(["capacity", users, "--from", "40/s"])
        #expect(refused.status == 64 && refused.errors.contains("number of users"), "\(refused.errors)")
        let nothing = try folder.write(scenario("rate 9/s for 20s", "throughput >= 5/s"), to: "nothing.zonda")
        let empty = try ZondaCommand.run(["capacity", nothing])
        #expect(empty.status == 65 && empty.errors.contains("no objective"), "\(empty.errors)")
        let unreachable = try folder.write(scenario("rate 9/s for 20s"), to: "gone.zonda")
        let gone = try ZondaCommand.run(["capacity", unreachable, "--results", "\(folder.path)/results"])
        #expect(gone.status == 69, "\(gone.errors)")
        #expect(!folder.files.contains { $0.hasSuffix("run.json") })
    }
}
