import Groundwork
import LoadMetrics
import LoadPlan

/// How much of what users in a region waited was the network, and what an objective leaves to the service there.
///
/// In a modelled region the network is what the model added: response time minus the service's own and the generator's
/// lateness. In a measured one a
/// TCP handshake is one round trip, so the median of connect times estimates what a request on an open connection spends
/// under way. Percentiles of differences are not differences of percentiles: both are estimates, and reports say
/// "about". Times are nanoseconds.
public struct NetworkFloor: Sendable, Codable, Hashable {
    /// The objective.
    public var objective: String
    /// The region.
    public var region: String
    /// From where it was measured: `here`, `via` or `model`.
    public var kind: String
    /// The objective's quantile.
    public let quantile: Double
    /// The objective's limit.
    public var limit: UInt64
    /// Good requests that the figures are made from.
    public var requests: UInt64
    /// Of them, those that opened a connection.
    public var cold: UInt64
    /// What opening took, by its median: TCP and TLS handshakes; nil where none was opened.
    public var opening: UInt64?
    /// Response time at the quantile.
    public var response: UInt64
    /// Of it, the network's part.
    public var network: UInt64
    /// Of it, the service's part.
    public var service: UInt64
    /// What the limit leaves to the service; 0 where the network alone takes it all.
    public var budget: UInt64

    /// Whether no service, however fast, could meet the objective there.
    public var isInfeasible: Bool { network >= limit }
}

extension NetworkFloor {
    /// A median connect time below this is a machine beside the service: there is no network to speak of.
    static let least: UInt64 = .millisecond

    /// The floors of a run, by objective and region; of objectives about percentiles, and of requests only: a group or
    /// an iteration has think times in it.
    static func floors(of run: StoredRun, objectives: [Objective]) -> [NetworkFloor] {
        objectives.flatMap { objective -> [NetworkFloor] in
            guard case .percentile(let quantile, let limit, _) = objective.requirement else { return [] }
            return run.record.regions.compactMap { region in
                floor(objective, quantile, limit, region, run)
            }
        }
    }

    /// Whether a target is this machine: what handshakes take there is not distance.
    private static func isLoopback(_ target: String) -> Bool {
        let host = target.split(separator: "/").dropFirst().first ?? ""
        return host.hasPrefix("127.") || host.hasPrefix("localhost") || host.hasPrefix("[::1]")
    }

    private static func floor(
        _ objective: Objective,
        _ quantile: Double,
        _ limit: UInt64,
        _ region: RunRecord.RegionFacts,
        _ run: StoredRun
    ) -> NetworkFloor? {
        var clocks: [SampleClock: Histogram] = [:]
        for (index, key) in run.record.series.enumerated()
        where key.region == region.name && key.kind == .step && key.outcome.isGood && objective.scope.covers(key) {
            for clock in [SampleClock.response, .service, .lateness, .connect, .tls] {
                guard let histogram = run.total(index, clock) else { continue }
                clocks[clock, default: Histogram(layout: clock.isPrecise ? .latency : .phase)].add(histogram)
            }
        }
        guard let responses = clocks[.response], !responses.isEmpty else { return nil }
        let percentile = min(max(quantile, 0), 1) * 100
        let response = responses.value(atPercentile: percentile)
        let connects = clocks[.connect].flatMap { $0.isEmpty ? nil : $0 }
        let handshake = clocks[.tls].flatMap { $0.isEmpty ? nil : $0 }?.value(atPercentile: 50) ?? 0
        let network: UInt64
        var late: UInt64 = 0
        if region.isModelled {
            let service = clocks[.service]?.value(atPercentile: percentile) ?? 0
            // What the generator was late is neither the network's nor the service's.
            late = clocks[.lateness]?.value(atPercentile: percentile) ?? 0
            let other = service.addingReportingOverflow(late)
            network = !other.overflow && response > other.partialValue ? response - other.partialValue : 0
        } else {
            guard let roundTrip = connects?.value(atPercentile: 50), roundTrip >= least, !isLoopback(run.record.target)
            else { return nil }
            network = min(roundTrip, response)
        }
        return NetworkFloor(
            objective: objective.text,
            region: region.name,
            kind: region.kind ?? "here",
            quantile: quantile,
            limit: limit,
            requests: responses.totalCount,
            cold: connects?.totalCount ?? 0,
            opening: connects.map { $0.value(atPercentile: 50) &+ handshake },
            response: response,
            network: network,
            service: response - min(response, network &+ late),
            budget: limit > network ? limit - network : 0
        )
    }
}
