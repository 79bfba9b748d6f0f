import Groundwork
import LoadPlan

/// Objectives: that every name in them means something, and that they cover something.
struct ObjectiveAnalysis {
    let bag: DiagnosticBag
    let regions: [String]
    let tenants: [String]
    let series: [Series]
    let flows: [Flow]
    let phases: [String]
    let counters: [String]
    /// Words of text that could not be read: they may be what an objective names.
    let lost: Set<String>

    /// An objective as the plan holds it.
    static func objective(_ syntax: ObjectiveSyntax, in source: SourceMap) -> Objective {
        let globs = { (names: [NameSyntax]) in names.map { Glob($0.text) } }
        var scope = Scope(
            of: syntax.of.map { Scope.Selector(kind: $0.kind, name: Glob($0.name.text)) },
            except: globs(syntax.except),
            from: globs(syntax.from),
            inFlow: globs(syntax.inFlow),
            tenant: globs(syntax.tenant),
            phase: globs(syntax.phase)
        )
        if !syntax.outcome.isEmpty {
            scope.ending = .named(globs(syntax.outcome))
        } else if syntax.requirement.isAboutLatency {
            scope.ending = .expected
        }
        return Objective(
            text: SourceText.folded(source.text(syntax.range)),
            requirement: syntax.requirement,
            scope: scope,
            place: source.place(at: syntax.range.start),
            stop: syntax.stop
        )
    }

    /// Checks the objectives and turns them into the plan's.
    func run(_ syntax: [ObjectiveSyntax]) -> [Objective] {
        var objectives: [Objective] = []
        for item in syntax {
            let objective = Self.objective(item, in: bag.source)
            if let first = objectives.first(where: { $0.text == objective.text }) {
                bag.warning(
                    "duplicate-objective",
                    "an objective that stands twice",
                    at: item.range,
                    "line \(first.place.line) says the same"
                )
            }
            if case .counter(let name, _, _, _) = item.requirement {
                checkCounter(name, item, objective)
            } else if checkNames(item) {
                checkCoverage(item, objective)
            }
            objectives.append(objective)
        }
        return objectives
    }

    /// A counter is of the whole run.
    private func checkCounter(_ name: String, _ syntax: ObjectiveSyntax, _ objective: Objective) {
        if !counters.contains(name), !lost.contains(name) {
            bag.error(
                "unknown-counter",
                "unknown counter in an objective",
                at: syntax.range,
                Suggestion.label(for: name, in: counters)
                    ?? "the scenario counts nothing: write count \(name) in a flow"
            )
        }
        if objective.scope != Scope() {
            bag.error(
                "counter-scope",
                "a counter with a scope",
                at: syntax.range,
                "a counter is of the whole run; give each scope a counter of its own"
            )
        }
    }

    /// Each name must match something; says which does not.
    private func checkNames(_ syntax: ObjectiveSyntax) -> Bool {
        let before = bag.diagnostics.count
        check(syntax.from, regions, "region")
        check(syntax.inFlow, flows.map(\.name), "flow")
        check(syntax.tenant, tenants, "tenant")
        check(syntax.phase, phases, "phase")
        checkOutcomes(syntax)
        for (kind, name) in syntax.of {
            let selector = Scope.Selector(kind: kind, name: Glob(name.text))
            if series.contains(where: { selector.matches(name: $0.name, kind: $0.kind) }) { continue }
            let known = series.filter { kind == nil ? $0.kind != .flow : $0.kind == kind }.map(\.name)
            var label = suggestion(name.text, known)
            if let other = series.first(where: { Glob(name.text).matches($0.name) }) {
                label = "'\(other.name)' is a \(other.kind.rawValue); write of \(other.kind.rawValue) \(name.text)"
            }
            report(kind?.rawValue ?? "step", name, label)
        }
        check(syntax.except, series.map(\.name), "step")
        return lost.isEmpty && bag.diagnostics.count == before
    }

    /// Outcomes are those that steps declare, and `ok`. Failures cannot be taken out of what counts failures.
    private func checkOutcomes(_ syntax: ObjectiveSyntax) {
        guard let first = syntax.outcome.first else { return }
        switch syntax.requirement {
        case .errorRate, .availability, .checks:
            bag.error(
                "objective-outcome",
                "an outcome in an objective about failures",
                at: first.range,
                "only latency and throughput can be asked of single outcomes"
            )
        default: check(syntax.outcome, ["ok"] + series.flatMap { $0.outcomes.map(\.name) }, "outcome")
        }
    }

