import Groundwork

/// The arithmetic of a sizing, in the order in which one number follows from another.
struct SizingCalculation {
    /// More pods than this are no answer.
    static let mostPods = 100_000

    private(set) var figures: [SizingFigure] = []
    private(set) var missing: [String] = []
    private(set) var warnings: [String] = []
    let settings: ScalingSettings
    let proof: SizingProof

    init(_ sizes: [MeasuredSize], _ question: SizingQuestion) throws(SizingError) {
        let capacity = try PodCapacity(sizes)
        let base = capacity.base
        let peak = try question.peak.requests(base)
        guard peak > 0, peak < 1e12, question.night ?? 0 <= peak else {
            throw .input("the night's load must be below the peak, which is \(Figures.rate(peak))")
        }
        let reaction = question.reaction
        let growth = question.growth?.factor(reaction: reaction.seconds) ?? 1
        let rule = PodRule(capacity: capacity, loss: PodLoss(zones: question.zones), growth: growth)
        let atPeak = try rule.pods(for: peak)
        let withReserve = try rule.pods(for: peak * (1 + question.reserve))
        let atNight = try question.night.map { night throws(SizingError) in try rule.pods(for: night) }
        let fewest = max(rule.loss.lost(of: 1) + 1, atNight ?? 1, question.fewestPods ?? 1)
        let targetAtPeak = rule.target(of: atPeak)
        let targetAtFewest = rule.target(of: fewest)
        let target = min(targetAtPeak, targetAtFewest)
        guard target.isFinite, target > peak / Double(Self.mostPods) else {
            throw .refused(
                "a pod's share of the load is not known well enough to set a target: measure more sizes, or raise --min"
            )
        }
        // A millionth above a whole pod is rounding, not load.
        let asked = { (load: Double, target: Double) in max(fewest, Int((load / target - 1e-6).rounded(.up))) }
        let most = max(withReserve, asked(peak, target), fewest)
        let cores = question.processor.map { $0.cores(at: target) }
        let utilisation = cores.flatMap { cores in
            question.requestedCores.map { Int(min(max(1, 100 * cores / $0 + 1e-9), 1e6)) }
        }
        settings = ScalingSettings(
            fewestPods: fewest,
            mostPods: most,
            podsAtPeak: atPeak,
            target: target,
            scrape: reaction.scrape,
            utilisation: utilisation,
            cores: cores,
            memory: question.memory.map { $0 * 1.2 }
        )
        proof = SizingProof(base, question, peak: peak)

        measured(capacity, sizes, pods: atPeak)
        add(.peak, peak, .perSecond, question.peak.words(base), "--peak")
        if let night = question.night { add(.night, night, .perSecond, "as asked", "--night") }
        add(.inFlight, peak * base.serviceTime, .count, "peak × mean time of a request (Little 1961)", time(base))
        add(
            .reaction,
            reaction.seconds,
            .seconds,
            "window / 2 + scrape + \(Figures.number(ScalingReaction.sync)) s + ready",
            "--metric-window, --scrape, --ready"
        )
        add(.growth, growth, .ratio, "load at the end of that time / at its beginning", "--growth or --ramp")
        add(
            .podsAtPeak,
            Double(atPeak),
            .pods,
            "smallest n with capacity(n − lost) ≥ peak × growth",
            "one pod, shown to hold"
        )
        if let above = rule.podsAbove(for: peak) {
            add(
                .podsAtPeakAbove,
                Double(above),
                .pods,
                "the same with the bracket's high end",
                "one pod, does not hold"
            )
        }
        add(.lostAtOnce, Double(rule.loss.lost(of: atPeak)), .pods, rule.loss.words, "--zones")
        add(
            .fewestPods,
            Double(fewest),
            .pods,
            "largest of lost + 1, pods for the night, and --min",
            atNight.map { "night: \($0)" } ?? "no night"
        )
        add(
            .mostPods,
            Double(most),
            .pods,
            "larger of pods for peak × (1 + reserve), \(withReserve), and pods that the target asks for, "
                + "\(asked(peak, target)): at its limit an autoscaler has no room",
            "--reserve"
        )
        let rest = "capacity(n − lost) / (n × growth × 1.1); below 110 % of it the autoscaler does nothing"
        add(.targetAtPeak, targetAtPeak, .perSecond, "\(rest); n = \(atPeak)", "one pod, shown to hold")
        add(.targetAtFewest, targetAtFewest, .perSecond, "the same; n = \(fewest)", "one pod, shown to hold")
        add(
            .target,
            target,
            .perSecond,
            "the smaller, since one target must do for both; a larger --min raises it",
            "both targets"
        )
        add(.askedByPeakTarget, Double(asked(peak, targetAtPeak)), .pods, "peak / target for the peak alone", "peak")
        add(.askedByTarget, Double(asked(peak, target)), .pods, "peak / target", "peak")
        jump(question, fewest: fewest, utilisation: utilisation)
        if let cores { processor(cores, question, utilisation) }
        if let memory = settings.memory {
            add(.memory, memory, .bytes, "highest resident memory × 1.2", "--memory")
        }
        let pods = (peak: asked(peak, target), night: question.night.map { asked($0, target) })
        if let price = question.price { cost(price, peak: peak / base.perLevel, pods, isUsers: base.model == .users) }
        open(question)
    }

