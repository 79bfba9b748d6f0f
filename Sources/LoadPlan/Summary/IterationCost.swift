import Groundwork

/// What the ways through some steps cost: requests, fewest and most, and the shortest mean time spent thinking.
public struct IterationCost: Hashable, Sendable {
    /// Fewest requests.
    public var fewest = 0.0
    /// Most requests; infinite where a poll never pauses.
    public var most = 0.0
    /// Seconds of thinking, at least, with ranges at their mean.
    public var thinking = 0.0

    /// The cost of a whole iteration.
    public static func of(_ steps: [Step]) -> IterationCost {
        let ways = Ways(steps)
        return either(ways.open, ways.ended) ?? IterationCost()
    }

    private static func either(_ a: IterationCost?, _ b: IterationCost?) -> IterationCost? {
        guard let a, let b else { return a ?? b }
        return IterationCost(
            fewest: min(a.fewest, b.fewest),
            most: max(a.most, b.most),
            thinking: min(a.thinking, b.thinking)
        )
    }

    private static func both(_ a: IterationCost?, _ b: IterationCost?) -> IterationCost? {
        guard let a, let b else { return nil }
        return IterationCost(fewest: a.fewest + b.fewest, most: a.most + b.most, thinking: a.thinking + b.thinking)
    }

    private func times(_ least: Double, _ most: Double) -> IterationCost {
        IterationCost(
            fewest: fewest * least,
            // Without a request, no number of rounds makes one.
            most: self.most == 0 || most == 0 ? 0 : self.most * most,
            thinking: thinking * least
        )
    }

    /// Ways that reach the end of some steps, and ways that end the iteration before; `nil` where there is none.
    private struct Ways {
        var open: IterationCost? = IterationCost()
        var ended: IterationCost?

        init(_ steps: [Step]) {
            for step in steps where open != nil { add(step) }
        }

        private mutating func add(_ step: Step) {
            switch step {
            case .request: open = both(open, IterationCost(fewest: 1, most: 1))
            case .parallel(let parallel):
                let count = Double(parallel.requests.count)
                open = both(open, IterationCost(fewest: count, most: count))
            case .race(let race):
                // All of its users' requests; they do not think for the one who waits.
                let cost = IterationCost.of(race.before + race.steps)
                let users = Double(race.users)
                open = both(open, IterationCost(fewest: cost.fewest * users, most: cost.most * users))
            case .think(.fixed(let length)): open = both(open, IterationCost(thinking: length.inSeconds))
            case .think(.uniform(let low, let high)):
                open = both(open, IterationCost(thinking: (low.inSeconds + high.inSeconds) / 2))
            case .think(.drawn(let distribution)):
                open = both(open, IterationCost(thinking: distribution.mean.inSeconds))
            case .retry(let retry): open = both(open, IterationCost(fewest: 1, most: 1 + Double(retry.times)))
            case .each(let each):
                let rounds = Self.rounds(each.sources)
                loop(each.steps, least: rounds.least, most: rounds.most)
            case .poll(let poll):
                let tries =
                    poll.interval > 0 ? (poll.limit.inSeconds / poll.interval.inSeconds).rounded(.up) + 1 : .infinity
                open = both(open, IterationCost(fewest: 1, most: tries))
            case .group(_, let inner): follow([Ways(inner)])
            case .branch(_, let then, let otherwise): follow([Ways(then), Ways(otherwise)])
            case .choose(let alternatives): follow(alternatives.map { Ways($0.steps) })
            case .repeats(.literal(.integer(let rounds)), let body, _):
                if rounds > 0 { loop(body, least: Double(rounds), most: Double(rounds)) }
            case .repeats(_, let body, _), .loop(_, let body, _): loop(body, least: 0, most: .infinity)
            case .abandon: ended = either(ended, open)
            case .end, .fail:
                ended = either(ended, open)
                open = nil
            case .assign, .gauge, .put, .take, .count, .pace: break
            }
        }

        /// How many items there are, as far as the text says.
        private static func rounds(_ sources: [Each.Source]) -> (least: Double, most: Double) {
            var rounds = (least: 0.0, most: 0.0)
            for source in sources {
                switch source {
                case .range(.literal(.integer(let low)), .literal(.integer(let high))):
                    let count = max(0, Double(high) - Double(low) + 1)
                    rounds = (rounds.least + count, rounds.most + count)
                case .value(.literal(let value)):
                    let count: Double =
                        switch value {
                        case .none: 0
                        case .list(let items): Double(items.count)
                        default: 1
                        }
                    rounds = (rounds.least + count, rounds.most + count)
                case .value(.template): rounds = (rounds.least + 1, rounds.most + 1)
                case .value, .range, .column: rounds.most = .infinity
                }
            }
            return rounds
        }

        /// A body gone through from `least` to `most` times, unless it ends the iteration before.
        private mutating func loop(_ body: [Step], least: Double, most: Double) {
            let start = open
            let ways = Ways(body)
            if let way = ways.open {
                open = both(start, way.times(least, most))
                let before = both(start, way.times(0, most - 1))
                ended = either(ended, both(before, ways.ended))
            } else {
                if least > 0 { open = nil }
                ended = either(ended, both(start, ways.ended))
            }
        }

        private mutating func follow(_ ways: [Ways]) {
            let start = open
            open = nil
            for way in ways {
                open = either(open, both(start, way.open))
                ended = either(ended, both(start, way.ended))
            }
        }
    }
}
