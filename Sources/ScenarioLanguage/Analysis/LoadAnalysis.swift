import Groundwork
import LoadPlan

/// Turns `load { }` into a curve.
struct LoadAnalysis {
    let bag: DiagnosticBag
    let names: Namespace
    let quantities: QuantityAnalysis
    /// Where the load stands, for what is wrong with all of it.
    let head: TextRange

    /// Reads a curve's file; `nil` where it cannot be read, which is said.
    let readCurve: (NameSyntax) -> [LoadCurve.Piece]?

    private var tracks = LoadTracks()
    private var length: Nanoseconds { tracks.length }
    private var iterations: (value: IterationLimit, range: TextRange)?
    private var users: TextRange?
    private var rate: TextRange?
    private var arrivals: (value: Load.Arrivals, range: TextRange)?
    private var warmup: (value: Nanoseconds, range: TextRange)?
    private var maxInFlight: (value: Double, range: TextRange)?
    private var gracefulStop: (value: Nanoseconds, range: TextRange)?
    private var finishing: (value: Nanoseconds, range: TextRange)?
    private var phases: [Load.Phase] = []
    /// A part of the load could not be understood, which is said: nothing is said of the load as a whole then.
    private var isIncomplete = false

    init(
        bag: DiagnosticBag,
        names: Namespace,
        head: TextRange,
        readCurve: @escaping (NameSyntax) -> [LoadCurve.Piece]?
    ) {
        self.bag = bag
        self.names = names
        self.head = head
        self.readCurve = readCurve
        quantities = QuantityAnalysis(bag: bag, names: names)
    }

    /// The load, or `nil` where it makes no sense, which is said.
    mutating func run(_ syntax: LoadSyntax, flows: [Flow]) -> Load? {
        add(syntax.items, to: nil)
        isIncomplete = isIncomplete || syntax.isIncomplete
        check()
        tracks.check(in: bag, flows: flows.map(\.name))
        guard !bag.hasErrors else { return nil }
        let own = tracks.flowLoads(flows.map(\.name))
        var load = Load(
            model: users != nil ? .users : .rate(arrivals?.value ?? .poisson),
            curve: own.isEmpty ? LoadCurve(tracks.shared) : LoadCurve(sumOf: own.map(\.curve)),
            warmup: warmup?.value ?? 0,
            phases: phases,
            flows: own,
            iterations: iterations?.value
        )
        if let maxInFlight { load.maxInFlight = Int(maxInFlight.value) }
        if let gracefulStop { load.gracefulStop = gracefulStop.value }
        if let finishing { load.finishing = finishing.value }
        return load
    }

    /// Adds the items of the load, or of one flow's load.
    private mutating func add(_ items: [LoadSyntax.Item], to flow: NameSyntax?) {
        for item in items {
            switch item {
            case .users(let curve, let range):
                users = users ?? range
                add(curve, to: flow, isRate: false, range)
            case .rate(let curve, let range):
                rate = rate ?? range
                add(curve, to: flow, isRate: true, range)
            case .flow(let name, let items):
                tracks.open(name, in: bag)
                add(items, to: name)
            case .iterations, .warmup, .arrivals, .maxInFlight, .gracefulStop, .finishing, .budget, .phase:
                addSetting(item, inFlow: flow)
            }
        }
    }

    private mutating func addIterations(_ quantity: QuantitySyntax, perUser: Bool) {
        once(iterations?.range, quantity.range, "iterations")
        guard let number = quantities.number(quantity, "a number of iterations", example: "1000") else { return }
        guard number >= 1, number <= 1e15, number == number.rounded() else {
            bag.error("quantity", "not a number of iterations", at: quantity.range, "write a whole number from 1")
            return
        }
        iterations = (perUser ? .perUser(UInt64(number)) : .total(UInt64(number)), quantity.range)
    }

    /// What holds for the whole load.
    private mutating func addSetting(_ item: LoadSyntax.Item, inFlow flow: NameSyntax?) {
        if let flow {
            let range: TextRange
            switch item {
            case .warmup(let quantity), .maxInFlight(let quantity), .gracefulStop(let quantity),
                .finishing(let quantity), .iterations(let quantity, _):
                range = quantity.range
            case .arrivals(_, let place): range = place
            case .budget(let budget): range = budget.range
            default: range = flow.range
            }
            bag.error(
                "setting-in-flow",
                "a setting of the whole load in a flow's",
                at: range,
                "put it beside 'flow \(flow.text)'"
            )
        }
        switch item {
        case .users, .rate, .flow: break
        // Budgets are about steps, which are known later.
        case .budget: break
        case .iterations(let quantity, let perUser): addIterations(quantity, perUser: perUser)
        case .warmup(let quantity):
            once(warmup?.range, quantity.range, "warmup")
            if let value = quantities.duration(quantity, "a warm-up") { warmup = (value, quantity.range) }
        case .arrivals(let value, let range):
            once(arrivals?.range, range, "arrivals")
            arrivals = (value, range)
        case .maxInFlight(let quantity):
            once(maxInFlight?.range, quantity.range, "max in flight")
            if let value = quantities.number(quantity, "a number of users", example: "5000") {
                maxInFlight = (value, quantity.range)
            }
        case .finishing(let quantity):
            once(finishing?.range, quantity.range, "iterations finish")
            if let value = quantities.duration(quantity, "a time to finish in") { finishing = (value, quantity.range) }
        case .gracefulStop(let quantity):
            once(gracefulStop?.range, quantity.range, "graceful stop")
            if let value = quantities.duration(quantity, "a time to stop in") {
                gracefulStop = (value, quantity.range)
            }
        case .phase(let name, let items):
            if phases.contains(where: { $0.name == name.text }) {
                bag.error(
                    "duplicate-name",
                    "the phase '\(name.text)' stands twice",
                    at: name.range,
                    "give each a name of its own"
                )
            }
            let start = length
            tracks.begin()
            add(items, to: nil)
            tracks.begin()
            if length == start {
                bag.error(
                    "empty-block",
                    "the phase '\(name.text)' has no length",
                    at: name.range,
                    "it needs users or rate"
                )
            }
            phases.append(Load.Phase(name: name.text, start: start, end: length))
        }
    }

