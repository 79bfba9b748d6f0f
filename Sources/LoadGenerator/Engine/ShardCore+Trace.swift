import Curl
import LoadMetrics
import LoadPlan

extension ShardCore {
    func traceRequest(_ slot: Int, _ number: Int32, body: UnsafeRawBufferPointer) {
        guard let trace else { return }
        let user = users + slot
        let request = requests[Int(number)]
        var url = request.shape.url ?? ""
        if request.url >= 0 { url = String(decoding: user.pointee.url.bytes.dropLast(), as: UTF8.self) }
        var lines = request.shape.headers ?? []
        if request.shape.headers == nil {
            lines = (0..<user.pointee.headers.count).map {
                String(decoding: user.pointee.headers.line($0), as: UTF8.self)
            }
        }
        // What libcurl adds unless a line says otherwise.
        for (name, value) in [("Accept", "*/*"), ("User-Agent", "zonda")]
        where !lines.contains(where: { $0.lowercased().hasPrefix(name.lowercased() + ":") }) {
            lines.append("\(name): \(value)")
        }
        trace(
            .request(
                place: request.place,
                name: plan.series[request.series].name,
                method: request.shape.method,
                url: url,
                headers: lines.map { Self.field($0) },
                body: Array(body)
            )
        )
    }

    func traceAnswer(_ slot: Int, _ result: TransferResult, at now: UInt64) {
        guard let trace else { return }
        guard result.code == .ok else {
            if let reason = transport.explanation(user: slot) { trace(.failure(reason)) }
            return
        }
        let sink = transport.sink(of: slot)
        let lines = String(decoding: sink.pointee.headers.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let phases = [
            ("lookup", result.lookup), ("connect", result.connect), ("tls", result.tls), ("wait", result.wait),
            ("transfer", result.transfer),
        ].filter { $0.1 > 0 }
        trace(
            .response(
                status: result.status,
                headers: lines.filter { !$0.hasPrefix("HTTP/") }.map { Self.field(String($0)) },
                body: Array(sink.pointee.body.bytes),
                phases: phases,
                total: now &- users[slot].sent
            )
        )
    }

    func traceEnd(_ slot: Int) {
        guard let trace else { return }
        let failure = users[slot].failure
        trace(.ended(failure < 0 ? "to its end" : "early, since a step failed"))
        trace.isOver = true
    }

    func traceFailure(_ key: FailureTable.Key) {
        guard let trace, let failure = describe(key, failures.examples[key]) else { return }
        trace(.failure(failure.message))
    }

    func traceCheck(_ request: UnsafeMutablePointer<PreparedRequest>, _ index: Int, _ passed: Bool) {
        let check = request.pointee.checks[index]
        trace?(.check(text: check.text, place: check.place, passed: passed))
    }

    func outcomeName(_ request: UnsafeMutablePointer<PreparedRequest>, _ slot: Int) -> String {
        OutcomeSlots.outcomes(declared: plan.series[request.pointee.series].outcomes)[slot].name
    }

    func traceText(of value: RuntimeValue) -> String {
        value.isNone ? "none" : String(decoding: evaluator.text(of: value), as: UTF8.self)
    }

    private static func field(_ line: String) -> (String, String) {
        guard let colon = line.firstIndex(of: ":") else { return (line, "") }
        return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
    }
}
