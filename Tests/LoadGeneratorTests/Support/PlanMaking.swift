import Groundwork
import LoadPlan

let here = Place(file: "test.zonda", line: 7, column: 3)

/// Short ways to write plans in tests.
enum Make {
    static func request(
        _ series: Int = 0,
        method: String = "GET",
        path: Template = Template("/x"),
        query: [Request.Field] = [],
        headers: [Request.Field] = [],
        body: Request.Body = .none,
        timeout: Nanoseconds = 30 * .second,
        outcomes: [OutcomeRule] = [],
        checks: [Check] = [status(200)],
        captures: [Capture] = []
    ) -> Request {
        Request(
            series: series,
            method: method,
            path: path,
            query: query,
            headers: headers,
            body: body,
            timeout: timeout,
            outcomes: outcomes,
            checks: checks,
            captures: captures,
            place: here
        )
    }

    static func status(_ codes: Int...) -> Check {
        Check(
            condition: .status(StatusSet(codes.map { $0...$0 })),
            text: "status " + codes.map { "\($0)" }.joined(separator: ", "),
            place: here
        )
    }

    static func users(_ peak: Double, for duration: Nanoseconds, warmup: Nanoseconds = 0) -> Load {
        Load(model: .users, curve: LoadCurve([.init(from: peak, to: peak, duration: duration)]), warmup: warmup)
    }

    static func rate(
        _ rate: Double,
        for duration: Nanoseconds,
        _ arrivals: Load.Arrivals = .constant,
        cap: Int = 10_000
    ) -> Load {
        Load(
            model: .rate(arrivals),
            curve: LoadCurve([.init(from: rate, to: rate, duration: duration)]),
            warmup: 0,
            maxInFlight: cap
        )
    }

    static func path(_ names: String...) -> JSONPath {
        JSONPath(
            text: "$." + names.joined(separator: "."),
            segments: names.map { .child([.name(Array($0.utf8))]) }
        )
    }

    /// A plan of one flow; series 0… are steps `s0`…, the last two a group or poll `extra` and the flow itself.
    static func plan(
        _ steps: [Step],
        load: Load,
        stepCount: Int = 1,
        outcomes: [Series.Outcome] = [],
        variables: [String] = [],
        tables: [Table] = [],
        regions: [Region] = [Region(name: "here", share: 1, place: here)],
        tenants: [Tenant] = [Tenant(name: "", share: 1)],
        objectives: [Objective] = [],
        extra: SeriesKind = .group,
        secrets: [Plan.Secret] = [],
        zones: [String] = [],
        counters: [String] = []
    ) -> Plan {
        var series = (0..<stepCount).map {
            Series(name: "s\($0)", kind: .step, flow: "main", outcomes: outcomes, place: here)
        }
        series.append(Series(name: "extra", kind: extra, flow: "main", place: here))
        series.append(Series(name: "main", kind: .flow, flow: "main", place: here))
        return Plan(
            title: "Test",
            name: "test",
            path: "test.zonda",
            hash: "",
            target: .init(scheme: "http", host: "service.test", port: 80),
            variables: variables,
            secrets: secrets,
            zones: zones,
            counters: counters,
            tables: tables,
            regions: regions,
            tenants: tenants,
            series: series,
            flows: [Flow(name: "main", weight: 1, series: stepCount + 1, steps: steps, place: here)],
            load: load,
            objectives: objectives
        )
    }
}
