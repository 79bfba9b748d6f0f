import LoadPlan

/// Which variables have a value at a point of a flow, on all ways to it or on some.
struct Assignments {
    /// Why a variable may have no value: the branch that leaves it out.
    struct Gap {
        var branch: TextRange
        /// The way that leaves it out: the condition holds, or it does not.
        var holds: Bool
        /// What leaves it out is a loop or a choice, in words behind "it is not set when"; `nil` for a condition.
        var words: String?
    }

    /// Set on every way.
    var definite: Set<Int> = []
    /// Set on at least one.
    var possible: Set<Int> = []
    /// For those set on some ways only: one way that leaves them out.
    var gaps: [Int: Gap] = [:]
    /// There is a way to this point.
    var isReachable = true

    mutating func assign(_ variable: Int) {
        definite.insert(variable)
        possible.insert(variable)
        gaps[variable] = nil
    }

    /// What holds after the ways of a branch have met again.
    static func join(_ ways: [(state: Assignments, gap: Gap)]) -> Assignments {
        let open = ways.filter(\.state.isReachable)
        guard let first = open.first else {
            var state = ways.first?.state ?? Assignments()
            state.isReachable = false
            return state
        }
        var joined = first.state
        for way in open.dropFirst() {
            joined.definite.formIntersection(way.state.definite)
            joined.possible.formUnion(way.state.possible)
            joined.gaps.merge(way.state.gaps) { first, _ in first }
        }
        guard open.count > 1 else { return joined }
        for variable in joined.possible where !joined.definite.contains(variable) && joined.gaps[variable] == nil {
            if let way = open.first(where: { !$0.state.definite.contains(variable) }) {
                joined.gaps[variable] = way.gap
            }
        }
        return joined
    }

    /// Variables that must have a value when `condition` turns out as `outcome`.
    static func known(_ condition: Expression, when outcome: Bool) -> Set<Int> {
        switch condition {
        case .isKind(.variable(let variable), .none): return outcome ? [] : [variable]
        case .isKind(.variable(let variable), _): return outcome ? [variable] : []
        case .unary(.not, let operand): return known(operand, when: !outcome)
        case .binary(.and, let left, let right) where outcome:
            return known(left, when: true).union(known(right, when: true))
        case .binary(.or, let left, let right) where !outcome:
            return known(left, when: false).union(known(right, when: false))
        default: return []
        }
    }
}
