import Foundation
import Groundwork
import LoadPlan
import ScenarioLanguage
import Testing

@testable import LoadGenerator

/// The same scenario, seed and number of shards give the same record, byte for byte, from one version of the engine to
/// the next: every request in order, every histogram, every count.
///
/// `Scenarios/digests.txt` holds a line for each. Where one differs by intent, `UPDATE_GOLDEN=1` writes the new line;
/// `ZONDA_RECORDS=FOLDER` writes the records themselves, to be compared with those of another version.
@Suite struct RecordTests {
    struct Scenario: Sendable, CustomTestStringConvertible {
        var path: String
        var peak: Load.Peak?
        var seconds: UInt64?

        var testDescription: String { path }
    }

    static let scenarios = [
        Scenario(path: "scenarios/booking.zonda", peak: .users(30), seconds: 30),
        Scenario(path: "scenarios/mixed-day.zonda", peak: .users(40), seconds: 40),
        Scenario(path: "scenarios/payment.zonda", peak: .users(30), seconds: 30),
        Scenario(path: "scenarios/race.zonda"),
        Scenario(path: "scenarios/schedule.zonda", peak: .rate(20), seconds: 30),
        Scenario(path: "Tests/LoadGeneratorTests/Scenarios/steps.zonda"),
        Scenario(path: "Tests/LoadGeneratorTests/Scenarios/arrivals.zonda"),
        Scenario(path: "Tests/LoadGeneratorTests/Scenarios/ends.zonda"),
        Scenario(path: "Tests/LoadGeneratorTests/Scenarios/iterations.zonda"),
    ]

    private static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let package = folder.deletingLastPathComponent().deletingLastPathComponent()
    private static let digests = folder.appendingPathComponent("Scenarios/digests.txt")

    private func plan(_ scenario: Scenario) throws -> Plan {
        let compiled = ScenarioCompiler.compile(
            path: Self.package.appendingPathComponent(scenario.path).path,
            options: CompileOptions(secrets: { "the value of \($0)" })
        )
        for diagnostic in compiled.diagnostics where diagnostic.severity == .error {
            Issue.record("\(diagnostic.span) \(diagnostic.title): \(diagnostic.label)")
        }
        let found = compiled.plan
        var plan = try #require(found)
        if let peak = scenario.peak { plan.load = try plan.load.scaled(toPeak: peak) }
        if let seconds = scenario.seconds { plan.load = try plan.load.fitted(to: seconds * .second) }
        return plan
    }

    private func record(_ plan: Plan, shards: Int, steered: Bool = false) throws -> RecordText {
        var group = try ShardGroup(plan, shards: shards, seed: 7, prepare: { $0.connected = { $0 % 7 > 0 } }) {
            ScriptedService.answer($0)
        }
        if steered {
            let half = try plan.load.scaled(toPeak: plan.load.model == .users ? .users(9) : .rate(15))
            let moments: [UInt64] = [3_000_000_000, 5_000_000_000, 8_500_000_000]
            group.run(until: moments[0])
            group.change { $0.follow(half, from: moments[0], counting: false) }
            group.run(until: moments[1])
            group.change { $0.follow(plan.load, from: moments[1], counting: true) }
            group.run(until: moments[2])
            group.change { $0.stop(now: ShardGroup.start + moments[2], grace: 30_000_000) }
        }
        group.run()
        return RecordText(group)
    }

    private func hold(_ name: String, _ record: RecordText) throws {
        if let folder = ProcessInfo.processInfo.environment["ZONDA_RECORDS"] {
            try record.whole.write(
                toFile: "\(folder)/\(name.replacing(" ", with: "-")).txt",
                atomically: true,
                encoding: .utf8
            )
        }
        var lines = ((try? String(contentsOf: Self.digests, encoding: .utf8)) ?? "").split(separator: "\n").map {
            String($0)
        }
        let line = "\(name) \(record.digest)"
        let known = lines.firstIndex { $0.hasPrefix(name + " ") }
        guard ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" else {
            #expect(known.map { lines[$0] } == line)
            return
        }
        if let known { lines[known] = line } else { lines.append(line) }
        try (lines.joined(separator: "\n") + "\n").write(to: Self.digests, atomically: true, encoding: .utf8)
    }

    @Test(arguments: scenarios)
    func staysTheSame(_ scenario: Scenario) throws {
        let plan = try plan(scenario)
        for shards in [1, 2, 3, 8] {
            try hold("\(plan.name) \(shards)", record(plan, shards: shards))
        }
    }

    /// A load that is changed by hand while it runs, and ended early.
    @Test(arguments: ["steps", "arrivals"])
    func staysTheSameUnderControl(_ name: String) throws {
        let plan = try plan(Scenario(path: "Tests/LoadGeneratorTests/Scenarios/\(name).zonda"))
        for shards in [1, 2, 3, 8] {
            try hold("\(name)-steered \(shards)", record(plan, shards: shards, steered: true))
        }
    }
}
