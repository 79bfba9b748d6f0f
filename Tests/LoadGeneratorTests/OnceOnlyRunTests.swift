import Dispatch
import Groundwork
import LoadGenerator
import LoadMetrics
import LoadPlan
import LoadTestKit
import ScenarioLanguage
import Testing

/// Whole runs and debug runs with one seed, against a server of this process: no key comes twice.
@Suite(.serialized) struct OnceOnlyRunTests {
    private let server: ScriptedServer

    init() throws {
        server = try ScriptedServer { _ in [.answer(200, "{}")] }
    }

    private func plan() throws -> Plan {
        let text = """
            scenario "Once"
            target "\(server.url)"
            setup {
              GET /setup as prepare
                header Key: ${uuid()}
            }
            flow main {
              GET /a/${random(1, 1000000000)} as first
                header Key: ${uuid()}
            }
            load { users 2 for 10m  iterations 20 }
            slo { errors < 1% }
            """
        let compilation = ScenarioCompiler.compile(source: text, path: "once.zonda")
        return try #require(compilation.plan, "\(compilation.diagnostics)")
    }

    /// The keys that came, and the request lines in the order of their texts.
    private func seen(from first: Int) -> (keys: [String], paths: [String]) {
        let requests = server.requests.dropFirst(first)
        let keys = requests.flatMap { $0.lines.filter { $0.lowercased().hasPrefix("key:") } }
        return (keys, requests.map { $0.lines[0] }.sorted())
    }

    @Test func debugRuns() throws {
        defer { server.stop() }
        for _ in 0..<3 { try DebugRun.run(plan: plan(), flow: nil, seed: 1) { _ in } }
        let (keys, paths) = seen(from: 0)
        #expect(keys.count == 6 && Set(keys).count == 6)
        #expect(Set(paths).count == 2)
    }

    @Test func loadRuns() throws {
        defer { server.stop() }
        var paths: [[String]] = []
        for number in 1...2 {
            let before = server.requestCount
            let folder = try TemporaryFolder()
            var options = GeneratorOptions()
            options.seed = 7
            options.shards = 2
            let run = try LoadRun(plan: plan(), options: options, folder: RunFolder(path: "\(folder.path)/run"))
            let done = DispatchSemaphore(value: 0)
            run.start(observer: { _ in }) { _ in done.signal() }
            try #require(done.wait(timeout: .now() + 120) == .success)
            paths.append(seen(from: before).paths)
            #expect(server.requestCount == 20 * number)
        }
        let keys = seen(from: 0).keys
        #expect(keys.count == 40 && Set(keys).count == 40)
        #expect(paths[0].count == 20)
    }
}
