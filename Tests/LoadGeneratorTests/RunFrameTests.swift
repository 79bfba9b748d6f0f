import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// Values of the run, cleaning up behind failures, and what is written down of both.
@Suite struct RunFrameTests {
    private func plan(_ steps: [Step], secrets: [Plan.Secret] = []) -> Plan {
        var plan = Make.plan(
            steps,
            load: Make.users(1, for: 10 * .second),
            variables: ["v"],
            secrets: secrets,
            zones: ["UTC"]
        )
        plan.sharedValues = ["token", "list"]
        return plan
    }

    @Test func usersReadTheRunsValuesAsTheyAreNow() throws {
        let path = Template(segments: [.literal(Array("/".utf8)), .place(.shared(0), .url)])
        let plan = plan([.request(Make.request(0, path: path)), .think(.fixed(.second))])
        let layout = SeriesLayout(plan)
        let clock = ManualClock()
        let transport = ScriptedTransport(clock: clock) { _ in .init(after: 1000) }
        let core = try ShardCore(
            plan: plan,
            settings: .init(slots: 1),
            transport: transport,
            clock: clock,
            layout: layout,
            recorder: SampleRecorder(limits: .init(series: layout.keys, thresholds: layout.thresholds))
        )
        core.share([0: .text(Array("first".utf8))])
        core.begin(at: 0)
        while !core.isFinished {
            if clock.time > 5 * .second, clock.time < 6 * .second { core.share([0: .integer(2)]) }
            clock.time = max(clock.time, min(core.turn(now: clock.time), core.window.cutOff))
        }
        let seen = transport.calls.map { String($0.url.split(separator: "/").last ?? "") }
        #expect(seen.first == "first")
        #expect(seen.last == "2")
        #expect(Set(seen) == ["first", "2"])
    }

    @Test func cleaningUpGoesOnAfterAFailure() throws {
        let plan = plan([.request(Make.request(0)), .request(Make.request(0, path: Template("/next")))])
        let layout = SeriesLayout(plan)
        let clock = ManualClock()
        let transport = ScriptedTransport(clock: clock) { .init(status: $0.number == 0 ? 500 : 200, after: 1000) }
        let core = try ShardCore(
            plan: plan,
            settings: .init(slots: 1, goesOnAfterFailure: true),
            transport: transport,
            clock: clock,
            layout: layout,
            recorder: SampleRecorder(limits: .init(series: layout.keys, thresholds: layout.thresholds)),
            trace: DebugTrace { _ in }
        )
        core.begin(at: 0)
        while core.trace?.isOver == false { clock.time = max(clock.time, core.turn(now: clock.time)) }
        #expect(transport.calls.map(\.url).map { $0.hasSuffix("next") } == [false, true])
        #expect(core.counts.failures.counts.count == 1)
    }

    @Test(
        arguments: [
            .none, .bool(true), .integer(-7), .number(2.5), .text(Array("é\"\n".utf8)),
            .json(Array("[1,\"a\"]".utf8), .array),
            .duration(5), .date(nanoseconds: 1_700_000_000_000_000_001, zone: 0),
        ] as [StoredValue]
    )
    func valuesComeBackAsTheyWere(_ value: StoredValue) {
        let plan = plan([])
        let entry = CleanUpEntry(Procedure.Export(variable: 0, value: 1), value, plan)
        #expect(entry.name == "list")
        let back = entry.restored(plan)
        #expect(back?.number == 1)
        #expect(back?.value == value)
    }

    @Test func secretsAreReferences() throws {
        let secrets = [Plan.Secret(name: "SHORT", value: "abc"), Plan.Secret(name: "LONG", value: "abcdef")]
        let plan = plan([], secrets: secrets + [Plan.Secret(name: "EMPTY", value: "")])
        let entry = CleanUpEntry(Procedure.Export(variable: 0, value: 0), .text(Array("xabcdefabcy".utf8)), plan)
        #expect(entry.value == [.text("x"), .secret("LONG"), .secret("SHORT"), .text("y")])
        #expect(entry.restored(plan)?.value == .text(Array("xabcdefabcy".utf8)))
        // A secret that was changed since the run stands in its place.
        var other = plan
        other.secrets[1].value = "new"
        #expect(entry.restored(other)?.value == .text(Array("xnewabcy".utf8)))
        let hidden = CleanUpEntry(
            Procedure.Export(variable: 0, value: 0, hidesSecret: true),
            .text(Array("digest".utf8)),
            plan
        )
        #expect(hidden.value == nil)
        #expect(hidden.restored(plan) == nil)
    }

    @Test func nothingRemainsBehindATeardown() {
        let plan = plan([])
        let begun = CleanUpEntry(event: .begun)
        let first = CleanUpEntry(event: .value, name: "token", kind: "text", value: [.text("a")])
        let second = CleanUpEntry(event: .value, name: "token", kind: "text", value: [.text("b")])
        let lost = CleanUpEntry(event: .value, name: "list")
        #expect(CleanUpEntry.remains([], of: plan) == nil)
        #expect(CleanUpEntry.remains([begun, first, CleanUpEntry(event: .cleaned)], of: plan) == nil)
        let remains = CleanUpEntry.remains([begun, first, second, lost, CleanUpEntry(event: .failed)], of: plan)
        #expect(remains?.values == [0: .text(Array("b".utf8))])
        #expect(remains?.lost == ["list"])
    }
}
