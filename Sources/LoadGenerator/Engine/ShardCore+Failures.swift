import Curl
import LoadMetrics
import LoadPlan

extension ShardCore {
    /// Counts a failure.
    func fail(_ key: FailureTable.Key, because example: () -> String? = { nil }) {
        failures.add(key, example)
        if trace != nil { traceFailure(key) }
    }

    /// A failure in words, with its place: `POST /api/bookings answered 500, expected status in 201, 409`.
    /// - Parameter example: what the first one found.
    func describe(_ key: FailureTable.Key, _ example: String? = nil) -> FailureCount? {
        if key.request == FailureTable.noRequest { return describe(fault: Int(key.detail)) }
        guard key.request >= 0, Int(key.request) < requests.count else { return nil }
        let request = requests[Int(key.request)]
        let series = plan.series[request.series]
        let outcomes = OutcomeSlots.outcomes(declared: series.outcomes)
        let kind = outcomes[Int(key.slot)].name
        var place = request.place
        let message: String
        switch ErrorClass(rawValue: kind) {
        case .status?:
            message = "\(request.label) answered \(key.detail), expected \(request.expectedStatus)"
        case .check?:
            let check = request.checks.indices.contains(Int(key.detail)) ? request.checks[Int(key.detail)] : nil
            place = check?.place ?? place
            message = "\(request.label): expected \(check?.text ?? "?")" + (example.map { ", found \($0)" } ?? "")
        case .capture?:
            let capture = request.captures.indices.contains(Int(key.detail)) ? request.captures[Int(key.detail)] : nil
            place = capture?.place ?? place
            message =
                "\(request.label): nothing to capture for \(capture?.name ?? "?")"
                + (example.map { ", found \($0)" } ?? "")
        case .timeout? where key.detail == -1: message = "\(request.label) did not reach the awaited state in time"
        case .timeout?:
            message = "\(request.label) had no whole answer within \(timeout(of: request).inSeconds) s"
        case .unfinished?: message = "\(request.label) was still unanswered when the run was over"
        case .dropped?: message = "\(request.label) was never sent: no user was free until the end of the load"
        case .some:
            let code = CurlCode(rawValue: UInt32(max(0, key.detail)))
            message = "\(request.label): \(code.message)"
        case nil:
            message =
                kind == "throttled"
                ? "\(request.label) answered 429" : "\(request.label) ended as \(kind) (status \(key.detail))"
        }
        return FailureCount(
            place: place.description,
            step: series.name,
            kind: kind,
            message: message,
            count: 0
        )
    }

    private func describe(fault index: Int) -> FailureCount? {
        guard faults.indices.contains(index) else { return nil }
        let fault = faults[index]
        return FailureCount(
            place: fault.place.description,
            step: plan.series[fault.series].name,
            kind: ErrorClass.check.rawValue,
            message: fault.message,
            count: 0
        )
    }

    /// The time limit of a request, in nanoseconds.
    func timeout(of request: PreparedRequest) -> UInt64 { timeouts.limit(of: Int(request.timeoutList)) }
}
