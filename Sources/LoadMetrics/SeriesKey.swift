public import Groundwork

/// What a series of samples is about: one cell of step × region × tenant × phase × outcome.
///
/// All cells of a run are laid out before it starts, so a sample is recorded under a number, never under a name.
public struct SeriesKey: Sendable, Hashable, Codable {
    /// What kind of thing was measured.
    public var kind: SeriesKind
    /// The name that objectives select: `booking.create`.
    public var name: String
    /// The flow that it stands in.
    public var flow: String
    /// The users' region.
    public var region: String
    /// The users' tenant; empty where the run does not keep tenants apart.
    public var tenant: String
    /// The load's phase; empty where the run does not keep phases apart.
    public var phase: String
    /// How the request ended.
    public var outcome: Outcome
    private var placeText: PlaceText
    /// Latency limits for which samples above are counted exactly, as indices in ``RunRecord/thresholds``.
    public var thresholds: [Int]

    /// A cell.
    public init(
        kind: SeriesKind,
        name: String,
        flow: String,
        region: String,
        tenant: String = "",
        phase: String = "",
        outcome: Outcome,
        place: Place,
        thresholds: [Int] = []
    ) {
        self.kind = kind
        self.name = name
        self.flow = flow
        self.region = region
        self.tenant = tenant
        self.phase = phase
        self.outcome = outcome
        placeText = PlaceText(place)
        self.thresholds = thresholds
    }

    private enum CodingKeys: String, CodingKey {
        case kind, name, flow, region, tenant, phase, outcome, thresholds
        case placeText = "place"
    }

    /// Where the step was written in the scenario.
    public var place: Place { placeText.place }

    /// The tag that carries this series' histograms of one clock in `histograms.hlog`: no comma, no blank.
    public func tag(_ clock: SampleClock) -> String {
        var tag = "\(flow)/\(name)"
        if kind != .step { tag += "(\(kind.rawValue))" }
        tag += "@\(region)"
        if !tenant.isEmpty { tag += "/\(tenant)" }
        if !phase.isEmpty { tag += "+\(phase)" }
        return tag + "#\(outcome.name)~\(clock.rawValue)"
    }
}

/// How a request, group, poll or iteration ended.
public struct Outcome: Sendable, Hashable, Codable {
    /// Its name: `ok`, a name that the scenario declares, `throttled`, or an ``ErrorClass``.
    public var name: String
    /// What it counts as.
    public var kind: OutcomeKind

    /// An outcome.
    public init(name: String, kind: OutcomeKind) {
        self.name = name
        self.kind = kind
    }

    /// As the scenario expects.
    public static let ok = Outcome(name: "ok", kind: .ok)
    /// The service asked to slow down.
    public static let throttled = Outcome(name: "throttled", kind: .throttled)

    /// Whether it is good for availability and may be within a latency limit.
    public var isGood: Bool { kind == .ok || kind == .business }
}

/// Why a request failed.
public enum ErrorClass: String, Sendable, Hashable, Codable, CaseIterable {
    /// The host's name had no address.
    case nameLookup = "name-lookup"
    /// No connection could be opened.
    case connect
    /// The TLS handshake failed.
    case tls
    /// No whole answer within the step's time limit.
    case timeout
    /// The connection was closed or reset before the answer was whole.
    case reset
    /// What came back was not HTTP.
    case protocolError = "protocol"
    /// The status was not an expected one.
    case status
    /// A check other than the status failed.
    case check
    /// A capture found nothing.
    case capture
    /// Still unanswered when the run was over.
    case unfinished
    /// An arrival that was never sent.
    case dropped
    /// The generator's own fault: out of descriptors, ports or memory.
    case generator
}
