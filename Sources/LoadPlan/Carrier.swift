/// What speaks HTTP on a connection.
public enum Carrier: String, Sendable, Hashable, CaseIterable {
    /// Zonda itself, by HTTP/1.1, on connections that libcurl makes.
    case exchange
    /// libcurl's transfers.
    case transfer

    /// What carries a request, and why it is not the exchange.
    public struct Choice: Sendable, Hashable {
        /// The carrier.
        public var carrier: Carrier
        /// Why libcurl's transfers carry it.
        public var reason: String?

        /// Carried by transfers for this reason.
        static func transfer(_ reason: String) -> Choice { Choice(carrier: .transfer, reason: reason) }
        /// Carried by the exchange.
        public static let exchange = Choice(carrier: .exchange, reason: nil)
    }
}

/// Decides what carries the requests of a plan: the exchange, unless one needs something that only libcurl's transfers do.
/// Where users keep cookies, one such request takes all with it, since a user's cookies are kept in one place.
public struct CarrierRule {
    private let plan: Plan
    private let egresses: [Connection]
    /// Why all requests go by transfers, apart from those that need it themselves.
    private let common: String?

    /// The rule of a plan.
    public init(_ plan: Plan) {
        self.plan = plan
        egresses = plan.egresses
        if plan.carrier == .transfer {
            common = "--carrier transfer"
            return
        }
        var found: String?
        if plan.connection.cookies {
            for request in plan.requests where found == nil {
                guard let reason = Self.need(of: request, plan, egresses) else { continue }
                found = "\(plan.series[request.series].name) needs it (\(reason)), and users keep cookies"
            }
        }
        common = found
    }

    /// What carries a request.
    public func choice(of request: Request) -> Carrier.Choice {
        if plan.carrier == .exchange, let reason = Self.need(of: request, plan, egresses) { return .transfer(reason) }
        return common.map { .transfer($0) } ?? .exchange
    }

    /// What a request needs that only transfers do.
    private static func need(of request: Request, _ plan: Plan, _ egresses: [Connection]) -> String? {
        let service = request.service.map { plan.services[$0] } ?? plan.target
        for egress in egresses {
            if egress.version == .http2Only || (egress.version == .http2 && service.scheme == "https") {
                return "HTTP/2"
            }
            if let proxy = egress.proxy, proxy.scheme == "http", service.scheme == "http" {
                return "a proxy that forwards requests"
            }
        }
        for field in request.headers {
            switch field.name.lowercased() {
            case "content-length", "transfer-encoding": return "the scenario writes the header \(field.name) itself"
            default: if !isToken(field.name) { return "the header name '\(field.name)'" }
            }
        }
        return nil
    }

    /// RFC 9110 section 5.6.2.
    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}

extension Plan {
    /// All requests of the flows, in their order.
    public var requests: [Request] { flows.flatMap { Step.requests($0.steps) } }
}

extension Step {
    /// All requests of some steps, in their order.
    static func requests(_ steps: [Step]) -> [Request] { steps.flatMap(\.requests) }

    private var requests: [Request] {
        switch self {
        case .request(let request): [request]
        case .retry(let retry): [retry.request]
        case .poll(let poll): [poll.request]
        case .parallel(let parallel): parallel.requests
        case .race(let race): Self.requests(race.before) + Self.requests(race.steps)
        case .branch(_, let then, let otherwise): Self.requests(then) + Self.requests(otherwise)
        case .group(_, let steps), .repeats(_, let steps, _), .loop(_, let steps, _): Self.requests(steps)
        case .choose(let alternatives): alternatives.flatMap { Self.requests($0.steps) }
        case .each(let each): Self.requests(each.steps)
        case .think, .pace, .assign, .put, .take, .count, .gauge, .fail, .abandon, .end: []
        }
    }
}