    private mutating func add(
        _ name: SizingFigure.Name,
        _ value: Double,
        _ unit: SizingFigure.Unit,
        _ why: String,
        _ source: String
    ) {
        figures.append(SizingFigure(name: name, value: value, unit: unit, why: why, source: source))
    }

    private func time(_ base: MeasuredSize) -> String {
        "\(Figures.latency(base.serviceTime * 1e9)) in \(base.search)"
    }

    private mutating func measured(_ capacity: PodCapacity, _ sizes: [MeasuredSize], pods wanted: Int) {
        let base = capacity.base
        let pods = Noun.counted("\(base.pods)", "pod")
        add(.perPod, base.lowPerPod, .perSecond, "\(Figures.rate(base.holds)) / \(pods)", "holds, \(base.search)")
        if let high = base.highPerPod, let above = base.doesNotHold {
            add(.perPodAbove, high, .perSecond, "\(Figures.rate(above)) / \(pods)", "does not hold, \(base.search)")
        } else {
            warnings.append("the search tried nothing above what holds: the true capacity may be higher")
        }
        if let law = capacity.law {
            if let peak = law.peak {
                add(.slowestPods, peak.pods, .pods, "√((1 − contention) / coherency) (Gunther 2007)", "all sizes")
            }
            return
        }
        if sizes.count > 1 {
            warnings.append(
                "a scalability law takes \(PodLaw.fewestSizes) sizes whose searches have both ends: each pod counts as "
                    + "one of \(base.pods)"
            )
        }
        if wanted > base.pods * PodLaw.furthest {
            warnings.append(
                "\(wanted) pods are computed from a search with \(base.pods): pods that share a database or a cache do not "
                    + "add as much each; search with more pods, or with \(PodLaw.fewestSizes) sizes"
            )
        }
    }

    private mutating func jump(_ question: SizingQuestion, fewest: Int, utilisation: Int?) {
        let reaction = question.reaction
        let wanted = Int((Double(fewest) * min(question.jump, 1e4)).rounded(.up))
        let looks = ScalingReaction.looks(from: fewest, to: wanted)
        let times = "\(Figures.number(question.jump)) ×"
        add(
            .looksToJump,
            Double(looks),
            .count,
            "from \(fewest) to \(wanted) pods, twice as many or 4 more at each look; jump \(times)",
            "--jump"
        )
        add(
            .secondsToJump,
            reaction.seconds + Double(max(0, looks - 1)) * ScalingReaction.sync,
            .seconds,
            "reaction + 15 s for each further look: requests a second tell at once how many are needed",
            "reaction"
        )
        guard let utilisation, utilisation < 100 else { return }
        guard let rounds = reaction.saturatedRounds(jump: question.jump, utilisation: Double(utilisation) / 100) else {
            return
        }
        add(
            .processorRounds,
            Double(rounds),
            .count,
            "⌈ln \(Figures.number(question.jump)) / ln(100 / \(utilisation))⌉: a full processor shows 100 % at most",
            "utilisation"
        )
        add(
            .processorSeconds,
            reaction.saturatedSeconds(rounds: rounds),
            .seconds,
            "each round 15 s + ready + window",
            "--ready, --metric-window"
        )
    }

    private mutating func processor(_ cores: Double, _ question: SizingQuestion, _ utilisation: Int?) {
        guard let use = question.processor else { return }
        add(
            .processor,
            cores,
            .cores,
            "\(Figures.number(use.base)) + \(Figures.number(use.perRequest)) × target, least squares",
            "--cpu, \(Noun.counted("\(use.levels)", "level"))"
        )
        guard let utilisation, let request = question.requestedCores else { return }
        add(
            .utilisation,
            Double(utilisation) / 100,
            .ratio,
            "processor at the target / \(Figures.number(request)) cores requested, rounded down",
            "--cpu-request"
        )
        if utilisation > 90 {
            warnings.append(
                "at the target a pod uses \(utilisation) % of what it requests: request \(Figures.number(cores)) cores or more"
            )
        }
    }

    private mutating func cost(_ price: Double, peak: Double, _ pods: (peak: Int, night: Int?), isUsers: Bool) {
        add(.costAtPeak, Double(pods.peak) * price, .money, "\(pods.peak) pods × price, an hour", "--price")
        if let night = pods.night {
            add(.costAtNight, Double(night) * price, .money, "\(night) pods × price, an hour", "--price")
        }
        guard !isUsers else { return }
        add(
            .costPerThousand,
            Double(pods.peak) * price / (peak * 3600) * 1000,
            .money,
            "an hour at the peak / its iterations × 1,000",
            "--price"
        )
    }

    private mutating func open(_ question: SizingQuestion) {
        if question.night == nil {
            missing.append("the lowest load (--night): the lowest number of pods covers a loss only")
        }
        if question.growth == nil {
            missing.append("how fast the load grows (--growth or --ramp): it counts as constant while pods start")
        }
        if question.processor == nil {
            missing.append("processor time (--cpu, twice or more): the HPA has no processor metric")
        } else if question.requestedCores == nil {
            missing.append("the cores that a pod requests (--cpu-request): the HPA has no processor metric")
        }
        if question.memory == nil { missing.append("memory of a pod (--memory): nothing is said about its request") }
        if question.price == nil { missing.append("the price of a pod (--price): no cost is computed") }
    }
}
