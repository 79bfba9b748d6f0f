import Foundation
import LoadGenerator
import LoadMetrics
import LoadPlan
import LoadTestKit
import NetworkModel
import ScenarioLanguage
import Testing

/// The modelled distance against a relay that truly delays: the same nginx with TLS 1.3, once straight with a model,
/// once through the relay without one.
@Suite(.serialized) struct DistanceAgreementTests {
    /// Each way.
    static let oneWay: UInt64 = 100_000_000

    struct Case: CustomTestStringConvertible, Sendable {
        var path: String
        var isNew: Bool
        var testDescription: String { "\(path) on \(isNew ? "a new connection" : "a reused one")" }
    }

    @Test(arguments: [
        Case(path: "/small", isNew: true), Case(path: "/small", isNew: false), Case(path: "/large", isNew: true),
        Case(path: "/large", isNew: false),
    ])
    func modelAndRelayAgree(_ example: Case) throws {
        let server = try SecureNginx()
        let relay = try DelayRelay(to: server.port, oneWay: Self.oneWay)
        let measured = try Self.run(example, port: relay.port, modelled: false)
        relay.stop()
        // Half a millisecond on a quiet machine. A request and its answer are two pieces.
        let late = 2 * Double(relay.lateness) / 1e9
        let modelled = try Self.run(example, port: server.port, modelled: true)
        for percentile in [50.0, 95, 99] {
            let (relayed, model) = (measured.seconds(percentile), modelled.seconds(percentile))
            print(
                "\(example) p\(Int(percentile)) relay \(relayed) model \(model) n \(measured.count) \(modelled.count)"
            )
            #expect(
                abs(model - relayed) < 0.05 * relayed + late,
                "p\(percentile): relay \(relayed) s, late by \(late) s, model \(model) s"
            )
        }
        #expect(measured.count >= 30)
    }

    private static func run(_ example: Case, port: Int, modelled: Bool) throws -> HistogramFigures {
        let folder = try TemporaryFolder()
        let fact = NetworkFact(Double(2 * oneWay) / 1e6, .assumed, "the relay's")
        let leg = NetworkProfile.Leg(name: "relay", role: .whole, roundTrip: .constant(fact))
        let profile = NetworkProfile(
            name: "relay",
            summary: "as far as the relay",
            lines: [.init(name: "relay", share: NetworkFact(1, .assumed, "the only one"), legs: [leg])]
        )
        let bytes = try ProfileFile.encode(profile)
        try folder.write(String(decoding: bytes, as: UTF8.self), to: "far.json")
        let text = """
            scenario "Distance"
            target "https://127.0.0.1:\(port)"
            regions { far share 100% \(modelled ? "model \"far.json\"" : "here") }
            flow main { GET \(example.path) as read }
            load { warmup 1s  users 10 for 5s }
            slo { errors < 1% }
            """
        let compilation = ScenarioCompiler.compile(source: text, path: "\(folder.path)/far.zonda")
        var plan = try #require(compilation.plan, "\(compilation.diagnostics)")
        plan.connection.tls.verifies = false
        if example.isNew { plan.connection.sharing = .newPerIteration }
        var options = GeneratorOptions()
        options.shards = 1
        let results = RunFolder(path: "\(folder.path)/run")
        let run = try LoadRun(plan: plan, options: options, folder: results)
        let done = DispatchSemaphore(value: 0)
        run.start(observer: { _ in }) { _ in done.signal() }
        try #require(done.wait(timeout: .now() + 60) == .success)
        let log = try String(contentsOfFile: "\(results.path)/histograms.hlog", encoding: .utf8)
        return try HistogramFigures(log, clock: "response")
    }
}
