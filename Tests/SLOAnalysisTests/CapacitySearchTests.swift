import Testing

@testable import SLOAnalysis

/// The search for capacity as a state machine: no load, no clock.
@Suite("Capacity search") struct CapacitySearchTests {
    /// Drives a search by an oracle to its end.
    private func search(
        _ bounds: CapacitySearch.Bounds,
        _ oracle: (CapacityTrial) -> CapacityResult
    ) throws -> (search: CapacitySearch, trials: [CapacityTrial], end: CapacityEnd) {
        var search = CapacitySearch(bounds)
        var trials: [CapacityTrial] = []
        while case .trial(let trial) = search.next {
            trials.append(trial)
            search.record(oracle(trial))
            try #require(trials.count < 60, "\(trials)")
        }
        guard case .end(let end) = search.next else { throw Unended() }
        return (search, trials, end)
    }

    private struct Unended: Error {}

    private func bounds(_ from: Double = 40, to: Double = 1e7, within: Double = 0.05, isWhole: Bool = false)
        -> CapacitySearch.Bounds
    {
        CapacitySearch.Bounds(from: from, to: to, within: within, isWhole: isWhole)
    }

    @Test func itDoublesThenHalvesTheBracketThenConfirms() throws {
        let (search, trials, end) = try search(bounds()) { $0.level <= 430 ? .holds : .misses }
        #expect(end == .bracket)
        #expect(trials.map(\.level) == [40, 80, 160, 320, 640, 453, 381, 415, 434, 415])
        #expect(trials.last?.purpose == .confirmation)
        #expect(search.highestHeld == 415)
        #expect(search.lowestRefused == 434)
    }

    /// Wherever the limit is, the bracket holds it and is as narrow as asked for.
    @Test func theBracketHoldsTheLimit() throws {
        for limit in stride(from: 0.9, through: 9_000, by: 13.7) {
            for within in [0.02, 0.05, 0.25] {
                let found = try search(bounds(within: within)) { $0.level < limit ? .holds : .misses }
                #expect(found.end == .bracket, "\(limit)")
                let low = try #require(found.search.highestHeld)
                let high = try #require(found.search.lowestRefused)
                #expect(low < limit && limit <= high, "\(limit): \(low) \(high)")
                // Levels have three digits, so 1 % at most is lost to rounding.
                #expect(high / low <= (1 + within) * 1.011, "\(limit): \(low) \(high)")
                #expect(found.trials.count < 24)
            }
        }
    }

    @Test func usersAreWhole() throws {
        let (search, trials, end) = try search(bounds(3, isWhole: true)) { $0.level <= 11 ? .holds : .misses }
        #expect(end == .bracket)
        #expect(trials.allSatisfy { $0.level == $0.level.rounded() })
        #expect(search.highestHeld == 11 && search.lowestRefused == 12)
    }

    @Test func belowTheFirstLevelItHalves() throws {
        let (search, trials, end) = try search(bounds(400)) { $0.level <= 60 ? .holds : .misses }
        #expect(end == .bracket)
        #expect(Array(trials.map(\.level).prefix(5)) == [400, 200, 100, 50, 70.7])
        #expect(try #require(search.highestHeld) <= 60)
        let nothing = try self.search(bounds(400)) { _ in .misses }
        #expect(nothing.end == .nothing)
        #expect(nothing.trials.count == 7 && nothing.search.lowestRefused == 6.25)
        let one = try self.search(bounds(1, isWhole: true)) { _ in .misses }
        #expect(one.end == .nothing && one.trials.count == 1)
    }

    @Test func theHighestLevelAllowedIsConfirmedToo() throws {
        let (search, trials, end) = try search(bounds(40, to: 130)) { _ in .holds }
        #expect(end == .ceiling)
        #expect(trials.map(\.level) == [40, 80, 130, 130])
        #expect(search.highestHeld == 130 && search.lowestRefused == nil)
    }

    @Test func whatIsNotConfirmedIsSteppedDownFromTwice() throws {
        let lucky = try search(bounds()) { trial in
            trial.purpose == .confirmation && trial.level > 410 ? .undecided : trial.level <= 430 ? .holds : .misses
        }
        #expect(lucky.end == .bracket)
        #expect(lucky.trials.suffix(2).map(\.level) == [415, 395])
        // The level that was not confirmed is the upper end, though it held once.
        #expect(lucky.search.highestHeld == 395 && lucky.search.lowestRefused == 415)
        let never = try search(bounds()) { trial in
            trial.purpose == .confirmation ? .misses : trial.level <= 430 ? .holds : .misses
        }
        #expect(never.end == .unconfirmed)
        #expect(never.trials.count { $0.purpose == .confirmation } == 3)
        #expect(never.search.highestHeld == 320)
    }

    @Test func undecidedCountsAsTooHigh() throws {
        let (search, _, end) = try search(bounds()) { trial in
            trial.level <= 300 ? .holds : trial.level < 500 ? .undecided : .misses
        }
        #expect(end == .bracket)
        #expect(try #require(search.highestHeld) <= 300)
        #expect(try #require(search.lowestRefused) <= 320)
    }

