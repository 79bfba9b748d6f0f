import Curl
import Groundwork
import LoadMetrics
import LoadPlan

extension ShardCore {
    func traceRequest(_ lane: Lane, _ number: RequestID, body: UnsafeRawBufferPointer) {
        guard let trace else { return }
        let user = users[lane]
        let request = program.request(number).pointee
        var url = request.shape.url ?? ""
        if request.url != nil { url = String(decoding: user.pointee.url.bytes.dropLast(), as: UTF8.self) }
        var lines = request.shape.headers ?? []
        if request.shape.headers == nil {
            lines = (0..<user.pointee.headers.count).map {
                String(decoding: user.pointee.headers.line($0), as: UTF8.self)
            }
        }
        // What is added unless a line says otherwise.
        var added = ["User-Agent": "zonda"]
        if request.shape.decompresses { added["Accept-Encoding"] = "gzip, deflate" }
        for (name, value) in added.sorted(by: { $0.key < $1.key })
        where !lines.contains(where: { $0.lowercased().hasPrefix(name.lowercased() + ":") }) {
            lines.append("\(name): \(value)")
        }
        if request.carrier != trace.carrier {
            trace.carrier = request.carrier
            trace(.carrier(request.carrier))
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

    func traceAnswer(_ lane: Lane, status: Int, _ sample: Sample) {
        guard let trace else { return }
        let sink = transport.sink(of: lane.int)
        let lines = String(decoding: sink.pointee.headers.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        trace(
            .response(
                status: status,
                headers: lines.filter { !$0.hasPrefix("HTTP/") }.map { Self.field(String($0)) },
                body: Array(sink.pointee.body.bytes),
                phases: PhaseBreakdown(
                    total: sample.response,
                    queueing: sample.lateness,
                    phases: sample.phases,
                    hasModelledNetwork: travel.isFar(lane)
                )
            )
        )
    }

    func traceEnd(_ seat: Seat) {
        guard let trace else { return }
        let failure = users[seat].pointee.iteration.failure
        trace(.ended(failure == nil ? "to its end" : "early, since a step failed"))
        trace.isOver = true
    }

    func traceFailure(_ key: FailureTable.Key) {
        guard let trace else { return }
        trace(.failure(describe(key, counts.failures.examples[key]).message))
    }

    private static func field(_ line: String) -> (String, String) {
        guard let colon = line.firstIndex(of: ":") else { return (line, "") }
        return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
    }
}
