import Groundwork

/// A compiled scenario: immutable, self-contained, with every name replaced by a dense index. It says all that a run
/// will do; `zonda check` prints it and the generator executes it.
public struct Plan: Sendable {
    /// The scenario's title.
    public var title: String
    /// Its short name: the file's name without ending; folders of results and baselines carry it.
    public var name: String
    /// Path of the scenario file as given.
    public var path: String
    /// SHA-256 of what the scenario says (text, included files and data), lower-case hex: like is compared with like.
    public var hash: String
    /// Where requests go.
    public var target: Target
    /// Services besides the target, for requests with a whole URL.
    public var services: [Target]
    /// Hosts that the scenario names as its targets; load on them needs no other permission.
    public var ownHosts: [String]
    /// How users reach them.
    public var connection: Connection
    /// Parameters with the values in force, in the order of the text.
    public var parameters: [(name: String, value: String)]
    /// Names of the users' variables.
    public var variables: [String]
    /// Names of the run's values, which setup makes and everybody reads.
    public var sharedValues: [String]
    /// What is done once before the load.
    public var setup: Procedure?
    /// Values that all users share, made before the load and again while it goes on.
    public var refreshed: [Procedure.Refreshed]
    /// Runs once after the load, however it ended.
    public var teardown: Procedure?
    /// Secrets: shown as `*****` wherever a text that holds one is printed.
    public var secrets: [Secret]
    /// Time zones that dates are read in, by tz database name.
    public var zones: [String]
    /// Custom counters.
    public var counters: [String]
    /// Custom gauges: numbers that flows take note of.
    public var gauges: [String]
    /// Tables of data.
    public var tables: [Table]
    /// Regions; at least one.
    public var regions: [Region]
    /// Tenants; at least one (an unnamed one where the scenario names none).
    public var tenants: [Tenant]
    /// What is measured.
    public var series: [Series]
    /// What users do; at least one has a positive weight.
    public var flows: [Flow]
    /// How much load, when.
    public var load: Load
    /// What the run is judged by.
    public var objectives: [Objective]
    /// What must be true of the whole run, across its users.
    public var invariants: [Invariant]
    /// How many requests of some steps there are at most.
    public var budgets: [Budget]
    /// What is counted for them.
    public var tallies: [Tally]
    /// Queues through which users hand values to each other; of each, the counter of values for which it had no room.
    public var queues: [(name: String, dropped: Int)]
    /// What is counted for them by key.
    public var keyedTallies: [KeyedTally]
    /// What carries requests where it can: ``CarrierRule`` says for each.
    public var carrier = Carrier.exchange

    /// A plan; everything that a scenario may leave out has a default, so a plan made by a program needs a name, a target,
    /// what is measured, flows and a load.
    public init(
        title: String? = nil,
        name: String,
        path: String = "",
        hash: String = "",
        target: Target,
        services: [Target] = [],
        ownHosts: [String] = [],
        connection: Connection = Connection(),
        parameters: [(name: String, value: String)] = [],
        variables: [String] = [],
        sharedValues: [String] = [],
        setup: Procedure? = nil,
        refreshed: [Procedure.Refreshed] = [],
        teardown: Procedure? = nil,
        secrets: [Secret] = [],
        zones: [String] = [],
        counters: [String] = [],
        gauges: [String] = [],
        tables: [Table] = [],
        regions: [Region]? = nil,
        tenants: [Tenant] = [Tenant(name: "", share: 1)],
        series: [Series],
        flows: [Flow],
        load: Load,
        objectives: [Objective] = [],
        invariants: [Invariant] = [],
        budgets: [Budget] = [],
        tallies: [Tally] = [],
        queues: [(name: String, dropped: Int)] = [],
        keyedTallies: [KeyedTally] = []
    ) {
        self.title = title ?? name
        self.name = name
        self.path = path
        self.hash = hash
        self.target = target
        self.services = services
        self.ownHosts = ownHosts
        self.connection = connection
        self.parameters = parameters
        self.variables = variables
        self.sharedValues = sharedValues
        self.setup = setup
        self.refreshed = refreshed
        self.teardown = teardown
        self.secrets = secrets
        self.zones = zones
        self.counters = counters
        self.gauges = gauges
        self.tables = tables
        self.regions = regions ?? [Region(name: "here", share: 1, place: Place(file: path, line: 1, column: 1))]
        self.tenants = tenants
        self.series = series
        self.flows = flows
        self.load = load
        self.objectives = objectives
        self.invariants = invariants
        self.budgets = budgets
        self.tallies = tallies
        self.queues = queues
        self.keyedTallies = keyedTallies
    }

    /// Most connections that one user needs at once: more than one only for ``Step/parallel(_:)``.
    public var connectionsPerUser: Int { flows.map { Step.connections($0.steps) }.max() ?? 1 }

    /// Where requests go.
    public struct Target: Sendable, Hashable {
        /// `http` or `https`.
        public var scheme: String
        /// Host name or address, as it stands in the URL (IPv6 in brackets).
        public var host: String
        /// Port.
        public var port: Int
        /// Path that every request's path is appended to, without a slash at its end; usually empty.
        public let basePath: String

        /// A target.
        public init(scheme: String, host: String, port: Int, basePath: String = "") {
            self.scheme = scheme
            self.host = host
            self.port = port
            self.basePath = basePath
        }

        /// The base URL, with the port always written.
        public var url: String { "\(scheme)://\(host):\(port)\(basePath)" }

        /// Whether a URL's host can only mean this machine: `localhost` and what lies below it (RFC 6761 section 6.3),
        /// 127.0.0.0/8 and ::1.
        public static func isLoopback(_ host: String) -> Bool {
            let name = host.lowercased()
            if name == "localhost" || name.hasSuffix(".localhost") || name == "[::1]" || name == "::1" { return true }
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 4 && parts[0] == "127"
                && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } && UInt8($0) != nil }
        }
    }

    /// A value that must never be shown.
    public struct Secret: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its value.
        public var value: String

        /// A secret.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}
