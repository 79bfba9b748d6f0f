import JSON
import LoadPlan

/// `for x in …`.
extension ShardCore {
    private func cells(_ slot: Int, _ each: Program.EachStep) -> UnsafeMutablePointer<Int64> {
        roundsLeft + slot * repeatDepth + Int(each.depth)
    }

    func startEach(_ slot: Int, _ number: Int32) {
        let cells = cells(slot, eachSteps[Int(number)])
        cells[0] = 0
        cells[1] = -1
    }

    /// Takes the next item into the variable, or leaves the loop where there is none.
    /// - Returns: false where a range's end is no whole number.
    func takeItem(_ slot: Int, _ number: Int32) -> Bool {
        let each = eachSteps[Int(number)]
        let cells = cells(slot, each)
        while cells[0] < each.sources.count {
            let item: RuntimeValue?
            switch each.sources[Int(cells[0])] {
            case .value(let node): item = takeValue(slot, each, node, cells)
            case .column(let table, let column):
                cells[1] += 1
                let hasRow = cells[1] < Int64(evaluator.library.tables.rows(of: Int(table)))
                item =
                    hasRow
                    ? evaluator.library.tables.cell(table: Int(table), row: Int(cells[1]), column: Int(column)) : nil
            case .range(let low, let high):
                if cells[1] < 0 {
                    guard let least = evaluator.evaluate(low).asInteger,
                        let most = evaluator.evaluate(high).asInteger
                    else { return false }
                    // How many are left, and the next one.
                    let count = most.subtractingReportingOverflow(least)
                    cells[1] = most < least ? 0 : count.overflow ? .max : count.partialValue &+ 1
                    cells[2] = least
                }
                item = cells[1] > 0 ? .integer(cells[2]) : nil
                cells[1] -= 1
                cells[2] &+= 1
            }
            if let item {
                evaluator.variables.set(user: slot, Int(each.variable), item)
                if let trace { trace(.round(name: plan.variables[Int(each.variable)], value: traceText(of: item))) }
                return true
            }
            cells[0] += 1
            cells[1] = -1
        }
        users[slot].pc = each.end
        return true
    }

    /// The next item of a list, or a value that is an item itself.
    private func takeValue(
        _ slot: Int,
        _ each: Program.EachStep,
        _ node: Int32,
        _ cells: UnsafeMutablePointer<Int64>
    ) -> RuntimeValue? {
        if cells[1] < 0 {
            let value = evaluator.evaluate(node)
            switch value {
            case .none, .json(_, .null): return nil
            case .json(_, .array):
                // Kept, since the steps may change what it came from.
                evaluator.variables.set(user: slot, Int(each.list), value)
                cells[1] = 0
            default:
                // Past the end of any list.
                cells[1] = .max
                return value
            }
        }
        guard cells[1] < .max, case .json(let text, _) = evaluator.variables.get(user: slot, Int(each.list)) else {
            return nil
        }
        guard let (element, end) = JSONElement.next(in: text, from: Int(cells[1])) else { return nil }
        cells[1] = Int64(end)
        return evaluator.value(of: element)
    }
}
