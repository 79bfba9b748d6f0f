import Groundwork
import LoadMetrics
import LoadPlan

/// What all shards counted for the invariants, and the facts that follow from it.
struct InvariantLedger {
    let plan: Plan
    private let values: [Double]
    private let unknown: [UInt64]
    /// What was counted in iterations that were cut off.
    private let cutOff: [Double]
    /// Requests that were looked at, or of counters iterations that were begun.
    private let looked: [UInt64]
    private let races: [RaceResult]
    private let keys: [KeyTable]

    init(_ plan: Plan, _ handovers: [Shard.Handover]) {
        self.init(
            plan,
            values: handovers.map(\.tallies),
            unknown: handovers.map(\.unknown),
            cutOff: handovers.map(\.cutOffTallies),
            looked: handovers.map(\.lookedAt),
            iterations: handovers.reduce(0) { $0 + $1.progress.started },
            races: handovers.map(\.races),
            keys: handovers.map(\.keys)
        )
    }

    /// One entry a shard each.
    init(
        _ plan: Plan,
        values: [[Double]],
        unknown: [[UInt64]],
        cutOff: [[Double]],
        looked: [[UInt64]],
        iterations: UInt64,
        races: [[RaceResult]],
        keys: [[KeyTable]]
    ) {
        self.plan = plan
        self.cutOff = plan.tallies.indices.map { tally in cutOff.reduce(0) { $0 + $1[tally] } }
        self.looked = plan.tallies.enumerated().map { tally, description in
            if case .counter = description.source { return iterations }
            return looked.reduce(0) { $0 + $1[tally] }
        }
        self.values = plan.tallies.indices.map { tally in values.reduce(0) { $0 + $1[tally] } }
        self.unknown = plan.tallies.indices.map { tally in unknown.reduce(0) { $0 + $1[tally] } }
        self.races = plan.races.indices.map { race in RaceResult(races.map { $0[race] }) }
        self.keys = plan.keyedTallies.indices.map { tally in
            let sum = KeyTable()
            for tables in keys where tables.indices.contains(tally) { sum.add(tables[tally]) }
            return sum
        }
    }

    /// Invariants before anything is known of them.
    static func declared(_ plan: Plan) -> [InvariantFacts] {
        plan.invariants.map { invariant in
            let comparison: Requirement.Comparison =
                if case .comparison(_, let comparison, _) = invariant.condition { comparison } else { .atMost }
            return InvariantFacts(
                text: invariant.text,
                file: invariant.place.file,
                line: invariant.place.line,
                column: invariant.place.column,
                comparison: comparison.rawValue
            )
        }
    }

    /// What is known at the end of the run.
    func facts() -> [InvariantFacts] {
        zip(plan.invariants, Self.declared(plan)).map { invariant, declared in
            var facts = declared
            facts.undecided = nil
            switch invariant.condition {
            case .atMost(let limit, let keyed): fill(&facts, limit, keyed)
            case .comparison(let left, let comparison, let right):
                let view = view(left, comparison, right)
                let (low, high) = bounds(left, view)
                (facts.low, facts.high) = (low, high)
                (facts.targetLow, facts.targetHigh) = bounds(right, view)
                if let race = invariant.race {
                    describe(&facts, left, comparison, right, races[race])
                } else {
                    let terms = tallies(left) + tallies(right)
                    let sum = terms.reduce(0.0) { $0 + min(1e15, max(0, values[$1] + cutOff[$1])) }
                    facts.samples = max(UInt64(sum), terms.map { looked[$0] }.max() ?? 0)
                    if facts.samples == 0 { facts.undecided = "nothing that it is about was seen" }
                    facts.observation = "\(Self.text(low)) \(comparison.rawValue) \(Self.text(facts.targetLow ?? 0))"
                    facts.expectation = "this to hold"
                    facts.evidence = terms.map(counted).joined(separator: ", ")
                }
            }
            return facts
        }
    }

    // MARK: Amounts

    /// How counts of iterations that were cut off are taken.
    private enum View {
        /// They were seen: compared with a number, everything that was seen counts.
        case seen
        /// Two counts are compared that an iteration may keep equal: only whole iterations can tell.
        case whole
        /// One count bounds another: with and without what was cut off.
        case both
    }

    private func view(
        _ left: Invariant.Amount,
        _ comparison: Requirement.Comparison,
        _ right: Invariant.Amount
    ) -> View {
        if tallies(left).isEmpty || tallies(right).isEmpty { return Self.isDifference(left, right) ? .whole : .seen }
        return comparison == .equal ? .whole : .both
    }

    /// `count(a) - count(b) == 0` compares two counts as `count(a) == count(b)` does.
    private static func isDifference(_ left: Invariant.Amount, _ right: Invariant.Amount) -> Bool {
        func has(_ amount: Invariant.Amount) -> Bool {
            switch amount {
            case .number, .tally: false
            case .difference: true
            case .sum(let left, let right), .product(let left, let right): has(left) || has(right)
            }
        }
        return has(left) || has(right)
    }

