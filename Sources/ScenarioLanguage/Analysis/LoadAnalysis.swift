import LoadPlan

/// Turns `load { }` into a curve.
struct LoadAnalysis {
    let bag: DiagnosticBag
    let quantities: QuantityAnalysis
    /// Where the load stands, for what is wrong with all of it.
    let head: TextRange

    private var pieces: [LoadCurve.Piece] = []
    private var length: Nanoseconds = 0
    private var users: TextRange?
    private var rate: TextRange?
    private var arrivals: (value: Load.Arrivals, range: TextRange)?
    private var warmup: (value: Nanoseconds, range: TextRange)?
    private var maxInFlight: (value: Double, range: TextRange)?
    private var gracefulStop: (value: Nanoseconds, range: TextRange)?
    private var phases: [Load.Phase] = []

    init(bag: DiagnosticBag, names: Namespace, head: TextRange) {
        self.bag = bag
        self.head = head
        quantities = QuantityAnalysis(bag: bag, names: names)
    }

    /// The load, or `nil` where it makes no sense, which is said.
    mutating func run(_ syntax: LoadSyntax) -> Load? {
        add(syntax.items)
        check()
        guard !bag.hasErrors else { return nil }
        var load = Load(
            model: users != nil ? .users : .rate(arrivals?.value ?? .poisson),
            curve: LoadCurve(pieces),
            warmup: warmup?.value ?? 0,
            phases: phases
        )
        if let maxInFlight { load.maxInFlight = Int(maxInFlight.value) }
        if let gracefulStop { load.gracefulStop = gracefulStop.value }
        return load
    }

    private mutating func add(_ items: [LoadSyntax.Item]) {
        for item in items {
            switch item {
            case .users(let curve, let range):
                users = users ?? range
                for piece in curve { add(piece, isRate: false) }
            case .rate(let curve, let range):
                rate = rate ?? range
                for piece in curve { add(piece, isRate: true) }
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
                add(items)
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
    }

    private func once(_ first: TextRange?, _ second: TextRange, _ what: String) {
        if let first {
            bag.error(
                "duplicate-clause",
                "'\(what)' stands twice",
                at: second,
                "line \(bag.source.place(at: first.start).line) has it already"
            )
        }
    }

    private mutating func add(_ piece: PieceSyntax, isRate: Bool) {
        let level = { (quantity: QuantitySyntax, quantities: QuantityAnalysis) -> Double? in
            isRate ? quantities.rate(quantity) : quantities.number(quantity, "a number of users", example: "2000")
        }
        let from = level(piece.from, quantities)
        let to = piece.to.map { level($0, quantities) } ?? from
        guard let duration = quantities.duration(piece.duration, "a length"), let from, let to else {
            // The mistake is said; some length keeps others from following.
            length += .second
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
        pieces.append(LoadCurve.Piece(from: from, to: to, duration: duration))
        // Two lengths below a century fit; the sum is checked against the limit before it can grow further.
        length = min(length &+ duration, Load.longest * 2)
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
        } else if users == nil, rate == nil {
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
        } else if !pieces.isEmpty, !pieces.contains(where: { max($0.from, $0.to) > 0 }), !bag.hasErrors {
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
        if let warmup, length > 0, warmup.value >= length {
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
