import Groundwork
import LoadPlan
import Testing

@testable import LoadGenerator

/// The same seed gives the same users, data, think times and arrivals, whatever the number of shards.
@Suite struct DeterminismTests {
    /// A flow that asks for everything that could differ: chance, people, rows of each kind, sequence, think times.
    private func plan(_ load: Load) -> Plan {
        func table(_ pick: Table.Pick) -> Table {
            Table(name: "\(pick)", columns: ["id"], cells: (0..<40).map { Array("\($0)".utf8) }, pick: pick)
        }
        let picks: [Table.Pick] = [.random, .sequential, .shuffled, .unique]
        var places: [Expression] = picks.indices.map { .column(table: $0, column: 0) }
        places += [
            .attribute(.user), .attribute(.iteration), .attribute(.region), .attribute(.tenant),
            .call(.uuid, []), .call(.random, [.literal(.integer(1)), .literal(.integer(1000))]), .call(.name, []),
            .call(.email, []), .call(.dni, []), .call(.cuit, []), .call(.phoneAR, []),
            .call(.lorem, [.literal(.integer(3))]), .call(.sequence, []), .call(.sequence, []), .variable(0),
            .call(.choice, [.literal(.integer(1)), .literal(.integer(2)), .literal(.integer(3))]),
        ]
        let segments = places.flatMap { [Template.Segment.place($0, .raw), .literal([UInt8(ascii: "|")])] }
        func request(_ series: Int) -> Step {
            .request(Make.request(series, method: "POST", body: .raw(Template(segments: segments))))
        }
        let choice = Step.choose([.init(share: 0.3, steps: [request(0)]), .init(share: 0.7, steps: [request(1)])])
        let captured = Make.request(
            2,
            captures: [Capture(variable: 0, source: .json(Make.path("ids")), pick: .random, place: here)]
        )
        let steps: [Step] = [
            .request(captured), .think(.uniform(50_000_000, 400_000_000)), choice,
            .think(.uniform(50_000_000, 400_000_000)), .abandon(probability: 0.2), request(0),
        ]
        return Make.plan(
            steps,
            load: load,
            stepCount: 3,
            variables: ["id"],
            tables: picks.map(table),
            regions: [
                Region(name: "a", share: 0.5, place: here), Region(name: "b", share: 0.3, place: here),
                Region(name: "c", share: 0.2, place: here),
            ],
            tenants: [Tenant(name: "x", share: 0.6), Tenant(name: "y", share: 0.4)]
        )
    }

    /// Everything that was sent, and when.
    private func sent(_ load: Load, shards: Int, seed: UInt64 = 5) throws -> [String] {
        let run = try Simulation(plan(load), shards: shards, seed: seed) { _ in
            .init(body: #"{"ids":[1,2,3,4,5,6,7,8,9]}"#, after: 20_000_000)
        }
        #expect(run.failures.isEmpty)
        return run.calls.map { "\($0.time) \(String(decoding: $0.body, as: UTF8.self))" }.sorted()
    }

    @Test(arguments: [
        Make.rate(9, for: 5 * .second, .poisson), Make.rate(7, for: 5 * .second), Make.users(8, for: 5 * .second),
    ])
    func shardsDoNotMatter(_ load: Load) throws {
        let one = try sent(load, shards: 1)
        #expect(one.count > 60)
        for shards in 2...3 {
            let several = try sent(load, shards: shards)
            #expect(one == several, "\(zip(one, several).first { $0 != $1 } ?? ("", ""))")
        }
        #expect(try sent(load, shards: 1, seed: 6) != one)
    }

    @Test func sequenceNumbersAreNeverGivenTwice() throws {
        for load in [Make.rate(9, for: 5 * .second), Make.users(8, for: 5 * .second)] {
            var numbers: [Substring] = []
            for line in try sent(load, shards: 2) where line.contains("|") {
                numbers += line.split(separator: "|", omittingEmptySubsequences: false)[16...17]
            }
            #expect(numbers.count > 100)
            #expect(Set(numbers).count == numbers.count)
        }
    }
}
