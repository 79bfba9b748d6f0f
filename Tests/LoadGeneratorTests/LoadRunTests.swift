import Dispatch
import Groundwork
import LoadGenerator
import LoadMetrics
import LoadPlan
import LoadTestKit
import ScenarioLanguage
import Testing

/// A whole run with its threads, against a server of this process: several shards, the collector, changes of the load and
/// an end from outside. What is asked for is what no order of events changes; ThreadSanitizer watches the rest.
@Suite(.serialized) struct LoadRunTests {
    private let server: ScriptedServer

    init() throws {
        server = try ScriptedServer { _ in [.answer(200, "{\"id\": 7}")] }
    }

    /// Lays out a run of a flow that hands values from user to user.
    private func run(_ load: String, in folder: TemporaryFolder) throws -> LoadRun {
        let text = """
            scenario "Threads"
            target "\(server.url)"
            flow main {
              GET /a as first
                capture id = json $.id
              put id into ids
              take other from ids wait 60s
              count seen
              GET /b/${other} as second
            }
            load { \(load) }
            slo { errors < 1% }
            """
        let compilation = ScenarioCompiler.compile(source: text, path: "threads.zonda")
        var options = GeneratorOptions()
        options.shards = 3
        options.room = 12
        let plan = try #require(compilation.plan, "\(compilation.diagnostics)")
        return try LoadRun(plan: plan, options: options, folder: RunFolder(path: "\(folder.path)/run"))
    }

    /// Starts a run, does something meanwhile, and waits for its end.
    private func record(of run: LoadRun, while work: (LoadRun) throws -> Void) throws -> RunRecord {
        let done = DispatchSemaphore(value: 0)
        let result = Locked<Result<RunRecord, GeneratorError>?>(nil)
        let told = Locked(0)
        run.start(observer: { _ in told.withLock { $0 += 1 } }) { end in
            result.withLock { $0 = end }
            done.signal()
        }
        try work(run)
        try #require(done.wait(timeout: .now() + 120) == .success)
        return try #require(result.withLock { $0 }).get()
    }

    @Test func everyRequestIsCountedOnce() throws {
        defer { server.stop() }
        let folder = try TemporaryFolder()
        let record = try record(of: run("users 6 for 10m  iterations 300", in: folder)) { _ in }
        #expect(record.audit.finished == 300)
        #expect(record.audit.requests == 600)
        #expect(server.requestCount == 600)
        #expect(record.failures.isEmpty, "\(record.failures)")
        #expect(try RunArchive.read(RunFolder(path: "\(folder.path)/run")).problems == [])
    }

    @Test func aRunIsChangedAndEndedFromOutside() throws {
        defer { server.stop() }
        let folder = try TemporaryFolder()
        let record = try record(of: run("rate 200/s for 10m", in: folder)) { run in
            #expect(server.waitForRequests(50, atMost: 60))
            try run.change(.level(400), words: "rate 400/s")
            #expect(server.waitForRequests(150, atMost: 60))
            try run.change(.resume, words: "resume")
            run.stop(reason: "enough")
        }
        #expect(record.state == .interrupted)
        #expect(record.endReason == "enough")
        #expect(record.interventions?.map(\.words) == ["rate 400/s"])
        // One that was cut off may not have been read any more.
        #expect(record.audit.requests >= UInt64(server.requestCount))
    }
}