    private func once(_ first: TextRange?, _ second: TextRange, _ what: String) {
        if let first {
            bag.error(
                "duplicate-clause",
                "'\(what)' stands twice",
                at: second,
                "\(bag.source.line(first.start)) has it already"
            )
        }
    }

    private mutating func add(_ curve: CurveSyntax, to flow: NameSyntax?, isRate: Bool, _ range: TextRange) {
        switch curve {
        case .pieces(let pieces):
            for piece in pieces { add(piece, to: flow, isRate: isRate) }
        case .file(let name):
            guard let pieces = readCurve(name) else {
                isIncomplete = true
                tracks.add(LoadCurve.Piece(from: 1, to: 1, duration: .second), to: flow, name.range)
                return
            }
            for piece in pieces { tracks.add(piece, to: flow, range) }
        }
    }

    private mutating func add(_ piece: PieceSyntax, to flow: NameSyntax?, isRate: Bool) {
        let level = { (quantity: QuantitySyntax, quantities: QuantityAnalysis) -> Double? in
            isRate ? quantities.rate(quantity) : quantities.number(quantity, "a number of users", example: "2000")
        }
        let from = level(piece.from, quantities)
        let to = piece.to.map { level($0, quantities) } ?? from
        guard let duration = quantities.duration(piece.duration, "a length"), let from, let to else {
            isIncomplete = true
            tracks.add(LoadCurve.Piece(from: 1, to: 1, duration: .second), to: flow, piece.range)
            return
        }
        for (value, quantity) in [(from, piece.from), (to, piece.to ?? piece.from)] {
            if value > Load.highestLevel {
                bag.error(
                    "load-too-high",
                    "more load than one machine can make",
                    at: quantity.range,
                    "at most \(Int(Load.highestLevel))"
                )
            }
            if !isRate, value != value.rounded() {
                bag.error("quantity", "a fraction of a user", at: quantity.range, "write a whole number")
            }
        }
        if duration == 0 {
            bag.error("quantity", "a piece of no length", at: piece.duration.range, "leave it out, or give it a length")
        }
        tracks.add(LoadCurve.Piece(from: from, to: to, duration: duration), to: flow, piece.range)
    }

    private func check() {
        if let users, let rate {
            bag.error(
                "mixed-load",
                "users and rate in one load",
                at: users.start < rate.start ? rate : users,
                "a load is closed (users) or open (rate)",
                help: "users wait for their answers; arrivals at a rate do not. Write two scenarios"
            )
        } else if users == nil, rate == nil, !isIncomplete, names.lost.isDisjoint(with: ["users", "rate"]) {
            bag.error(
                "empty-load",
                "a load without users or rate",
                at: head,
                "write users 100 for 5m, or rate 50/s for 5m"
            )
        } else if length > Load.longest {
            bag.error(
                "load-too-long",
                "a load that is too long",
                at: head,
                "at most \(Load.longest / (3600 * .second)) h in all"
            )
        } else if tracks.isFlat, !bag.hasErrors {
            bag.error("empty-load", "a load that never rises above 0", at: head, "nothing would be sent")
        }
        if let arrivals, users != nil, rate == nil {
            bag.error("wrong-model", "'arrivals' in a load of users", at: arrivals.range, "only a rate has arrivals")
        }
        if let maxInFlight {
            if users != nil, rate == nil {
                bag.error(
                    "wrong-model",
                    "'max in flight' in a load of users",
                    at: maxInFlight.range,
                    "the number of users is the limit already"
                )
            } else if maxInFlight.value < 1 || maxInFlight.value > Load.highestLevel {
                bag.error("quantity", "not a limit", at: maxInFlight.range, "from 1 to \(Int(Load.highestLevel))")
            }
        }
        if case .perUser = iterations?.value, let range = iterations?.range, rate != nil, users == nil {
            bag.error("wrong-model", "'per user' in a load of arrivals", at: range, "each arrival is one iteration")
        }
        if let warmup, length > 0, !isIncomplete, warmup.value >= length {
            bag.error(
                "warmup-too-long",
                "a warm-up as long as the whole load",
                at: warmup.range,
                "nothing would be measured; the load lasts \(DurationText.write(Int64(clamping: length)))",
                help: "the warm-up is the first part of the load, not an addition to it"
            )
        }
    }
}
