import Groundwork
import LoadMetrics
import LoadPlan

/// Lays out `repeat`, `while`, `for` and `retry`.
extension ProgramBuilder {
    static let endless = "the loop went round \(Program.roundLimit) times without a request or a pause"

    mutating func add(repeating rounds: Expression, _ body: [Step], _ place: Place) {
        let level = Int32(loopDepth)
        let node = pool.add(rounds)
        let start = reserve()
        loopDepth += 1
        parts.loopDepth = max(parts.loopDepth, loopDepth)
        let first = next
        add(body)
        loopDepth -= 1
        let endless = fault(Self.endless, place)
        append(.repeatNext(depth: level, fault: endless, to: first))
        parts.instructions[start] = .repeatStart(
            rounds: node,
            depth: level,
            fault: fault("the number of rounds is no whole number", place),
            end: next
        )
    }

    mutating func add(whileTrue condition: Expression, _ body: [Step], _ place: Place) {
        let node = pool.add(condition)
        let test = reserve()
        add(body)
        let endless = fault(Self.endless, place)
        append(.again(fault: endless, to: test))
        parts.instructions[test] = .jumpUnless(node, to: next)
    }

    mutating func add(_ each: Each) {
        let sources = each.sources.map { source -> Program.EachStep.Source in
            switch source {
            case .value(let expression): .value(pool.add(expression))
            case .range(let low, let high): .range(pool.add(low), pool.add(high))
            case .column(let table, let column): .column(table: table, column: column)
            }
        }
        let step = Program.EachStep(
            variable: each.variable,
            list: each.list,
            sources: sources,
            depth: loopDepth,
            end: next,
            fault: fault("an end of the range is no whole number", each.place)
        )
        let number = parts.eachSteps.add(step)
        append(.eachStart(number))
        let first = next
        append(.eachNext(number))
        loopDepth += Program.cellsOfEach
        parts.loopDepth = max(parts.loopDepth, loopDepth)
        add(each.steps)
        loopDepth -= Program.cellsOfEach
        let endless = fault(Self.endless, each.place)
        append(.again(fault: endless, to: first))
        parts.eachSteps[number.int].end = next
    }

    /// The whole is a group around the tries.
    mutating func add(_ retry: Retry) {
        let asked = retry.waitsAsAsked ? Expression.response(.header("Retry-After")) : nil
        let request = add(retry.request, alsoRead: [retry.condition, asked].compactMap(\.self))
        let number = parts.retries.add(
            Program.RetryStep(
                times: Int32(clamping: retry.times),
                shortest: retry.shortest,
                longest: retry.longest,
                jitter: retry.jitter,
                condition: retry.condition.map { pool.add($0) },
                failures: OutcomeSet(retry.failures.map { ErrorClass($0) }),
                asked: asked.map { pool.add($0) }
            )
        )
        append(.groupStart(depth: Int32(groupDepth)))
        parts.groupDepth = max(parts.groupDepth, groupDepth + 1)
        append(.retryStart)
        append(.request(request))
        append(.retryTest(number))
        append(.groupEnd(depth: Int32(groupDepth), series: Int32(retry.series)))
    }
}
