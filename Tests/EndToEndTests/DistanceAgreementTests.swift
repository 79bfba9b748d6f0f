import Dispatch
import Foundation
import Groundwork
import LoadGenerator
import LoadMetrics
import LoadPlan
import LoadTestKit
import NetworkModel
import ScenarioLanguage
import Synchronization
import Testing

/// The modelled distance against a relay that truly delays: the same nginx with TLS, once straight with a model, once
/// through the relay without one.
@Suite(.serialized) struct DistanceAgreementTests {
    /// Each way.
    static let oneWay: UInt64 = 100_000_000

    struct Case: CustomTestStringConvertible, Sendable {
        var path: String
        var isNew: Bool
        /// Of TLS. The model is told neither this nor what follows: it counts what handshakes were.
        var version = "1.3"
        /// Users take up their earlier TLS sessions again.
        var resumes = true
        /// What the user's line carries, megabits a second.
        var megabits = Double.infinity
        /// Users think for so many milliseconds after each answer.
        var pause = 0
        /// What a request takes by the RFCs: round trips, and seconds that the line is busy beside them.
        var roundTrips: Double
        var busy = 0.0
        var testDescription: String {
            "\(path) on \(isNew ? "a new connection" : "a reused one"), TLS \(version)\(resumes ? "" : " in full")"
                + (megabits.isFinite ? ", \(megabits) Mbps" : "") + (pause > 0 ? ", after \(pause) ms" : "")
        }
    }

    /// What was measured, and what of it may be the machine's doing, in seconds.
    private struct Figures {
        var response: HistogramFigures
        var noise: Double
    }

    @Test(arguments: [
        Case(path: "/small", isNew: true, roundTrips: 3), Case(path: "/small", isNew: false, roundTrips: 1),
        // 14,480, 28,960 and 57,920 bytes, then the rest.
        Case(path: "/large", isNew: true, roundTrips: 6),
        // The window that has grown serves the next answer whole; one that was idle has halved.
        Case(path: "/large", isNew: false, roundTrips: 1),
        Case(path: "/large", isNew: false, pause: 450, roundTrips: 2),
        // The first three flights take round trips, the last one 79 ms.
        Case(path: "/large", isNew: true, megabits: 10, roundTrips: 6, busy: 0.079),
        // From the third flight on the line is busy all the time: 232 and 394 ms.
        Case(path: "/large", isNew: true, megabits: 2, roundTrips: 5, busy: 0.626),
        Case(path: "/large", isNew: false, megabits: 4, roundTrips: 1, busy: 0.4),
        Case(path: "/small", isNew: true, version: "1.2", resumes: false, roundTrips: 4),
        Case(path: "/small", isNew: true, version: "1.2", roundTrips: 3),
    ])
    func modelAndRelayAgree(_ example: Case) throws {
        let server = try SecureNginx(version: example.version)
        // What a stall of the machine does to figures it does to one attempt, what is wrong with the model to all.
        var disagreements = ""
        for _ in 0..<3 {
            disagreements = try Self.disagreements(example, server)
            if disagreements.isEmpty { return }
        }
        Issue.record("\(disagreements)")
    }

    /// What the relay and the model disagree about, a line each. Both runs go on at the same time: they mostly wait.
    private static func disagreements(_ example: Case, _ server: SecureNginx) throws -> String {
        let relay = try DelayRelay(to: server.port, oneWay: oneWay, megabits: example.megabits)
        let measured = Mutex<[Int: Result<Figures, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: 2) { index in
            let result = Result {
                try run(example, port: index == 0 ? relay.port : server.port, modelled: index == 1)
            }
            measured.withLock { $0[index] = result }
        }
        relay.stop()
        let results = measured.withLock { $0 }
        let (relayed, modelled) = (try #require(results[0]).get(), try #require(results[1]).get())
        // Half a millisecond on a quiet machine. A request and its answer are two pieces.
        let late = 2 * Double(relay.lateness) / 1e9
        let noise = late + modelled.noise
        var lines: [String] = []
        for percentile in [50.0, 95, 99] {
            let (far, model) = (relayed.response.seconds(percentile), modelled.response.seconds(percentile))
            if abs(model - far) < 0.05 * far + noise { continue }
            lines.append(
                "p\(percentile): relay \(far) s, late by \(late) s, model \(model) s, noise \(modelled.noise) s"
            )
        }
        let expected = example.roundTrips * Double(2 * oneWay) / 1e9 + example.busy
        let median = relayed.response.seconds(50)
        if abs(median - expected) >= 0.05 * expected + noise {
            lines.append("relay \(median) s, expected \(expected) s")
        }
        if relayed.response.count < 30 { lines.append("\(relayed.response.count) requests only") }
        return lines.joined(separator: "\n")
    }

    private static func run(_ example: Case, port: Int, modelled: Bool) throws -> Figures {
        let folder = try TemporaryFolder()
        let fact = NetworkFact(Double(2 * oneWay) / 1e6, .assumed, "the relay's")
        let rate = example.megabits.isFinite ? NetworkFact(example.megabits, .assumed, "the relay's") : nil
        let leg = NetworkProfile.Leg(name: "relay", role: .whole, roundTrip: .constant(fact), down: rate)
        let profile = NetworkProfile(
            name: "relay",
            summary: "as far as the relay",
            lines: [.init(name: "relay", share: NetworkFact(1, .assumed, "the only one"), legs: [leg])]
        )
        let bytes = try ProfileFile.encode(profile)
        try folder.write(String(decoding: bytes, as: UTF8.self), to: "far.json")
        // A second answer still grows the window, in the relay and in the model: one in twenty, just where the p95 is.
        let warmup = example.isNew ? 1 : 3
        let text = """
            scenario "Distance"
            target "https://127.0.0.1:\(port)"
            regions { far share 100% \(modelled ? "model \"far.json\"" : "here") }
            flow main { GET \(example.path) as read  think \(example.pause)ms }
            load { warmup \(warmup)s  users 10 for \((example.megabits < 5 ? 8 : 4) + warmup)s }
            slo { errors < 1% }
            """
        let compilation = ScenarioCompiler.compile(source: text, path: "\(folder.path)/far.zonda")
        var plan = try #require(compilation.plan, "\(compilation.diagnostics)")
        plan.connection.tls.verifies = false
        plan.connection.tls.resumes = example.resumes
        if example.isNew { plan.connection.sharing = .newPerIteration }
        var options = GeneratorOptions()
        options.shards = 1
        let results = RunFolder(path: "\(folder.path)/run")
        let run = try LoadRun(plan: plan, options: options, folder: results)
        let done = DispatchSemaphore(value: 0)
        run.start(observer: { _ in }) { _ in done.signal() }
        try #require(done.wait(timeout: .now() + 60) == .success)
        let log = try String(contentsOfFile: "\(results.path)/histograms.hlog", encoding: .utf8)
        // Straight to nginx an answer takes a millisecond or two; a busy machine takes longer, and sends late.
        let clocks = try ["service", "lateness"].map { try HistogramFigures(log, clock: $0).seconds(99) }
        return Figures(
            response: try HistogramFigures(log, clock: "response"),
            noise: modelled ? clocks.reduce(0, +) : 0
        )
    }
}
