import Groundwork
import JSON
import LoadPlan

/// Loops and choices.
extension ShardCore {
    /// Begins a `repeat`, or passes it where it has no round.
    /// - Returns: false where its count is no whole number.
    func startRounds(_ seat: Seat, _ count: NodeID, _ depth: Int, _ end: Address) -> Bool {
        guard let rounds = evaluator.evaluate(count).asInteger else { return false }
        if rounds > 0 {
            users.cells(of: seat, depth: depth).pointee = rounds
        } else {
            users[seat].pointee.address = end
        }
        return true
    }

    /// Takes note of a round that is over.
    /// - Returns: whether another one follows.
    func takeRound(_ seat: Seat, _ depth: Int) -> Bool {
        let left = users.cells(of: seat, depth: depth)
        left.pointee -= 1
        return left.pointee > 0
    }

    /// Goes back in a loop.
    /// - Returns: false where it did so too often without anything that takes time.
    func goBack(_ seat: Seat, to target: Address) -> Bool {
        let user = users[seat]
        user.pointee.iteration.rounds += 1
        guard user.pointee.iteration.rounds < Program.roundLimit else { return false }
        user.pointee.address = target
        // What the round has made is in variables by now: a long loop needs no more memory than a short one.
        evaluator.arena.reset()
        return true
    }

    /// Draws one of a choice's ways and goes there.
    func choose(_ seat: Seat, _ first: Int, _ count: Int) {
        let way = chosen(first, count, by: evaluator.random.unit())
        users[seat].pointee.address = program.alternatives[way].start
    }

    /// The way of a choice that a number from [0, 1) draws.
    func chosen(_ first: Int, _ count: Int, by drawn: Double) -> Int {
        var index = first
        let last = first + count - 1
        // The last way takes what rounding may have left of the whole.
        while index < last, drawn >= program.alternatives[index].below { index += 1 }
        return index
    }

    // MARK: for x in …

    func startEach(_ seat: Seat, _ number: IndexOf<Program.EachStep>) {
        let cells = users.cells(of: seat, depth: program.eachSteps[number].depth)
        cells[0] = 0
        cells[1] = -1
    }

    /// Takes the next item into the variable, or leaves the loop where there is none.
    /// - Returns: false where a range's end is no whole number.
    func takeItem(_ seat: Seat, _ number: IndexOf<Program.EachStep>) -> Bool {
        let each = program.eachSteps[number]
        let cells = users.cells(of: seat, depth: each.depth)
        while cells[0] < each.sources.count {
            let item: RuntimeValue?
            switch each.sources[Int(cells[0])] {
            case .value(let node): item = takeValue(seat, each, node, cells)
            case .column(let table, let column): item = takeCell(table, column, cells)
            case .range(let low, let high):
                if cells[1] < 0, !startRange(low, high, cells) { return false }
                item = cells[1] > 0 ? .integer(cells[2]) : nil
                cells[1] -= 1
                cells[2] &+= 1
            }
            if let item {
                evaluator.variables.set(user: seat.int, each.variable, item)
                if let trace { trace(.round(name: plan.variables[each.variable], value: evaluator.shown(item))) }
                return true
            }
            cells[0] += 1
            cells[1] = -1
        }
        users[seat].pointee.address = each.end
        return true
    }

    /// How many numbers of a range are left, and the next one.
    private func startRange(_ low: NodeID, _ high: NodeID, _ cells: UnsafeMutablePointer<Int64>) -> Bool {
        guard let least = evaluator.evaluate(low).asInteger, let most = evaluator.evaluate(high).asInteger else {
            return false
        }
        let count = most.subtractingReportingOverflow(least)
        cells[1] = most < least ? 0 : count.overflow ? .max : count.partialValue &+ 1
        cells[2] = least
        return true
    }

    private func takeCell(_ table: Int, _ column: Int, _ cells: UnsafeMutablePointer<Int64>) -> RuntimeValue? {
        cells[1] += 1
        guard cells[1] < Int64(evaluator.library.tables.rows(of: table)) else { return nil }
        return evaluator.library.tables.cell(table: table, row: Int(cells[1]), column: column)
    }

    /// The next item of a list, or a value that is an item itself.
    private func takeValue(
        _ seat: Seat,
        _ each: Program.EachStep,
        _ node: NodeID,
        _ cells: UnsafeMutablePointer<Int64>
    ) -> RuntimeValue? {
        if cells[1] < 0 {
            let value = evaluator.evaluate(node)
            switch value {
            case .none, .json(_, .null): return nil
            case .json(_, .array):
                // Kept, since the steps may change what it came from.
                evaluator.variables.set(user: seat.int, each.list, value)
                cells[1] = 0
            default:
                // Past the end of any list.
                cells[1] = .max
                return value
            }
        }
        guard cells[1] < .max, case .json(let text, _) = evaluator.variables.get(user: seat.int, each.list) else {
            return nil
        }
        guard let (element, end) = JSONElement.next(in: text, from: Int(cells[1])) else { return nil }
        cells[1] = Int64(end)
        return evaluator.value(of: element)
    }
}
