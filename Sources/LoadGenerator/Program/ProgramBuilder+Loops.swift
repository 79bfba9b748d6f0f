import LoadMetrics
import LoadPlan

/// Lays out `for` and `retry`.
extension ProgramBuilder {
    mutating func add(_ each: Each) {
        let number = program.eachSteps.count
        let sources = each.sources.map { source -> Program.EachStep.Source in
            switch source {
            case .value(let expression): .value(pool.add(expression))
            case .range(let low, let high): .range(pool.add(low), pool.add(high))
            case .column(let table, let column): .column(table: Int32(table), column: Int32(column))
            }
        }
        program.eachSteps.append(
            Program.EachStep(
                variable: Int32(each.variable),
                list: Int32(each.list),
                sources: sources,
                depth: Int32(repeatDepth),
                end: 0,
                fault: fault("an end of the range is no whole number", each.place)
            )
        )
        program.instructions.append(.eachStart(Int32(number)))
        let first = next
        program.instructions.append(.eachNext(Int32(number)))
        repeatDepth += Program.cellsOfEach
        program.repeatDepth = max(program.repeatDepth, repeatDepth)
        add(each.steps)
        repeatDepth -= Program.cellsOfEach
        program.instructions.append(.again(fault: fault(Self.endless, each.place), to: first))
        program.eachSteps[number].end = next
    }

    /// The whole is a group around the tries.
    mutating func add(_ retry: Retry) {
        let request = add(retry.request, alsoRead: retry.condition.map { [$0] } ?? [])
        let failures = retry.failures.reduce(UInt64(0)) { $0 | 1 << UInt64(OutcomeSlots.slot(ErrorClass($1))) }
        program.retries.append(
            Program.RetryStep(
                times: Int32(clamping: retry.times),
                shortest: retry.shortest,
                longest: retry.longest,
                jitter: retry.jitter,
                condition: retry.condition.map { pool.add($0) } ?? -1,
                failures: failures
            )
        )
        program.instructions.append(.groupStart(depth: Int32(depth)))
        program.groupDepth = max(program.groupDepth, depth + 1)
        program.instructions.append(.retryStart)
        program.instructions.append(.request(request))
        program.instructions.append(.retryTest(Int32(program.retries.count - 1)))
        program.instructions.append(.groupEnd(depth: Int32(depth), series: Int32(retry.series)))
    }
}
