import Groundwork
public import LoadPlan
import NetworkModel

/// What is known of a region before a run: from where it is measured, and what a modelled distance leaves of objectives
/// to the service. Seconds.
public struct RegionOutlook: Encodable, Sendable {
    /// The region's name.
    public let region: String
    /// `here`, `via` or `model`.
    public let kind: String
    /// The vantage in words, without secrets.
    public let vantage: String
    /// Share of the users, from 0 to 1.
    public let share: Double
    /// Of a modelled region.
    public private(set) var roundTrip: RoundTrip?
    /// The `tc netem` command for the same distance.
    public private(set) var netem: Netem?
    /// What is left of each objective about a percentile of all that this region's users do.
    public private(set) var budgets: [Budget]?

    /// A profile's round trips.
    public struct RoundTrip: Encodable, Sendable {
        /// Half of the round trips take no longer.
        public let medianSeconds: Double
        /// 95 % of the round trips take no longer.
        public let p95Seconds: Double
        /// Kinds of users or routes, of which each user is one for good.
        public let populations: Int
    }

    /// The same distance made by a kernel.
    public struct Netem: Encodable, Sendable {
        /// `tc qdisc add …`, ready for a shell.
        public let command: String
        /// False where a mixture becomes one bell.
        public let isExact: Bool
    }

    /// What an objective leaves to the service, on an open connection and on a new one.
    public struct Budget: Encodable, Sendable {
        /// The objective as the scenario has it.
        public let objective: String
        /// The objective's percentile, from 0 to 1.
        public let quantile: Double
        /// The objective's limit.
        public let limitSeconds: Double
        /// What is left on an open connection.
        public let warm: Rest
        /// What is left on a new connection.
        public let cold: Rest
    }

    /// A limit without the network's part.
    public struct Rest: Encodable, Sendable {
        /// The modelled network's part at that percentile.
        public let networkSeconds: Double
        /// 0 where nothing is left.
        public let leftSeconds: Double
        /// The network alone takes as long as the limit: no service could meet it.
        public let infeasible: Bool
        /// In nanoseconds, for texts.
        let network: UInt64
        let limit: UInt64

        enum CodingKeys: String, CodingKey {
            case networkSeconds, leftSeconds, infeasible
        }

        init(limit: UInt64, network: UInt64) {
            self.network = network
            self.limit = limit
            networkSeconds = network.inSeconds
            leftSeconds = limit > network ? (limit - network).inSeconds : 0
            infeasible = limit <= network
        }
    }

    /// All regions of a plan.
    public static func all(_ plan: Plan) -> [Self] { plan.regions.map { Self($0, plan) } }

    private init(_ region: Region, _ plan: Plan) {
        self.region = region.name
        kind = region.vantage.kind
        vantage = region.vantage.words
        share = region.share
        guard let profile = region.vantage.profile else { return }
        let distribution = RoundTripDistribution(profile)
        roundTrip = RoundTrip(
            medianSeconds: distribution.quantile(0.5) / 1e3,
            p95Seconds: distribution.quantile(0.95) / 1e3,
            populations: profile.lines.count
        )
        netem = Netem(command: NetemCommand.line(profile), isExact: NetemCommand.isExact(profile))
        budgets = plan.objectives.compactMap { Self.budget($0, region.name, profile, plan) }
    }

    private static func budget(
        _ objective: Objective,
        _ region: String,
        _ profile: NetworkProfile,
        _ plan: Plan
    ) -> Budget? {
        guard case .percentile(let quantile, let limit, _) = objective.requirement,
            plan.tenants.contains(where: { objective.scope.covers(region: region, tenant: $0.name) })
        else { return nil }
        let estimate = DistanceEstimate(
            profile,
            quantile: quantile,
            isSecure: plan.target.scheme == "https",
            looksUp: plan.looksUpForEachConnection
        )
        return Budget(
            objective: objective.text,
            quantile: quantile,
            limitSeconds: limit.inSeconds,
            warm: Rest(limit: limit, network: estimate.warm),
            cold: Rest(limit: limit, network: estimate.cold)
        )
    }
}
