import Curl
import Groundwork
import LoadMetrics
import LoadPlan

/// A request with everything that can be decided before the run: what is constant, what is rendered, what of the
/// answer is needed.
struct PreparedRequest {
    /// How a check is decided.
    enum CheckTest {
        case status(StatusSet)
        case expression(NodeID)
    }

    struct PreparedCheck {
        var test: CheckTest
        var text: String
        var place: Place
    }

    struct PreparedOutcome {
        var slot: OutcomeSlot
        var kind: OutcomeKind
        var condition: NodeID
    }

    struct PreparedCapture {
        var variable: Int
        var source: NodeID
        /// What is looked into instead of the answer.
        var subject: NodeID?
        var pick: Capture.Pick
        var fallback: Fallback
        var condition: NodeID?
        var name: String
        var place: Place
    }

    /// What a capture does that finds nothing.
    enum Fallback {
        /// Its request fails.
        case required
        case none
        case value(NodeID)
    }

    /// Counts a request for a tally.
    struct Watch {
        enum Test {
            /// Its answer satisfies a condition.
            case answer(NodeID)
            /// It ended so.
            case outcome(OutcomeSlot)
        }

        var tally: Int
        var test: Test
        /// At once, not when the iteration has come to its end.
        var isImmediate: Bool
    }

    /// Counts a request whose answer satisfies a condition by the value of a variable.
    struct KeyWatch {
        var table: Int
        var condition: NodeID
        var variable: Int
    }

    /// Index in the plan's series.
    var series: Int
    /// What never changes, for the transport.
    var shape: RequestShape
    /// The shape's number at the transport, once it has one.
    var shapeNumber = -1
    /// The whole URL, where it must be rendered.
    var url: TemplateID?
    /// Header lines, where they must be rendered.
    var headers: [TemplateID] = []
    var body = Body.none
    /// Which of the program's time limits it has.
    let timeoutList: Int
    /// Its number among the conditional requests.
    var validator: Int?
    /// What happens where a text in it is too long.
    let tooLong: FaultID
    /// How each of its outcomes is called.
    let outcomeNames: [String]
    var outcomes: [PreparedOutcome]
    var checks: [PreparedCheck]
    var captures: [PreparedCapture]
    /// What counts it for the invariants.
    var watches: [Watch] = []
    var keys: [KeyWatch] = []
    /// The race that it belongs to.
    var race: Int?
    /// One of the three says something.
    var isWatched = false
    /// What carries it.
    var carrier = Carrier.Choice.exchange
    /// Some check is about the status; otherwise 2xx and 3xx are what is expected.
    var checksStatus: Bool
    /// `POST /api/bookings`, for messages.
    let label: String
    var place: Place

    /// What a request's body is.
    enum Body {
        case none
        /// It never changes.
        case constant(UnsafeRawBufferPointer)
        case rendered(TemplateID)
    }