    private func bounds(_ amount: Invariant.Amount, _ view: View) -> (Double, Double) {
        switch amount {
        case .number(let number): return (number, number)
        case .tally(let tally):
            let (whole, seen) = (values[tally], values[tally] + cutOff[tally])
            let more = Double(unknown[tally])
            return switch view {
            case .seen: (seen, seen + more)
            case .whole: (whole, whole + more)
            case .both: (min(whole, seen), max(whole, seen) + more)
            }
        case .sum(let left, let right):
            let (a, b) = (bounds(left, view), bounds(right, view))
            return (a.0 + b.0, a.1 + b.1)
        case .difference(let left, let right):
            let (a, b) = (bounds(left, view), bounds(right, view))
            return (a.0 - b.1, a.1 - b.0)
        case .product(let left, let right):
            let (a, b) = (bounds(left, view), bounds(right, view))
            let corners = [a.0 * b.0, a.0 * b.1, a.1 * b.0, a.1 * b.1]
            return (corners.min() ?? 0, corners.max() ?? 0)
        }
    }

    private func tallies(_ amount: Invariant.Amount) -> [Int] {
        switch amount {
        case .number: []
        case .tally(let tally): [tally]
        case .sum(let left, let right), .difference(let left, let right), .product(let left, let right):
            tallies(left) + tallies(right)
        }
    }

    private func counted(_ tally: Int) -> String {
        var text = "\(plan.tallies[tally].name) \(Self.text(values[tally]))"
        if cutOff[tally] != 0 {
            text += " and \(Self.text(cutOff[tally])) in iterations that the end of the run cut off"
        }
        return unknown[tally] == 0 ? text : text + " (\(unknown[tally]) without an answer that could be read)"
    }

    static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
    }

    // MARK: Races

    private func describe(
        _ facts: inout InvariantFacts,
        _ left: Invariant.Amount,
        _ comparison: Requirement.Comparison,
        _ right: Invariant.Amount,
        _ race: RaceResult
    ) {
        let low = facts.low ?? 0
        facts.samples = race.requests
        if case .tally(let tally) = left, let words = StatusWords.got(plan.tallies[tally].matching) {
            facts.observation = "\(Self.text(low)) \(low == 1 ? "user" : "users") \(words)"
        } else {
            facts.observation = (tallies(left) + tallies(right)).map {
                "\(Self.text(values[$0])) with \(plan.tallies[$0].name)"
            }
            .joined(separator: ", ")
        }
        facts.expectation = Self.expected(comparison, facts.targetLow ?? 0)
        facts.evidence = Self.evidence(race)
        if !race.isBegun {
            facts.undecided = "the race did not take place"
            facts.high = nil
        } else if !race.isFinished {
            facts.undecided = "the run ended in the middle of the race"
            facts.high = nil
        } else if race.requests == race.unanswered {
            facts.undecided = race.requests == 0 ? "no user came to the start" : "no request of the race was answered"
        }
    }

    static func expected(_ comparison: Requirement.Comparison, _ target: Double) -> String {
        let words =
            switch comparison {
            case .below: "less than"
            case .atMost: "at most"
            case .above: "more than"
            case .atLeast: "at least"
            case .equal: "exactly"
            }
        return "\(words) \(text(target))"
    }

    /// `64 requests, 201 ×2, 409 ×62, sent within 0.8 ms`.
    static func evidence(_ race: RaceResult) -> String {
        guard race.isBegun else { return "" }
        var parts = ["\(race.requests) \(race.requests == 1 ? "request" : "requests")"]
        parts += race.statuses.sorted { $0.key < $1.key }.map { "\($0.key) ×\($0.value)" }
        if race.unanswered > 0 { parts.append("\(race.unanswered) without an answer") }
        if race.lost > 0 { parts.append("\(race.lost) of \(race.users) users failed before the start") }
        if race.lastSent >= race.firstSent {
            let spread = Double(race.lastSent - race.firstSent) / 1e6
            parts.append("sent within \((spread * 100).rounded() / 100) ms")
        }
        return parts.joined(separator: ", ")
    }

    // MARK: By key

    private func fill(_ facts: inout InvariantFacts, _ limit: Int, _ keyed: Int) {
        let table = keys[keyed]
        let variable = plan.variables[plan.keyedTallies[keyed].variable]
        let found = table.beyond(limit, atMost: 3)
        facts.low = Double(found.highest)
        facts.high = table.isOverfull ? nil : Double(found.highestPossible)
        (facts.targetLow, facts.targetHigh) = (Double(limit), Double(limit))
        facts.samples = UInt64(table.count)
        facts.expectation = "at most \(limit) each"
        if found.total == 0 {
            facts.observation =
                "no value of \(variable) was counted more than \(limit == 1 ? "once" : "\(limit) times")"
        } else {
            let examples = found.keys.map { "\(masked($0.text)) ×\($0.count)" }.joined(separator: ", ")
            let more = found.total > found.keys.count ? " and \(found.total - found.keys.count) more" : ""
            facts.observation = "\(variable) \(examples)\(more)"
        }
        facts.evidence = "\(table.count) \(table.count == 1 ? "value" : "values")"
        if table.unknown > 0 { facts.evidence += ", \(table.unknown) requests without an answer that could be read" }
        if table.isOverfull {
            facts.undecided = "more than \(KeyTable.capacity) values of \(variable): the others were not counted"
        } else if table.total == 0 {
            facts.undecided = "nothing was counted: no answer satisfied the condition"
        }
    }

    /// A key as it may be shown: not if it is part of a secret.
    private func masked(_ key: String) -> String {
        for secret in plan.secrets where !secret.value.isEmpty {
            if key.contains(secret.value) || (key.utf8.count >= KeyTable.shown && secret.value.hasPrefix(key)) {
                return "*****"
            }
        }
        return key
    }
}
