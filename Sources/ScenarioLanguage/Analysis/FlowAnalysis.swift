import Groundwork
import LoadPlan

/// Turns one flow's syntax into steps: resolves names, checks kinds, follows which variables have a value where.
/// Expressions, requests and templates have files of their own.
final class FlowAnalysis {
    let flow: FlowSyntax
    let bag: DiagnosticBag
    let names: Namespace
    let builder: PlanBuilder
    /// What requests have by default: the file's defaults, then the flow's.
    var defaults: [ClauseSyntax]
    /// Variables that the flow sets anywhere, with the first place.
    let variables: [String: TextRange]
    /// Variables that something reads.
    var readVariables: Set<String> = []
    var state = Assignments()
    /// Whose steps these are.
    var role = Role.flow
    /// Values of the run that were read.
    var sharedReads: Set<Int> = []
    /// The blocks that are open, from the flow inwards, with their parameters' variables.
    var scopes: [(block: String, parameters: [String: Int])] = []
    /// How many `for` are open.
    var forDepth = 0
    /// Where the flow says its pace.
    var paceRange: TextRange?
    /// Blocks that the present statement stands in.
    var depth = 0
    /// One user of its own goes through the flow, once.
    let runsOnce: Bool
    /// Variables that were read since the present request began.
    var readNow: Set<Int> = []
    /// Names of series in this flow, by kind.
    var seriesNames: [SeriesKind: [String: TextRange]] = [:]

    /// Whose steps are analysed.
    enum Role {
        case flow
        /// Before the load: what it sets becomes values of the run.
        case preparation
        case teardown
    }

    init(_ flow: FlowSyntax, defaults: [ClauseSyntax], bag: DiagnosticBag, names: Namespace, builder: PlanBuilder) {
        self.flow = flow
        self.defaults = defaults
        self.bag = bag
        self.names = names
        self.builder = builder
        variables = VariableCollector.collect(flow.body, names.blocks)
        runsOnce = flow.start != nil || flow.weight.map { $0.isZero } ?? false
    }

    /// The flow's steps; `weight` was read already.
    func run(weight: Double) -> Flow {
        let place = bag.source.place(at: flow.range.start)
        let series = builder.addSeries(flow.name.text, .flow, flow: flow.name.text, at: place)
        checkVariableNames()
        var steps: [Step] = []
        if let pace = flow.pace, let step = self.pace(pace) { steps.append(step) }
        steps += analyse(flow.body)
        if names.lost.isEmpty, !flow.body.contains(where: { if case .defaults = $0.kind { false } else { true } }) {
            bag.error(
                "empty-flow",
                role == .flow ? "the flow '\(flow.name.text)' does nothing" : "'\(flow.name.text)' does nothing",
                at: flow.name.range,
                "it needs at least one request"
            )
        }
        for (name, range) in variables
        where role != .preparation && names.lost.isEmpty && !readVariables.contains(name) && !name.hasPrefix("_") {
            // What may not be set here has been said already.
            guard !names.sharedValues.contains(where: { $0.name == name }) else { continue }
            bag.unused(
                name,
                "the variable",
                at: range,
                "remove it, or begin its name with _ to keep it"
            )
        }
        return Flow(name: flow.name.text, weight: weight, series: series, steps: steps, place: place)
    }

    private func checkVariableNames() {
        for (name, range) in variables {
            if Namespace.reserved.contains(name) {
                bag.error(
                    "reserved-name",
                    "'\(name)' has a meaning of its own",
                    at: range,
                    "choose another name for this variable"
                )
            } else if let value = names.sharedValues.first(where: { $0.name == name }) {
                bag.error(
                    "read-only",
                    "'\(name)' is a value of the whole run",
                    at: range,
                    "\(value.maker) sets it in \(bag.source.line(value.range.start)); choose another name here"
                )
            } else if let other = names.declared[name] {
                bag.error(
                    "duplicate-name",
                    "'\(name)' is declared twice",
                    at: range,
                    "it is a \(other.what) already, declared in \(bag.source.line(other.range.start))"
                )
            }
        }
    }

    // MARK: Statements

    func analyse(_ statements: [StatementSyntax]) -> [Step] {
        var steps: [Step] = []
        var warned = false
        depth += 1
        defer { depth -= 1 }
        for statement in statements {
            if !state.isReachable, !warned {
                bag.warning(
                    "unreachable",
                    "this step is never reached",
                    at: bag.source.firstLine(of: statement.range),
                    "the iteration has ended before it"
                )
                warned = true
            }
            if case .use(let call) = statement.kind {
                steps += use(call)
            } else if role == .teardown {
                steps += guarded(statement)
            } else if let step = analyse(statement) {
                steps.append(step)
            }
        }
        return steps
    }

