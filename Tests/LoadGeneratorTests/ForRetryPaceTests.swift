import Curl
import Groundwork
import JSON
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// `for`, `retry`, `pace` and drawn think times under simulated load.
@Suite struct ForRetryPaceTests {
    private let once = Make.rate(0.1, for: 10 * .second)

    private func integer(_ value: Int64) -> Expression { .literal(.integer(value)) }

    /// Requests whose path is the item.
    private func each(_ sources: [Each.Source], list: Int = 1) -> Step {
        let path = Template(segments: [.literal(Array("/".utf8)), .place(.variable(0), .url)])
        let body = [Step.request(Make.request(0, path: path))]
        return .each(Each(variable: 0, list: list, sources: sources, steps: body, place: here))
    }

    private func paths(_ run: Simulation) -> [String] { run.calls.map { String($0.url.dropFirst(22)) } }

    // MARK: for

    @Test func itemsOfEveryKindOneAfterAnother() throws {
        let list = Value.list([.integer(7), .text("a\"b"), .bool(true), .list([.integer(1), .text("]")])])
        let table = Table(
            name: "t",
            columns: ["n", "m"],
            cells: ["r1", "x", "r2", "y"].map { Array($0.utf8) },
            pick: .random
        )
        let sources: [Each.Source] = [
            .value(.literal(list)), .value(.literal(.none)), .range(integer(3), integer(5)),
            .range(integer(2), integer(1)), .value(.literal(.text("last"))), .column(table: 0, column: 0),
        ]
        let plan = Make.plan([each(sources)], load: once, variables: ["x", "for 0"], tables: [table])
        let run = try Simulation(plan) { _ in .init(after: 1000) }
        let quoted = "a%22b"
        #expect(
            paths(run) == [
                "/7", "/\(quoted)", "/true", "/%5B1%2C%22%5D%22%5D", "/3", "/4", "/5", "/last", "/r1", "/r2",
            ]
        )
    }

    @Test func aListThatWasCapturedIsGoneThroughEvenIfItsVariableChanges() throws {
        let capture = Capture(variable: 2, source: .json(Make.path("ids")), place: here)
        let change = Step.assign(variable: 2, integer(0))
        guard case .each(var loop) = each([.value(.variable(2))]) else { return }
        loop.steps.append(change)
        let steps = [Step.request(Make.request(0, captures: [capture])), .each(loop)]
        let plan = Make.plan(steps, load: once, variables: ["x", "for 0", "ids"])
        let run = try Simulation(plan) { _ in .init(body: #"{"ids": [ 10 , {"a": [1]}, "b" ]}"#, after: 1000) }
        #expect(paths(run) == ["/x", "/10", "/%7B%22a%22%3A%20%5B1%5D%7D", "/b"])
    }

    @Test func loopsWithinLoopsHaveListsOfTheirOwn() throws {
        guard case .each(let inner) = each([.range(integer(1), integer(2))], list: 3) else { return }
        let numbers = Value.list([.integer(1), .integer(2), .integer(3)])
        let outer = Each(
            variable: 2,
            list: 1,
            sources: [.value(.literal(numbers))],
            steps: [.each(inner), .repeats(integer(2), [.count(counter: 0, by: .variable(2))], place: here)],
            place: here
        )
        let plan = Make.plan(
            [.each(outer)],
            load: once,
            variables: ["x", "for 0", "y", "for 1"],
            counters: ["sum"]
        )
        let run = try Simulation(plan) { _ in .init(after: 1000) }
        #expect(paths(run) == ["/1", "/2", "/1", "/2", "/1", "/2"])
        #expect(run.counters == [12])
    }

    @Test func aRangeThatIsNoneFailsTheIteration() throws {
        let plan = Make.plan([each([.range(integer(1), .literal(.none))])], load: once, variables: ["x", "for 0"])
        let run = try Simulation(plan) { _ in .init(after: 1000) }
        #expect(run.messages == ["an end of the range is no whole number"])
    }

    @Test(arguments: ["", "[", "[\"", "[1,", "[{\"a\":[", "[\"\\", "]", "[}"])
    func anythingIsReadWithinItsBytes(_ text: String) {
        Array(text.utf8).withUnsafeBytes { bytes in
            var offset = 0
            var count = 0
            while let (_, end) = JSONElement.next(in: bytes, from: offset), count < 10 {
                #expect(end > offset && end <= bytes.count)
                offset = end
                count += 1
            }
            #expect(count < 10)
        }
    }

    // MARK: retry

    private func retry(
        times: Int = 3,
        _ shortest: Nanoseconds = 100_000_000,
        _ longest: Nanoseconds = 300_000_000,
        jitter: Bool = false,
        on codes: [Int] = [503],
        _ failures: Set<Retry.Failure> = []
    ) -> Step {
        .retry(
            Retry(
                request: Make.request(0),
                series: 1,
                times: times,
                shortest: shortest,
                longest: longest,
                jitter: jitter,
                condition: .member(.response(.status), of: codes.map { integer(Int64($0)) }),
                failures: failures,
                place: here
            )
        )
    }

    @Test func triesUntilItWorksAndMeasuresTheWhole() throws {
        let run = try Simulation(Make.plan([retry(), .request(Make.request(0, path: Template("/next")))], load: once)) {
            .init(status: $0.number < 3 ? 503 : 200, after: 10_000_000)
        }
        let begin = run.calls[0].time
        // Pauses of 100, 200 and 300 ms, the last cut from 400; each try takes 10 ms.
        #expect(run.calls.map { ($0.time - begin) / 1_000_000 } == [0, 110, 320, 630, 640])
        #expect(run.count("s0", "status") == 3)
        #expect(run.count("s0") == 2)
        #expect(run.count("extra", kind: .group) == 1)
        #expect(run.merged("extra", .response, kind: .group).exactMax / 1_000_000 == 640)
        #expect(run.count("main", kind: .flow) == 1)
    }

    @Test func givesUpAfterItsTries() throws {
        let run = try Simulation(Make.plan([retry(times: 2)], load: once)) { _ in .init(status: 503, after: 1000) }
        #expect(run.calls.count == 3)
        #expect(run.count("extra", "status", kind: .group) == 1)
        #expect(run.count("main", "status", kind: .flow) == 1)
    }

    @Test func otherFailuresEndTheIterationAtOnce() throws {
        let run = try Simulation(Make.plan([retry(on: [503], [.connect])], load: once)) { _ in
            .init(status: 500, after: 1000)
        }
        #expect(run.calls.count == 1)
        let refused = try Simulation(Make.plan([retry(on: [503], [.connect])], load: once)) {
            .init(after: 1000, code: $0.number == 0 ? .couldNotConnect : .ok)
        }
        #expect(refused.calls.count == 2)
        #expect(refused.count("main", kind: .flow) == 1)
        let reset = try Simulation(Make.plan([retry(on: [503], [.connect])], load: once)) { _ in
            .init(after: 1000, code: .gotNothing)
        }
        #expect(reset.calls.count == 1)
    }

    @Test func jitterIsSeededAndWithinItsPause() throws {
        func gaps(_ seed: UInt64) throws -> [UInt64] {
            let step = retry(times: 20, 100_000_000, 100_000_000, jitter: true)
            let run = try Simulation(Make.plan([step], load: Make.rate(1, for: 10 * .second)), seed: seed) { _ in
                .init(status: 503, after: 1000)
            }
            let first = run.calls.prefix(21)
            return zip(first, first.dropFirst()).map { $1.time - $0.time - 1000 }
        }
        let some = try gaps(1)
        #expect(some.allSatisfy { $0 <= 100_000_000 })
        #expect(Set(some).count > 15)
        #expect(try gaps(1) == some)
        #expect(try gaps(2) != some)
    }

    @Test func theEndOfTheLoadEndsTheTries() throws {
        let plan = Make.plan([retry(times: 100, .second, .second)], load: Make.users(1, for: 3 * .second))
        let run = try Simulation(plan) { _ in .init(status: 503, after: 1000) }
        #expect(run.calls.count == 3)
        #expect(run.totals.cutOff == 1)
    }

    // MARK: pace

    @Test func iterationsBeginAtTheirPace() throws {
        let plan = Make.plan(
            [.pace(10 * .second, overrun: 0), .request(Make.request(0))],
            load: Make.users(1, for: 60 * .second),
            counters: ["main.overrun"]
        )
        // The second takes 14 s, longer than the pace.
        let run = try Simulation(plan) { .init(after: $0.number == 1 ? 14_000_000_000 : 1_000_000_000) }
        let begin = ShardGroup.start
        #expect(run.calls.map { ($0.time - begin) / 1_000_000_000 } == [0, 10, 24, 34, 44, 54])
        #expect(run.counters == [1])
        // What the user waits for is no part of its iteration.
        #expect(run.merged("main", .response, kind: .flow).exactMin / 1_000_000_000 == 1)
        #expect(run.totals.peakUsers == 1)
    }

    // MARK: Think times

    private func pauses(_ distribution: ThinkDistribution, count: Int = 20_000) -> [Double] {
        var random = SeededRandom(seed: 5)
        return (0..<count).map { _ in Double(distribution.draw(&random)) / 1e9 }
    }

    private func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        return (mean, variance.squareRoot())
    }

    @Test(
        arguments: [
            (.exponential, 5, 5), (.normal, 5, 1), (.lognormal, 5, 3),
        ] as [(ThinkDistribution.Shape, UInt64, UInt64)]
    )
    func drawnPausesHaveTheirMeanAndDeviation(_ shape: ThinkDistribution.Shape, _ mean: UInt64, _ deviation: UInt64) {
        let found = moments(
            pauses(
                ThinkDistribution(
                    shape: shape,
                    mean: mean * .second,
                    deviation: deviation * .second,
                    most: 1000 * .second
                )
            )
        )
        #expect(abs(found.mean - Double(mean)) < 0.1)
        #expect(abs(found.deviation - Double(deviation)) < 0.15)
    }

    @Test func pausesAreCutAtBothEnds() {
        let wide = ThinkDistribution(shape: .normal, mean: .second, deviation: 2 * .second, most: 3 * .second)
        let values = pauses(wide)
        #expect(values.min() == 0)
        #expect(values.max() == 3)
    }
}
