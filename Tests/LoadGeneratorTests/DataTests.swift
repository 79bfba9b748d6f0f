import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

@Suite struct DataTests {
    private func table(_ rows: Int, _ pick: Table.Pick, _ end: Table.AtEnd = .restart) -> Table {
        Table(
            name: "people",
            columns: ["id"],
            cells: (0..<rows).map { Array("\($0)".utf8) },
            pick: pick,
            atEnd: end,
            place: Place(file: "test.zonda", line: 3, column: 6)
        )
    }

    private func run(_ table: Table, _ load: Load, shards: Int = 1, seed: UInt64 = 1) throws -> Simulation {
        let path = Template(segments: [.literal(Array("/".utf8)), .place(.column(table: 0, column: 0), .url)])
        let plan = Make.plan([.request(Make.request(path: path))], load: load, tables: [table])
        return try Simulation(plan, shards: shards, seed: seed) { _ in .init(after: 100_000_000) }
    }

    private func ids(_ run: Simulation) -> [Int] {
        run.calls.map { Int($0.url.split(separator: "/").last ?? "") ?? -1 }
    }

    @Test func shuffledRowsAreEachTakenOnceARound() throws {
        let first = ids(try run(table(50, .shuffled), Make.rate(10, for: 15 * .second)))
        #expect(first.count == 150)
        for round in 0..<3 { #expect(Set(first[round * 50..<round * 50 + 50]) == Set(0..<50)) }
        #expect(Array(first[..<50]) != Array(first[50..<100]))
        #expect(Array(first[..<50]) != Array(0..<50))
        #expect(first == ids(try run(table(50, .shuffled), Make.rate(10, for: 15 * .second))))
        #expect(first != ids(try run(table(50, .shuffled), Make.rate(10, for: 15 * .second), seed: 2)))
        #expect(first == ids(try run(table(50, .shuffled), Make.rate(10, for: 15 * .second), shards: 3)))
    }

    @Test func aPermutationIsOneToOne() {
        for count in [1, 2, 3, 4, 5, 17, 1000, 4096] as [UInt64] {
            let order = SeededPermutation(count: count, seed: 7)
            #expect(Set((0..<count).map { order[$0] }) == Set(0..<count))
        }
        // Every place takes every number about equally often over the seeds.
        var counts = [Int](repeating: 0, count: 10)
        for seed in 0..<10_000 as Range<UInt64> { counts[Int(SeededPermutation(count: 10, seed: seed)[3])] += 1 }
        #expect(counts.allSatisfy { (850...1150).contains($0) }, "\(counts)")
    }

    @Test func sequentialRowsGoOnWithUsersAndEndWithThem() throws {
        #expect(ids(try run(table(4, .sequential), Make.rate(10, for: .second))) == [0, 1, 2, 3, 0, 1, 2, 3, 0, 1])
        for shards in 1...3 {
            // Five users take one row a round: the second round has only two left.
            let stopped = try run(table(7, .sequential, .stop), Make.users(5, for: 10 * .second), shards: shards)
            #expect(ids(stopped).sorted() == Array(0..<7))
            #expect(stopped.cores.reduce(0) { $0 + $1.counts.usersWithoutRow[0] } == 5)
            #expect(stopped.failures.isEmpty)
            // The load is over when nobody is left.
            #expect(stopped.cores.allSatisfy { $0.window.end < ShardGroup.start + .second })
        }
        let arrivals = try run(table(7, .sequential, .stop), Make.rate(10, for: 10 * .second))
        #expect(ids(arrivals) == Array(0..<7))
        #expect(arrivals.totals.scheduled == 7)
        #expect(arrivals.totals.dropped == 0)
    }

    @Test func rowsThatFailSaySo() throws {
        let closed = try run(table(7, .shuffled, .fail), Make.users(5, for: 10 * .second))
        #expect(closed.calls.count == 7)
        #expect(closed.messages == ["the data people has no row left"])
        #expect(closed.failures.values.first == 5)
        let key = try #require(closed.failures.keys.first)
        #expect(closed.cores[0].describe(key).place == Place("test.zonda:3:6"))
        let open = try run(table(7, .unique, .fail), Make.rate(10, for: .second))
        #expect(open.calls.count == 7)
        #expect(open.failures.values.first == 3)
    }

    /// A flow that does not read the table is not ended by it.
    @Test func onlyReadersFail() throws {
        let plan = Make.plan(
            [.request(Make.request())],
            load: Make.rate(10, for: .second),
            tables: [table(2, .unique, .fail)]
        )
        #expect(try Simulation(plan) { _ in .init(after: 1000) }.calls.count == 10)
    }

    @Test func tooFewRowsAreFoundBeforeTheRun() {
        func shortage(_ table: Table, _ load: Load) -> String? {
            Make.plan([.request(Make.request())], load: load, tables: [table]).shortageOfRows
        }
        #expect(
            shortage(table(2, .unique, .fail), Make.users(3, for: .second))
                == "the data people has 2 rows for 3 users that take one each"
        )
        #expect(shortage(table(3, .unique, .fail), Make.users(3, for: .second)) == nil)
        #expect(shortage(table(2, .unique, .restart), Make.users(3, for: .second)) == nil)
        #expect(shortage(table(2, .unique, .fail), Make.rate(3, for: .second)) == nil)
    }

    @Test func cellsFromJSONKeepTheirKind() throws {
        let cells = ["5", "1.5", "true", "[1,2]", "", "x", "18446744073709551616"]
        let table = Table(
            name: "t",
            columns: cells.indices.map { "c\($0)" },
            cells: cells.map { Array($0.utf8) },
            kinds: [.json, .json, .json, .json, .none, .text, .json],
            pick: .sequential
        )
        let places = cells.indices.flatMap { index -> [Template.Segment] in
            [.place(.column(table: 0, column: index), .jsonValue), .literal([32])]
        }
        let request = Make.request(method: "POST", body: .raw(Template(segments: places)))
        let plan = Make.plan([.request(request)], load: Make.rate(1, for: .second), tables: [table])
        let run = try Simulation(plan) { _ in .init(after: 1000) }
        #expect(
            String(decoding: run.calls[0].body, as: UTF8.self) == "5 1.5 true [1,2] null \"x\" 18446744073709551616 "
        )
    }

    @Test func gaugesKeepTheirFigures() throws {
        var plan = Make.plan(
            [.request(Make.request()), .gauge(0, .binary(.remainder, .attribute(.user), .literal(.integer(4))))],
            load: Make.rate(10, for: .second)
        )
        plan.gauges = ["left"]
        let run = try Simulation(plan, shards: 2) { _ in .init(after: 1000) }
        var sum = GaugeTotals()
        for core in run.cores { sum.add(core.counts.gauges[0]) }
        #expect(sum.count == 10)
        #expect(sum.sum == 1 + 2 + 3 + 0 + 1 + 2 + 3 + 0 + 1 + 2)
        #expect(sum.least == 0)
        #expect(sum.most == 3)
        #expect(sum.last == 2)
    }
}