    /// Before anything is known an undecided level is tried once more, for longer; later it is prolonged at once.
    @Test func undecidedLevelsMayTakeLonger() throws {
        let (_, trials, _) = try search(bounds()) { trial in
            trial.level < 30 ? .holds : .undecided
        }
        #expect(trials.prefix(3).map(\.level) == [40, 40, 20])
        #expect(trials.prefix(3).map(\.mayExtend) == [false, true, true])
        #expect(trials.filter { $0.purpose == .confirmation }.allSatisfy { !$0.mayExtend })
    }

    /// A level that is short of requests bounds nothing, whether something held before or not.
    @Test func tooFewRequestsDoNotBound() throws {
        let (search, trials, end) = try search(bounds()) { trial in
            trial.level < 200 ? .tooFew : trial.level <= 430 ? .holds : .misses
        }
        #expect(end == .bracket && search.highestHeld == 415)
        #expect(trials.prefix(3).allSatisfy { !$0.mayExtend })
        let between = try self.search(bounds()) { trial in
            trial.level == 80 || trial.level == 415 ? .tooFew : trial.level <= 430 ? .holds : .misses
        }
        // What is confirmed must hold then, whatever it was before.
        #expect(between.end == .bracket && between.trials.suffix(2).map(\.level) == [415, 395])
        #expect(between.search.highestHeld == 395 && between.search.lowestRefused == 415)
        let confirmed = try self.search(bounds()) { trial in
            trial.purpose == .confirmation ? .holds : trial.level < 430 ? .tooFew : .misses
        }
        #expect(confirmed.end == .bracket)
        #expect(confirmed.search.highestHeld == 415 && confirmed.search.lowestRefused == 434)
        let ceiling = try self.search(bounds(40, to: 100)) { _ in .tooFew }
        #expect(ceiling.end == .tooFew && ceiling.search.highestHeld == nil)
        #expect(ceiling.trials.map(\.level) == [40, 80, 100, 100, 95.2, 90.7])
    }

    /// 9.51/s made enough requests in 60 s, 7.93/s did not, and every step down makes fewer: the time is what is missing.
    @Test func aConfirmationTakesTheTimeThatItNeeds() throws {
        /// 500 requests decide, in levels of 30 s.
        func search(_ bounds: CapacitySearch.Bounds, limit: Double) -> (CapacitySearch, [CapacityTrial]) {
            var search = CapacitySearch(bounds)
            var trials: [CapacityTrial] = []
            while case .trial(let trial) = search.next, trials.count < 60 {
                trials.append(trial)
                let requests = trial.level * 30 * trial.lengths
                let isShort = trial.level < limit && requests < 500
                search.record(
                    trial.level >= limit ? .misses : isShort ? .tooFew : .holds,
                    longer: isShort ? 500 / requests : nil
                )
            }
            return (search, trials)
        }
        // It is known from the level's own run that 60 s are too short.
        let (low, trials) = search(bounds(4, to: 60), limit: 6)
        #expect(low.next == .end(.bracket))
        #expect(trials.count { $0.purpose == .confirmation } == 1)
        let confirmed = try #require(trials.last)
        #expect(confirmed.lengths * 30 * confirmed.level > 500 && confirmed.lengths * 30 * confirmed.level < 560)
        // 500 requests take longer than the longest confirmation: nothing is tried that cannot decide.
        let (never, short) = search(bounds(1, to: 60), limit: 2.5)
        #expect(never.next == .end(.tooFew))
        #expect(short.allSatisfy { $0.lengths <= CapacitySearch.mostLengths })
        // Known only once it is tried: the same level again, for as long as it takes.
        var late = CapacitySearch(bounds(8, to: 8))
        late.record(.holds)
        late.record(.tooFew, longer: 1.04)
        let again = CapacityTrial(level: 8, purpose: .confirmation, length: 1.04 * 2 * 1.1)
        #expect(late.next == .trial(again))
        late.record(.holds)
        #expect(late.next == .end(.ceiling))
    }

    /// A doubtful measurement is made once more; a second one ends the search, and is no capacity of the service.
    @Test func theGeneratorEndsTheSearch() throws {
        let (search, trials, end) = try search(bounds()) { $0.level < 600 ? .holds : .invalid }
        #expect(end == .invalid)
        #expect(trials.suffix(3).map(\.level) == [320, 640, 640])
        #expect(search.highestHeld == 320 && search.lowestRefused == nil)
        var isFirst = true
        let once = try self.search(bounds()) { trial in
            if trial.level == 80, isFirst {
                isFirst = false
                return .invalid
            }
            return trial.level <= 430 ? .holds : .misses
        }
        #expect(once.end == .bracket && once.search.highestHeld == 415)
    }

    @Test func nothingIsRecordedBehindTheEnd() throws {
        var (search, _, _) = try search(bounds(40, to: 40)) { _ in .holds }
        let before = search.next
        search.record(.misses)
        #expect(search.next == before && search.lowestRefused == nil)
    }

    @Test func roundedLevelsAreReadable() {
        let rates = bounds()
        for (level, expected) in [(412.31, 412), (4.0655, 4.07), (98.76, 98.8), (0.12345, 0.123), (123_456, 123_000)] {
            #expect(CapacitySearch.rounded(level, rates) == expected)
        }
        #expect(CapacitySearch.rounded(.infinity, rates) == 0)
        #expect(CapacitySearch.first(of: 3, isWhole: true) == 1)
    }
}
