import LoadMetrics

extension ErrorBudget {
    /// A piece of the run: how long it was, how many requests ended in it, how many of them badly.
    struct Piece {
        var seconds: Double
        var samples: Double
        var bad: Double
    }

    /// The budget that a run burns.
    /// - Parameters:
    ///   - pieces: of the measured part, in order of time.
    ///   - allowed: the share of bad requests that the objective allows, above 0.
    ///   - limits: the interval of the true share.
    init?(_ pieces: [Piece], allowed: Double, limits: (low: Double, high: Double)) {
        let samples = pieces.reduce(0) { $0 + $1.samples }
        let seconds = pieces.reduce(0) { $0 + $1.seconds }
        guard allowed > 0, samples > 0, seconds > 0 else { return nil }
        let share = pieces.reduce(0) { $0 + $1.bad } / samples
        let rate = share / allowed
        self.init(
            burnRate: rate,
            low: limits.low / allowed,
            high: limits.high / allowed,
            lasts: rate > 0 ? Self.days / rate : nil,
            alerts: []
        )
        alerts = Self.rules.compactMap { rule in
            Self.firing(rule, pieces, allowed, perSecond: samples / seconds, share).map {
                Alert(windows: "\(rule.names.long)/\(rule.names.short)", isPage: rule.isPage, after: $0)
            }
        }.sorted { $0.after < $1.after }
    }

    /// When an alert fires: on the run's own course, with good requests at the run's rate before it; where the run is too
    /// short for that, as if its mean went on.
    private static func firing(
        _ rule: Rule,
        _ pieces: [Piece],
        _ allowed: Double,
        perSecond: Double,
        _ share: Double
    ) -> Double? {
        let limit = rule.factor * allowed
        // A burn rate has a ceiling: more than all requests cannot be bad.
        guard limit < 1 else { return nil }
        var ends = [(time: 0.0, samples: 0.0, bad: 0.0)]
        for piece in pieces {
            let last = ends[ends.count - 1]
            ends.append((last.time + piece.seconds, last.samples + piece.samples, last.bad + piece.bad))
        }
        var starts = (long: 0, short: 0)
        func ratio(_ start: inout Int, _ window: Double, _ now: Int) -> Double {
            while ends[start + 1].time <= ends[now].time - window { start += 1 }
            let bad = ends[now].bad - ends[start].bad
            let before = max(0, window - ends[now].time) * perSecond
            let all = ends[now].samples - ends[start].samples + before
            return all > 0 ? bad / all : 0
        }
        for now in ends.indices.dropFirst() {
            let isLong = ratio(&starts.long, rule.long, now) > limit
            let isShort = ratio(&starts.short, rule.short, now) > limit
            if isLong, isShort { return ends[now].time }
        }
        guard share > limit * (1 + 1e-9) else { return nil }
        // With a steady share the long window is the later one to fill.
        return max(ends[ends.count - 1].time, limit / share * rule.long)
    }
}

extension ObjectiveJudge {
    /// What the run would do to an error budget, for objectives about failures.
    func budget(allowed: Double, limits: (low: Double, high: Double)) -> ErrorBudget? {
        let record = samples.run.record
        let pieces = samples.run.timeline.compactMap { tick -> ErrorBudget.Piece? in
            guard tick.start &+ tick.length > samples.range.lowerBound else { return nil }
            var piece = ErrorBudget.Piece(seconds: Double(tick.length) / 1e9, samples: 0, bad: 0)
            for count in tick.series where samples.isSelected[count.series] {
                piece.samples += Double(count.count)
                if !record.series[count.series].outcome.isGood { piece.bad += Double(count.count) }
            }
            return piece
        }
        return ErrorBudget(pieces, allowed: allowed, limits: limits)
    }
}
