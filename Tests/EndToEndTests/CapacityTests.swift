import Foundation
import LoadTestKit
import Testing

/// `zonda capacity` against real servers: few and short levels, since a search takes its time.
@Suite(.serialized) struct CapacityTests {
    private func scenario(_ load: String, _ slo: String = "p95 < 500ms") -> String {
        TestBed.scenario(load: load, slo: slo, flow: "GET /slots as slots\n    expect status 200")
    }

    /// A search against nginx.
    private func search(_ bed: TestBed, _ scenario: String, _ words: String) throws -> ChildProcess {
        let file = try bed.folder.write(scenario, to: "probe.zonda")
        let fixed = ["capacity", file, "--target", bed.server.url, "--results", "\(bed.folder.path)/results"]
        return try ZondaCommand.start(fixed + ["--seed", "3"] + words.split(separator: " ").map(String.init))
    }

    private func document(_ folder: TemporaryFolder) throws -> JSONValue {
        let path = try #require(folder.files.first { $0.hasSuffix("/capacity.json") }, "\(folder.files)")
        let value = try JSONValue(Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(path)")))
        #expect(try JSONSchema(named: "capacity").problems(value) == [])
        return value
    }

    /// Waits until a level measures.
    private func waitForMeasuring(_ process: ChildProcess, _ folder: TemporaryFolder) throws {
        let end = Date().addingTimeInterval(60)
        while true {
            let line = folder.files.first { $0.hasSuffix("/timeline.ndjson") }
                .flatMap { try? String(contentsOfFile: "\(folder.path)/\($0)", encoding: .utf8) }
            if line?.isEmpty == false { return }
            try #require(Date() < end && process.isRunning, "\(process.output)\n\(process.errors)")
            Thread.sleep(forTimeInterval: 0.02)
        }
    }

    @Test func theHighestLevelAllowedIsTriedTwice() throws {
        let bed = try TestBed()
        let scenario = scenario("rate 0/s -> 100/s over 20s", "errors < 5%")
        let words = "--from 60/s --to 60/s --level 10s --warmup 1s --pause 200ms"
        let ending = try search(bed, scenario, words).wait(atMost: 120)
        #expect(ending.output.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.contains("capacity.md") })
        let found = try document(bed.folder)
        let levels = try #require(found["levels"]?.elements)
        // A level that a stall of the machine made INVALID shows nothing, so there is no answer then.
        guard ending.status != 97 else {
            #expect(found["isConfirmed"] != .boolean(true))
            return
        }
        #expect(ending.status == 0, "\(ending.output)\n\(ending.errors)")
        #expect(ending.output.contains("Holds 60/s, the highest level asked for; nothing above it was tried."))
        #expect(found["end"] == .string("ceiling") && found["isConfirmed"] == .boolean(true))
        #expect(levels.map { $0["trial"]?["purpose"] } == [.string("bound"), .string("confirmation")])
        // Each level is a run like any other.
        for name in ["level-01", "level-02"] {
            let run = try #require(bed.folder.files.first { $0.hasSuffix("\(name)/run.json") })
            let judged = try ZondaCommand.run(["judge", "\(bed.folder.path)/\(run.dropLast("/run.json".count))"])
            #expect(judged.status == 0, "\(judged.output)")
        }
    }

    /// A search for each size, which a command sets, and pods from them.
    @Test func eachSizeIsSearched() throws {
        let bed = try TestBed()
        let file = try bed.folder.write(scenario("rate 0/s -> 100/s over 20s", "errors < 5%"), to: "probe.zonda")
        let sizes = "\(bed.folder.path)/sizes"
        let words = "--seed 3 --from 40/s --to 40/s --level 10s --warmup 1s --pause 200ms --quiet --sizes 1,2 --resize"
        let ending = try ZondaCommand.start(
            ["capacity", file, "--target", bed.server.url, "--results", "\(bed.folder.path)/results"]
                + words.split(separator: " ").map(String.init) + ["echo {} >> '\(sizes)'"]
        ).wait(atMost: 240)
        // A level that a stall of the machine made INVALID shows nothing, so there is no answer then.
        guard ending.status != 97 else { return }
        #expect(ending.status == 0, "\(ending.output)\n\(ending.errors)")
        #expect(try String(contentsOfFile: sizes, encoding: .utf8) == "1\n2\n")
        let files = bed.folder.files.filter { $0.hasSuffix("/capacity.json") }.sorted()
        try #require(
            files.count == 2 && files[0].hasSuffix("-1/capacity.json") && files[1].hasSuffix("-2/capacity.json")
        )
        let paths = files.map { "\(bed.folder.path)/\($0)" }
        let sized = try ZondaCommand.run(["size"] + paths + ["--peak", "100/s", "--out", "\(bed.folder.path)/sized"])
        #expect(sized.status == 0, "\(sized.output)\n\(sized.errors)")
        #expect(sized.output.contains("2 pods: holds "))
        #expect(bed.folder.files.contains { $0.hasSuffix("sized/hpa.yaml") })
        let failed = try ZondaCommand.run(["capacity", file, "--sizes", "1", "--resize", "exit {}", "--quiet"])
        #expect(failed.status == 69 && failed.errors.contains("'exit 1' failed with status 1"), "\(failed.errors)")
    }

    @Test func whatFailsIsGivenUpAndHoldsNothing() throws {
        let bed = try TestBed("location / { return 503; }")
        let words = "--from 1 --level 10s --warmup 1s --pause 200ms --quiet"
        let ending = try search(bed, scenario("users 40 for 20s", "errors < 5%"), words).wait(atMost: 120)
        let end = try document(bed.folder)["end"]
        guard ending.status != 97 else { return }
        #expect(ending.status == 99, "\(ending.output)\n\(ending.errors)")
        #expect(ending.output.contains("Holds at none of the levels that were tried; does not hold 1 user"))
        #expect(end == .string("nothing"))
    }

    @Test func ctrlCKeepsTheLevelsSoFar() throws {
        let bed = try TestBed()
        let process = try search(bed, scenario("rate 100/s for 20s"), "--level 10m --warmup 1s")
        try waitForMeasuring(process, bed.folder)
        process.signal(SIGINT)
        let ending = try process.wait(atMost: 60)
        #expect(ending.status == 130, "\(ending.output)\n\(ending.errors)")
        #expect(try document(bed.folder)["end"] == .string("interrupted"))
        #expect(ending.output.contains("Ended by a signal before there was an answer."))
    }

    /// The signals of a second wait in one process are not lost.
    @Test func ctrlCEndsThePauseBetweenLevels() throws {
        let bed = try TestBed("location / { return 503; }")
        let words = "--from 100 --level 10s --warmup 1s --pause 10m"
        let process = try search(bed, scenario("rate 100/s for 20s", "errors < 5%"), words)
        // The row of the first level.
        try process.waitForOutput(" 100/s ", atMost: 60)
        process.signal(SIGINT)
        let ending = try process.wait(atMost: 60)
        #expect(ending.status == 130, "\(ending.output)\n\(ending.errors)")
        #expect(try document(bed.folder)["levels"]?.elements?.count == 1)
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
