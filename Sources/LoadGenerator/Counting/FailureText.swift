import Curl
import Groundwork
import LoadMetrics
import LoadPlan

/// Failures in words, with their places.
struct FailureText {
    private let series: [Series]

    init(_ plan: Plan) { series = plan.series }

    /// `POST /api/bookings answered 500, expected status in 201, 409`, with its place; the count is left to the caller.
    /// - Parameter example: what the first one found.
    func describe(_ key: FailureTable.Key, _ example: String?, in program: borrowing Program) -> FailureCount {
        switch key {
        case .request(let number, let outcome, let detail):
            return describe(program.request(number).pointee, outcome, detail, example, in: program)
        case .flow(let number):
            let fault = program.faults[number]
            return FailureCount(
                place: fault.place,
                step: series[fault.series].name,
                kind: ErrorClass.check.rawValue,
                message: fault.message,
                count: 0
            )
        }
    }

    private func describe(
        _ request: PreparedRequest,
        _ outcome: OutcomeSlot,
        _ detail: FailureTable.Detail,
        _ example: String?,
        in program: borrowing Program
    ) -> FailureCount {
        let kind = request.outcomeNames[outcome.int]
        var place = request.place
        let found = example.map { ", found \($0)" } ?? ""
        let message: String
        switch (ErrorClass(rawValue: kind), detail) {
        case (.status?, .status(let status)):
            message = "\(request.label) answered \(status), expected \(request.expectedStatus)"
        case (_, .check(let number)):
            place = request.checks[number].place
            message = "\(request.label): expected \(request.checks[number].text)\(found)"
        case (_, .capture(let number)):
            place = request.captures[number].place
            message = "\(request.label): nothing to capture for \(request.captures[number].name)\(found)"
        case (_, .outcome(let number)):
            let name = request.outcomeNames[request.outcomes[number].slot.int]
            message = "\(request.label): cannot tell whether it ended as \(name)\(found)"
        case (_, .stateNotReached): message = "\(request.label) did not reach the awaited state in time"
        case (.timeout?, _):
            let limit = program.timeouts[request.timeoutList]
            message = "\(request.label) had no whole answer within \(Figures.duration(limit))"
        case (.unfinished?, _): message = "\(request.label) was still unanswered when the run was over"
        case (.dropped?, _): message = "\(request.label) was never sent: no user was free until the end of the load"
        case (_, .code(let code)): message = "\(request.label): \(code.message)" + (example.map { ": \($0)" } ?? "")
        case (_, .status(let status)):
            message =
                outcome == .throttled
                ? "\(request.label) answered 429" : "\(request.label) ended as \(kind) (status \(status))"
        case (_, .nothing): message = "\(request.label) ended as \(kind)"
        }
        return FailureCount(
            place: place,
            step: series[request.series].name,
            kind: kind,
            message: message,
            count: 0
        )
    }
}