    init(
        _ request: Request,
        label: String,
        plan: Plan,
        pool: ExpressionPool,
        timeoutList: Int,
        tooLong: FaultID,
        alsoRead: [Expression]
    ) {
        series = request.series
        self.label = label
        self.timeoutList = timeoutList
        self.tooLong = tooLong
        outcomeNames = OutcomeSlot.outcomes(declared: plan.series[request.series].outcomes).map(\.name)
        place = request.place
        let url = Self.url(of: request, plan)
        let sent = RequestBody(request.body)
        let (names, headers) = Self.headers(of: request, type: sent.type, plan.secrets)
        let constantHeaders = headers.compactMap { $0.constant }
        let asks = ResponseNeeds(request, alsoRead: alsoRead)
        shape = RequestShape(
            method: request.method,
            url: url.constant.map { String(decoding: $0, as: UTF8.self) },
            headers: constantHeaders.count == headers.count && !request.conditional
                ? constantHeaders.map { String(decoding: $0, as: UTF8.self) } : nil,
            hasBody: sent.template != nil,
            wantsBody: asks.body,
            wantsHeaders: asks.headers || request.conditional
        )
        shape.redirects = Int32(clamping: request.redirects)
        shape.decompresses = request.compression
        shape.fieldNames = names
        if shape.url == nil { self.url = pool.add(url) }
        if shape.headers == nil { self.headers = headers.map { pool.add($0) } }
        if let template = sent.template {
            if let constant = template.constant {
                body = .constant(pool.constant(constant))
            } else {
                body = .rendered(pool.add(template))
            }
        }
        outcomes = request.outcomes.map {
            PreparedOutcome(
                slot: OutcomeSlot(declared: $0.outcome),
                kind: $0.kind,
                condition: pool.add($0.condition)
            )
        }
        checks = request.checks.map { check in
            let test: CheckTest =
                switch check.condition {
                case .status(let set): .status(set)
                case .expression(let expression): .expression(pool.add(expression))
                }
            return PreparedCheck(test: test, text: check.text, place: check.place)
        }
        checksStatus = request.checks.contains { check in
            switch check.condition {
            case .status: true
            case .expression(let expression): ResponseNeeds.readsStatus(expression)
            }
        }
        captures = request.captures.map { capture in
            let fallback: Fallback =
                switch capture.fallback {
                case .required: .required
                case .none: .none
                case .value(let expression): .value(pool.add(expression))
                }
            return PreparedCapture(
                variable: capture.variable,
                source: pool.add(.response(capture.source)),
                subject: capture.subject.map { pool.add($0) },
                pick: capture.pick,
                fallback: fallback,
                condition: capture.condition.map { pool.add($0) },
                name: plan.variables[capture.variable],
                place: capture.place
            )
        }
    }

    /// `POST /api/bookings`, with `…` for what changes in the path.
    static func label(of request: Request, _ plan: Plan) -> String {
        let origin = request.service.map { service in
            "\(plan.services[service].scheme)://\(plan.services[service].host)"
        }
        return "\(request.method) \(origin ?? "")\(pathLabel(request.path))"
    }

    /// What statuses are expected, in words.
    var expectedStatus: String {
        for check in checks {
            if case .status = check.test { return check.text }
        }
        return "2xx or 3xx"
    }

    private static func pathLabel(_ path: Template) -> String {
        path.segments.map { segment in
            switch segment {
            case .literal(let bytes): String(decoding: bytes, as: UTF8.self)
            case .place: "…"
            }
        }.joined()
    }

    private static func url(of request: Request, _ plan: Plan) -> Template {
        let service = request.service.map { plan.services[$0] } ?? plan.target
        var segments: [Template.Segment] = [.literal(Array(service.url.utf8))]
        if request.service == nil, let name = plan.connection.serverName {
            segments = [.literal(Array("\(service.scheme)://".utf8))] + name.segments
            segments.append(.literal(Array(":\(service.port)\(service.basePath)".utf8)))
        }
        segments += request.path.segments
        let pathHasQuery = request.path.segments.contains { segment in
            if case .literal(let bytes) = segment { bytes.contains(UInt8(ascii: "?")) } else { false }
        }
        for (index, field) in request.query.enumerated() {
            let joint = index == 0 && !pathHasQuery ? "?" : "&"
            segments.append(.literal(Array(joint.utf8) + RequestBody.encoded(Array(field.name.utf8)) + Array("=".utf8)))
            segments += RequestBody.urlEncoded(field.value)
        }
        return Template(segments: RequestBody.merged(segments))
    }

    /// Names and whole lines.
    private static func headers(
        of request: Request,
        type: String?,
        _ secrets: [Plan.Secret]
    ) -> (names: [String], lines: [Template]) {
        let constants = ConstantTemplate(secrets: secrets)
        var names = request.headers.map(\.name)
        var lines = request.headers.map { field in
            let value = constants.folded(field.value)
            return Template(segments: RequestBody.merged([.literal(Array("\(field.name): ".utf8))] + value.segments))
        }
        if let type, !names.contains(where: { $0.lowercased() == "content-type" }) {
            names.append("Content-Type")
            lines.append(Template("Content-Type: \(type)"))
        }
        return (names, lines)
    }
}
