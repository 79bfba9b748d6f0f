import Testing

@testable import LoadMetrics

/// Ticks of shards, of parts and of neighbouring moments add up member by member.
@Suite struct TimelineTickSumsTests {
    /// A tick of which every figure is `value`.
    private func tick(_ value: Int, series: [TimelineTick.SeriesCount] = []) -> TimelineTick {
        let count = UInt64(value)
        return TimelineTick(
            start: count,
            length: count,
            users: value,
            wanted: Double(value),
            inFlight: value,
            scheduled: count,
            started: count,
            dropped: count,
            requests: count,
            connections: count,
            bytesIn: count,
            cpu: Double(value),
            busiest: Double(value),
            series: series
        )
    }

    private func figures(_ tick: TimelineTick) -> [String: Double] {
        var figures: [String: Double] = [:]
        for child in Mirror(reflecting: tick).children {
            let name = child.label ?? ""
            switch child.value {
            case let value as UInt64: figures[name] = Double(value)
            case let value as Int: figures[name] = Double(value)
            case let value as Double: figures[name] = value
            case let value as Double?: figures[name] = value ?? -1
            default: break
            }
        }
        return figures
    }

    private let levels: Set = ["users", "wanted", "inFlight"]

    /// Whoever adds a member must say here or in the sum what becomes of it.
    @Test func neighboursAddUp() {
        let figures = figures(tick(1).joined(with: tick(2)))
        #expect(figures.count == 13)
        for (name, value) in figures {
            #expect(value == (name == "start" ? 1 : levels.contains(name) ? 2 : 3), "\(name)")
        }
    }

    @Test func partsAddUp() {
        var sum = tick(1)
        sum.addCounts(of: tick(2))
        sum.addLevels(of: tick(2))
        // Parts have the same ticks, and each its own busiest shard.
        let others: [String: Double] = ["start": 1, "length": 1, "busiest": 2]
        for (name, value) in figures(sum) { #expect(value == others[name] ?? 3, "\(name)") }
    }

    @Test func seriesAddUpByTheirNumber() {
        func count(_ series: Int, _ count: UInt64) -> TimelineTick.SeriesCount {
            .init(series: series, count: count, beyond: [count, 1], serviceBeyond: [count, 0])
        }
        let first = tick(1, series: [count(4, 10), count(2, 1)])
        let joined = first.joined(with: tick(1, series: [count(3, 7), count(4, 5)]))
        #expect(joined.series.map(\.series) == [2, 3, 4])
        #expect(joined.series.map(\.count) == [1, 7, 15])
        #expect(joined.series[2].beyond == [15, 2])
        #expect(joined.series[2].serviceBeyond == [15, 0])
    }

    /// Files may hold anything: what does not fit is left, and nothing traps.
    @Test func damagedCountsAddUpToo() {
        var count = TimelineTick.SeriesCount(series: 0, count: .max, beyond: [1, 2], serviceBeyond: [])
        count.add(.init(series: 0, count: 2, beyond: [1], serviceBeyond: [3]))
        #expect(count == .init(series: 0, count: 1, beyond: [2, 2], serviceBeyond: []))
    }
}