    func analyse(_ statement: StatementSyntax) -> Step? {
        switch statement.kind {
        case .request(let request): return requestStep(request)
        case .poll(let poll): return pollStep(poll)
        case .think(let think): return self.think(think)
        case .each(let name, let items, let loop): return each(name, items, loop)
        case .pace(let length): return pace(length)
        case .use: return nil
        case .assign(let name, let value):
            let (expression, _) = expression(value, .flow)
            let variable = builder.variable(name.text)
            state.assign(variable)
            return .assign(variable: variable, expression, place: bag.source.place(at: statement.range.start))
        case .branch(let arms, let otherwise): return branch(arms[...], otherwise)
        case .group(let name, let body):
            let series = series(name, .group)
            if body.isEmpty {
                bag.error(
                    "empty-block",
                    "the group '\(name.text)' does nothing",
                    at: name.range,
                    "it needs at least one step"
                )
            }
            return .group(series: series, analyse(body))
        case .count(let name, let amount):
            let by = amount.map { expression($0, .flow, expecting: .number, "the amount") } ?? .literal(.integer(1))
            return .count(counter: builder.counter(name.text), by: by)
        case .gauge(let name, let value):
            return .gauge(builder.gauge(name.text), expression(value, .flow, expecting: .number, "the gauge's value"))
        case .repeats(let count, let loop): return repeats(count, loop)
        case .loop(let condition, let loop): return whileLoop(condition, loop)
        case .choose(let arms, let head): return choice(arms, head)
        case .parallel(let syntax): return parallel(syntax)
        case .race(let syntax): return race(syntax)
        case .put(let value, let queue): return put(value, queue)
        case .take(let syntax): return take(syntax, at: statement.range)
        case .before:
            misplacedBefore(statement.range)
            return nil
        case .fail(let message):
            state.isReachable = false
            return .fail(message: message.text, place: bag.source.place(at: statement.range.start))
        case .abandon(let share): return abandon(share)
        case .end:
            state.isReachable = false
            return .end
        case .defaults(let syntax):
            defaults = RequestDefaults.merged(defaults, with: checkedDefaults(syntax))
            return nil
        }
    }

    /// Clauses that may stand in `defaults`.
    func checkedDefaults(_ syntax: DefaultsSyntax) -> [ClauseSyntax] { RequestDefaults.checked(syntax, bag) }

    /// `if … else if … else …`, one arm at a time.
    private func branch(_ arms: ArraySlice<BranchArm>, _ otherwise: [StatementSyntax]?) -> Step? {
        guard let arm = arms.first else { return nil }
        let condition = condition(arm.condition, .flow)
        let before = state
        state.learn(Assignments.known(condition, when: true))
        let then = analyse(arm.body)
        let thenState = state
        state = before
        state.learn(Assignments.known(condition, when: false))
        var other: [Step] = []
        if arms.count > 1 {
            if let step = branch(arms.dropFirst(), otherwise) { other = [step] }
        } else if let otherwise {
            other = analyse(otherwise)
        }
        state = Assignments.join([
            (thenState, Assignments.Gap(branch: arm.range, holds: true)),
            (state, Assignments.Gap(branch: arm.range, holds: false)),
        ])
        return .branch(condition, then: then, otherwise: other)
    }

    // MARK: Series

    /// A series of this flow; a name can be given once for each kind.
    func series(_ name: NameSyntax, _ kind: SeriesKind) -> Int {
        if let first = seriesNames[kind]?[name.text] {
            // A block that is used twice is measured under the same names.
            if first == name.range, !scopes.isEmpty, let known = builder.find(name.text, kind, flow: flow.name.text) {
                return known
            }
            bag.error(
                "duplicate-step",
                "the \(kind.rawValue) '\(name.text)' stands twice in this flow",
                at: name.range,
                "\(bag.source.line(first.start)) has it already; give each a name of its own",
                help: "patterns measure several together: of \(name.text)*"
            )
        }
        seriesNames[kind, default: [:]][name.text] = name.range
        return builder.addSeries(
            name.text,
            kind,
            flow: flow.name.text,
            at: bag.source.place(at: name.range.start)
        )
    }
}

extension Assignments {
    /// Variables that have a value since a condition said so.
    mutating func learn(_ variables: Set<Int>) {
        for variable in variables { assign(variable) }
    }
}
