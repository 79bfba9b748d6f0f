import Groundwork
public import LoadMetrics
public import LoadPlan

/// Intervals for objectives while a run is under way, as the verdict's are made: on blocks of the time so far. They
/// become narrower as the run goes on. Only the last ones, made from what is on disk, decide anything.
public struct LiveIntervals: Sendable {
    /// An interval, in the unit of the objective; its upper end is infinite where it falls among failed requests.
    public struct Interval: Sendable, Hashable {
        /// Lower end.
        public var low: Double
        /// Upper end.
        public var high: Double
    }

    /// What was counted up to a moment.
    private struct Mark {
        var samples: UInt64
        var counted: UInt64
    }

    /// Past so many marks every second one is forgotten: memory stays the same however long a run is.
    private static let mostMarks = 640

    private let objectives: [Objective]
    private var marks: [[Mark]]
    /// Every so many calls leave a mark.
    private var stride = 1
    private var calls = 0

    /// No samples yet.
    public init(_ objectives: [Objective]) {
        self.objectives = objectives
        marks = objectives.map { _ in [] }
    }

    /// The interval of each objective, in their order; nil where there is none of its kind, or not yet.
    /// - Parameters:
    ///   - keys: the run's series.
    ///   - totals: response times of the measured part so far, by series.
    ///   - counts: exact counts of the measured part so far, by series.
    public mutating func next(
        keys: [SeriesKey],
        totals: [Histogram?],
        counts: [TimelineTick.SeriesCount?]
    ) -> [Interval?] {
        let leavesMark = calls.isMultiple(of: stride)
        calls += 1
        var intervals: [Interval?] = []
        for (index, objective) in objectives.enumerated() {
            guard objective.requirement.hasLiveInterval else {
                intervals.append(nil)
                continue
            }
            let (values, failed) = Self.gather(objective, keys, totals, counts)
            var counted = failed
            if case .percentile(_, let limit, let orEqual) = objective.requirement {
                counted &+= Self.beyond(limit, orEqual: orEqual, values.answered)
            }
            let mark = Mark(samples: values.answered.totalCount &+ failed, counted: counted)
            intervals.append(Self.interval(objective.requirement, values, blocks(marks[index] + [mark])))
            if leavesMark { marks[index].append(mark) }
        }
        if (marks.map(\.count).max() ?? 0) > Self.mostMarks {
            for index in marks.indices {
                marks[index] = marks[index].enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
            }
            stride *= 2
        }
        return intervals
    }

    private static func gather(
        _ objective: Objective,
        _ keys: [SeriesKey],
        _ totals: [Histogram?],
        _ counts: [TimelineTick.SeriesCount?]
    ) -> (values: AnsweredDistribution, failed: UInt64) {
        var answered = Histogram(layout: .latency)
        var failed: UInt64 = 0
        for (index, key) in keys.enumerated() where objective.scope.covers(key) {
            if !key.outcome.isGood {
                failed &+= counts.indices.contains(index) ? counts[index]?.count ?? 0 : 0
            } else if totals.indices.contains(index), let total = totals[index] {
                answered.add(total)
            }
        }
        return (AnsweredDistribution(answered: answered, failed: failed), failed)
    }

    /// How many lie beyond a limit, to the histogram's precision.
    private static func beyond(_ limit: Nanoseconds, orEqual: Bool, _ answered: Histogram) -> UInt64 {
        answered.buckets.reduce(0) { sum, bucket in
            let isBeyond = orEqual ? bucket.lowest > limit : bucket.highest >= limit
            return isBeyond ? sum &+ bucket.count : sum
        }
    }

    /// The time so far in at most twenty blocks of as many marks each.
    private func blocks(_ marks: [Mark]) -> [BlockProportion.Block] {
        let count = min(BlockProportion.blocks, marks.count)
        guard count >= BlockProportion.fewestBlocks else { return [] }
        var last = Mark(samples: 0, counted: 0)
        return (1...count).map { number in
            let mark = marks[number * marks.count / count - 1]
            defer { last = mark }
            return BlockProportion.Block(
                samples: Double(mark.samples &- min(mark.samples, last.samples)),
                counted: Double(mark.counted &- min(mark.counted, last.counted))
            )
        }
    }

    private static func interval(
        _ requirement: Requirement,
        _ values: AnsweredDistribution,
        _ blocks: [BlockProportion.Block]
    ) -> Interval? {
        let proportion = BlockProportion(blocks)
        guard proportion.blocks >= BlockProportion.fewestBlocks, proportion.effectiveSamples >= 20 else { return nil }
        switch requirement {
        case .percentile(let quantile, _, _):
            let shares = proportion.undecided(quantile)
            guard let low = values.quantile(shares.lower), let high = values.quantile(shares.upper) else { return nil }
            return Interval(low: low, high: high)
        case .errorRate: return Interval(low: proportion.lower(), high: proportion.upper())
        case .availability: return Interval(low: 1 - proportion.upper(), high: 1 - proportion.lower())
        default: return nil
        }
    }
}

extension Requirement {
    /// Whether it is about a share of requests, for which an interval costs next to nothing: without one yet, nothing can
    /// be said of it.
    public var hasLiveInterval: Bool {
        switch self {
        case .percentile, .errorRate, .availability: true
        default: false
        }
    }
}
