import Groundwork
import LoadMetrics

/// A part of a request's response time, in the order in which they pass.
enum RequestPhase: CaseIterable {
    /// From the moment at which it was due to its send.
    case queueing
    /// Name lookup.
    case lookup
    /// TCP connect.
    case connect
    /// TLS handshake.
    case tls
    /// From the request written to the first byte of the answer.
    case wait
    /// From the first byte to the last.
    case transfer
    /// What no clock of its own covers: handing the request to the system.
    case other

    /// Its name in reports.
    var name: String {
        switch self {
        case .queueing: "queueing"
        case .lookup: "name lookup"
        case .connect: "connect"
        case .tls: "TLS"
        case .wait: "wait"
        case .transfer: "transfer"
        case .other: "other"
        }
    }

    /// The clock that measured it.
    var clock: SampleClock? {
        switch self {
        case .queueing: .lateness
        case .lookup: .lookup
        case .connect: .connect
        case .tls: .tls
        case .wait: .wait
        case .transfer: .transfer
        case .other: nil
        }
    }
}

/// Where the response time of a step went, on average over its requests: means add up, percentiles do not.
struct PhaseBreakdown {
    /// The step.
    let name: String
    /// Its requests.
    let count: UInt64
    /// Mean response time in nanoseconds.
    let total: Double
    /// The mean of each part over all requests, those without it included, in nanoseconds.
    let parts: [(phase: RequestPhase, mean: Double)]

    /// The steps of a run in the scenario's order; those without a sample are left out.
    static func steps(_ run: StoredRun) -> [PhaseBreakdown] {
        var names: [String] = []
        var indices: [String: [Int]] = [:]
        for (index, key) in run.record.series.enumerated() where key.kind == .step {
            if indices[key.name] == nil { names.append(key.name) }
            indices[key.name, default: []].append(index)
        }
        return names.compactMap { PhaseBreakdown($0, indices[$0] ?? [], run) }
    }

    private init?(_ name: String, _ series: [Int], _ run: StoredRun) {
        func sum(_ clock: SampleClock) -> (count: UInt64, sum: Double) {
            series.compactMap { run.total($0, clock) }.filter { !$0.isEmpty }.reduce((0, 0)) {
                ($0.0 &+ $1.totalCount, $0.1 + $1.mean * Double($1.totalCount))
            }
        }
        let response = sum(.response)
        guard response.count > 0 else { return nil }
        self.name = name
        count = response.count
        let total = response.sum / Double(response.count)
        self.total = total
        var parts = RequestPhase.allCases.compactMap { phase in
            phase.clock.map { (phase: phase, mean: sum($0).sum / Double(response.count)) }
        }
        // Clocks are rounded one by one, so the rest can come out a little below nothing.
        let rest = total - parts.reduce(0) { $0 + $1.mean }
        parts.append((.other, max(0, rest)))
        self.parts = parts
    }
}
