public import Groundwork

/// Which samples an objective is about. Every list is "any of these"; an empty list means all.
public struct Scope: Sendable, Hashable {
    /// Which series, by kind and name: `of schedule.*`, `of group payment`, `of flow book`. Empty means all steps.
    public var of: [Selector]
    /// Step names that are left out again.
    public var except: [Glob]
    /// Regions: `from ar-*`.
    public var from: [Glob]
    /// Flows that the series stands in: `in flow book`.
    public var inFlow: [Glob]
    /// Tenants: `for tenant doctor`.
    public var tenant: [Glob]
    /// Phases of the load: `during soak`.
    public var phase: [Glob]
    /// How the requests ended: `outcome sold_out`.
    public var ending = Ending.any

    /// How the requests ended that count.
    public enum Ending: Sendable, Hashable {
        /// However they ended.
        case any
        /// As the step expects, or as a failure. Outcomes of the business are left out, so that quick refusals do not
        /// flatter the rest: what latency is asked of, where nothing else is said.
        case expected
        /// As one of these outcomes; `ok` takes the failures as well, which should have been good.
        case named([Glob])
    }

    /// A scope; by default all steps, everywhere.
    public init(
        of: [Selector] = [],
        except: [Glob] = [],
        from: [Glob] = [],
        inFlow: [Glob] = [],
        tenant: [Glob] = [],
        phase: [Glob] = []
    ) {
        self.of = of
        self.except = except
        self.from = from
        self.inFlow = inFlow
        self.tenant = tenant
        self.phase = phase
    }

    /// A kind of series and a pattern for its name.
    public struct Selector: Sendable, Hashable {
        /// The kind; `nil` takes steps, groups and polls alike.
        public var kind: SeriesKind?
        /// The pattern.
        public var name: Glob

        /// A selector.
        public init(kind: SeriesKind? = nil, name: Glob) {
            self.kind = kind
            self.name = name
        }

        /// Whether it selects a series.
        public func matches(name series: String, kind seriesKind: SeriesKind) -> Bool {
            if let kind {
                guard kind == seriesKind else { return false }
            } else if seriesKind == .flow {
                return false
            }
            return name.matches(series)
        }
    }

    /// Whether a series falls under the scope, by name, kind and flow.
    public func covers(name: String, kind: SeriesKind, flow: String) -> Bool {
        let selected = of.isEmpty ? kind == .step : of.contains { $0.matches(name: name, kind: kind) }
        return selected && !except.contains { $0.matches(name) } && Self.admits(inFlow, flow)
    }

    /// Whether users of a region and tenant fall under the scope.
    public func covers(region: String, tenant name: String) -> Bool {
        Self.admits(from, region) && Self.admits(tenant, name)
    }

    /// Whether a phase falls under the scope; a run without phases has the one unnamed phase "".
    public func covers(phase name: String) -> Bool { Self.admits(phase, name) }

    /// Whether requests that ended like that fall under the scope.
    public func covers(outcome name: String, kind: OutcomeKind) -> Bool {
        switch ending {
        case .any: true
        case .expected: kind != .business
        case .named(let globs): globs.contains { $0.matches(kind == .business ? name : "ok") }
        }
    }

    private static func admits(_ globs: [Glob], _ name: String) -> Bool {
        globs.isEmpty || globs.contains { $0.matches(name) }
    }
}
