import LoadPlan

/// Turns a whole file's syntax into a plan, saying all mistakes on the way.
final class ScenarioAnalysis {
    let syntax: ScenarioSyntax
    let bag: DiagnosticBag
    let options: CompileOptions
    let names: Namespace
    let builder: PlanBuilder
    private let population: PopulationAnalysis
    private var parameters: ParameterAnalysis
    var tables: TableAnalysis
    private var vantages: VantageAnalysis

    /// Texts besides the scenario that diagnostics point into.
    var otherSources: [SourceFile] { parameters.sources + tables.sources + targetSources }
    private var targetSources: [SourceFile] = []

    init(syntax: ScenarioSyntax, bag: DiagnosticBag, options: CompileOptions) {
        self.syntax = syntax
        self.bag = bag
        self.options = options
        names = Namespace(
            lost: syntax.lostWords,
            outside: OutsideText(options: options)
        )
        builder = PlanBuilder(files: BodyFiles(bag: bag, options: options))
        population = PopulationAnalysis(bag: bag)
        parameters = ParameterAnalysis(bag: bag, names: names, options: options)
        tables = TableAnalysis(bag: bag, names: names, options: options)
        vantages = VantageAnalysis(bag: bag, names: names, options: options)
    }

    /// The plan; of use only where no error was said.
    func run() -> Plan? {
        checkOnce()
        declareNames()
        let title = title()
        let target = target()
        let (connection, detours) = connection()
        let ownHosts = ownHosts()
        let regions = regions()
        let tenants = tenants()
        let procedures = ProcedureAnalysis(
            syntax: syntax,
            defaults: fileDefaults(),
            bag: bag,
            names: names,
            builder: builder
        )
        let (setup, refreshed) = procedures.before()
        var flows = flows()
        let teardown = procedures.teardown()
        let load = load(flows)
        if let load {
            Self.weigh(&flows, by: load)
            checkPaces(load)
            placeRaces(&flows, load)
            tables.checkRows(load)
        }
        let budgets = budgets(flows)
        invariants()
        checkQueues()
        let objectives = objectives(flows, regions, tenants, load)
        checkDetours(of: connection, at: detours, target)
        names.reportUnused(in: bag)
        guard !bag.hasErrors, let title, let target, let load else { return nil }
        let values = names.parameterNames.map { name in
            (name: name, value: ParameterAnalysis.text(names.parameters[name]?.value ?? .none))
        }
        let targetRanges = syntax.declarations.compactMap { declaration in
            if case .target(let target) = declaration.kind {
                TextRange(declaration.range.start, target.url.range.end)
            } else {
                nil
            }
        }
        return Plan(
            title: title,
            name: Self.name(of: bag.source.path),
            path: bag.source.path,
            hash: PlanHash.hash(
                bag.source,
                comments: syntax.comments,
                without: targetRanges,
                parameters: values,
                files: tables.contents + vantages.contents + builder.files.contents + names.outside.contents
            ),
            target: target,
            services: builder.services,
            ownHosts: ownHosts,
            connection: connection,
            parameters: values,
            variables: builder.variables,
            sharedValues: names.sharedValues.map(\.name),
            setup: setup,
            refreshed: refreshed,
            teardown: teardown,
            secrets: names.secrets,
            zones: builder.zones,
            counters: builder.counters,
            gauges: builder.gauges,
            tables: names.tables,
            regions: regions,
            tenants: tenants,
            series: builder.series,
            flows: flows,
            load: load,
            objectives: objectives,
            invariants: builder.invariants,
            budgets: budgets,
            tallies: builder.tallies,
            queues: builder.queues,
            keyedTallies: builder.keyedTallies
        )
    }

    /// A file's name without folder and ending. It becomes a folder's, so one of dots alone is none.
    static func name(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let stem = file.lastIndex(of: ".").map { $0 > file.startIndex ? String(file[..<$0]) : file } ?? file
        return stem.allSatisfy { $0 == "." } ? "scenario" : stem
    }

    var start: TextRange { syntax.declarations.first?.head ?? TextRange(0, 0) }