    private func check(_ names: [NameSyntax], _ known: [String], _ what: String) {
        for name in names where !known.contains(where: { Glob(name.text).matches($0) }) {
            report(what, name, suggestion(name.text, known))
        }
    }

    private func report(_ what: String, _ name: NameSyntax, _ label: String?) {
        if lost.contains(where: { Glob(name.text).matches($0) }) { return }
        bag.error(
            "unknown-\(what)",
            "unknown \(what) in an objective",
            at: name.range,
            "no \(what) matches; \(label ?? "see what the scenario declares")"
        )
    }

    private func suggestion(_ name: String, _ known: [String]) -> String? {
        let unique = Array(Set(known.filter { !$0.isEmpty })).sorted()
        if unique.isEmpty { return "there are none" }
        if Glob(name).isLiteral { return Suggestion.label(for: name, in: unique) }
        // Of a pattern, the part before its first wildcard is what can be misspelt; it is compared with the beginnings
        // of names that end as it does, at a dot or a hyphen, or are as long.
        let fixed = String(name.prefix { $0 != "*" && $0 != "?" })
        var starts: Set<String> = []
        for name in unique {
            guard let end = fixed.last, end == "." || end == "-" else {
                starts.insert(String(name.prefix(fixed.count)))
                continue
            }
            for index in name.indices where name[index] == end { starts.insert(String(name[...index])) }
        }
        return Suggestion.nearest(to: fixed, in: starts).map { "did you mean \($0)\(name.dropFirst(fixed.count))?" }
            ?? Suggestion.label(for: name, in: unique)
    }

    /// All names are known; together they must leave something.
    private func checkCoverage(_ syntax: ObjectiveSyntax, _ objective: Objective) {
        let covered = series.filter { objective.scope.covers(name: $0.name, kind: $0.kind, flow: $0.flow) }
        if covered.isEmpty {
            bag.error(
                "covers-nothing",
                "an objective that covers nothing",
                at: syntax.range,
                "no step is left when all parts of its scope are applied",
                help: "an objective without samples could never fail, so it is refused"
            )
            return
        }
        noteMixture(syntax, covered)
        let running = Set(flows.filter { $0.weight > 0 }.map(\.name))
        if !covered.contains(where: { running.contains($0.flow) }), !running.isEmpty {
            bag.error(
                "covers-nothing",
                "an objective that covers only flows that never run",
                at: syntax.range,
                "the flow '\(covered[0].flow)' has weight 0"
            )
        }
    }

    /// A latency limit over a pattern that means requests, but takes in whole groups or the waits of polls as well.
    private func noteMixture(_ syntax: ObjectiveSyntax, _ covered: [Series]) {
        guard !syntax.requirement.latencyLimits.isEmpty, covered.contains(where: { $0.kind == .step }) else { return }
        for (kind, name) in syntax.of where kind == nil && !Glob(name.text).isLiteral {
            guard let other = covered.first(where: { $0.kind != .step && Glob(name.text).matches($0.name) }) else {
                continue
            }
            bag.note(
                "mixed-kinds",
                "an objective over requests and more",
                at: name.range,
                "this covers the \(other.kind.rawValue) '\(other.name)' too",
                help: "to cover requests only, write of step \(name.text)"
            )
        }
    }

    /// Steps that no objective is about.
    func reportUncovered(_ objectives: [Objective], head: TextRange) {
        let uncovered = series.filter { series in
            series.kind == .step && flows.contains { $0.name == series.flow && $0.weight > 0 }
                && !objectives.contains { $0.scope.covers(name: series.name, kind: series.kind, flow: series.flow) }
        }
        guard !uncovered.isEmpty, !objectives.isEmpty else { return }
        var names: [String] = []
        for name in uncovered.map(\.name) where !names.contains(name) { names.append(name) }
        let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
        bag.note(
            "uncovered-steps",
            "steps that no objective covers",
            at: head,
            shown,
            help: "an objective without 'of' covers every step, for example: errors < 0.1%"
        )
    }
}
