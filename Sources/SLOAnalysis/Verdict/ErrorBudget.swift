/// What the run would do to an error budget of thirty days, if its load and its errors went on (measurement.md 4).
///
/// Source: B. Beyer et al., The Site Reliability Workbook, chapter 5 (O'Reilly, 2018).
public struct ErrorBudget: Sendable, Codable, Hashable {
    /// Days of the budget's window.
    public static let days = 30.0

    /// How many times faster than allowed the budget is burnt; 1 uses it up in exactly thirty days.
    public let burnRate: Double
    /// Lower end of its interval, wrong with 5 %.
    public var low: Double
    /// Upper end.
    public var high: Double
    /// Days that the budget lasts; nil where nothing was burnt.
    public var lasts: Double?
    /// The alerts that would fire, the first to fire first.
    public var alerts: [Alert]

    /// An alert on the burn rate over a long and a short window.
    public struct Alert: Sendable, Codable, Hashable {
        /// Its windows: `1h/5m`.
        public var windows: String
        /// Whether somebody is woken by it (a page) or finds it in the morning (a ticket).
        public var isPage: Bool
        /// Seconds from the start of the load until it fires, with good weather before.
        public var after: Double

        /// An alert that would fire.
        public init(windows: String, isPage: Bool, after: Double) {
            self.windows = windows
            self.isPage = isPage
            self.after = after
        }
    }

    /// A budget.
    public init(burnRate: Double, low: Double, high: Double, lasts: Double?, alerts: [Alert]) {
        self.burnRate = burnRate
        self.low = low
        self.high = high
        self.lasts = lasts
        self.alerts = alerts
    }

    /// A rule of the workbook's table: the alert fires while the burn rate over both windows is above the factor.
    public struct Rule: Sendable, Hashable {
        /// The long window in seconds.
        public let long: Double
        /// The short window in seconds: after the trouble is over, the alert ends with it.
        public let short: Double
        /// The burn rate from which on it fires.
        public let factor: Double
        /// Whether somebody is woken.
        public let isPage: Bool
        /// The windows as they are written: `1h`, `5m`.
        public let names: (long: String, short: String)

        /// The same windows and factor.
        public static func == (a: Rule, b: Rule) -> Bool { (a.long, a.short, a.factor) == (b.long, b.short, b.factor) }

        /// Feeds windows and factor to `hasher`.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(long)
            hasher.combine(factor)
        }
    }

    /// Multi-window, multi-burn-rate alerts for thirty days, the most urgent first.
    public static let rules = [
        Rule(long: 3_600, short: 300, factor: 14.4, isPage: true, names: ("1h", "5m")),
        Rule(long: 21_600, short: 1_800, factor: 6, isPage: true, names: ("6h", "30m")),
        Rule(long: 86_400, short: 7_200, factor: 3, isPage: false, names: ("1d", "2h")),
        Rule(long: 259_200, short: 21_600, factor: 1, isPage: false, names: ("3d", "6h")),
    ]
}