    /// Says what a scenario lacks, unless it may be in what could not be read.
    func missing(_ code: String, _ title: String, _ label: String) {
        if names.lost.isEmpty { bag.error(code, title, at: start, label) }
    }

    // MARK: Declarations

    /// Declarations that may stand once.
    private func checkOnce() {
        var first: [String: TextRange] = [:]
        for declaration in syntax.declarations {
            let word: String
            switch declaration.kind {
            case .title: word = "scenario"
            case .target: word = "target"
            case .targets: word = "targets"
            case .regions: word = "regions"
            case .tenants: word = "tenants"
            case .load: word = "load"
            case .setup: word = "setup"
            case .teardown: word = "teardown"
            case .parameter, .secret, .data, .defaults, .flow, .slo, .use, .block, .shared, .invariant: continue
            }
            if let before = first[word] {
                bag.error(
                    "duplicate-declaration",
                    "'\(word)' stands twice",
                    at: declaration.head,
                    "\(bag.source.line(before.start)) has it already"
                )
            }
            first[word] = first[word] ?? declaration.head
        }
    }

    private func declareNames() {
        for declaration in syntax.declarations {
            switch declaration.kind {
            case .parameter(let name, let value): parameters.declare(name, value)
            case .secret(let name): parameters.declareSecret(name)
            case .data(let data): tables.declare(data)
            case .block(let block): names.declare(block, in: bag)
            default: break
            }
        }
        parameters.reportUnknown()
    }

    private func title() -> String? {
        for declaration in syntax.declarations {
            guard case .title(let title) = declaration.kind else { continue }
            if title.text.isEmpty {
                bag.error("empty-title", "an empty title", at: title.range, "say in a few words what users do")
            }
            return title.text
        }
        missing("missing-title", "the scenario has no title", "begin with scenario \"What users do\"")
        return nil
    }

    private func target() -> Plan.Target? {
        let declared = syntax.declarations.lazy.compactMap { declaration -> NameSyntax? in
            if case .target(let target) = declaration.kind { target.url } else { nil }
        }.first
        var target: Plan.Target?
        if let declared {
            do throws(TargetAnalysis.Mistake) {
                target = try TargetAnalysis.parse(declared.text)
            } catch {
                bag.error("target", "not a base URL", at: declared.range, error.label)
            }
        }
        if let typed = options.target {
            do throws(TargetAnalysis.Mistake) {
                return try TargetAnalysis.parse(typed)
            } catch {
                targetSources = [SourceFile(path: "--target", bytes: Array(typed.filter { !$0.isNewline }.utf8))]
                bag.add(
                    Diagnostic(
                        severity: .error,
                        code: "target",
                        title: "not a base URL",
                        span: Span(file: "--target", line: 1, column: 1, length: max(1, typed.count)),
                        label: error.label
                    )
                )
                return nil
            }
        }
        if declared == nil {
            missing(
                "missing-target",
                "the scenario has no target",
                "write target \"http://127.0.0.1:8080\", or give --target"
            )
        }
        return target
    }

    private func regions() -> [Region] {
        for declaration in syntax.declarations {
            guard case .regions(let regions) = declaration.kind else { continue }
            return vantages.regions(regions, shares: population, in: declaration.head)
        }
        return [Region(name: "here", share: 1, place: bag.source.place(at: start.start))]
    }

    private func tenants() -> [Tenant] {
        for declaration in syntax.declarations {
            guard case .tenants(let labels) = declaration.kind else { continue }
            return population.labels(labels, of: "tenant", in: declaration.head).map {
                Tenant(name: $0.text, share: $1)
            }
        }
        return [Tenant(name: "", share: 1)]
    }

    /// The defaults of the whole file.
    func fileDefaults() -> [ClauseSyntax] {
        var defaults: [ClauseSyntax] = []
        for declaration in syntax.declarations {
            guard case .defaults(let syntax) = declaration.kind else { continue }
            defaults = RequestDefaults.merged(defaults, with: RequestDefaults.checked(syntax, bag))
        }
        return defaults
    }
}
