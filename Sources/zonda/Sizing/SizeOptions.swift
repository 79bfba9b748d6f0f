import ArgumentParser
import Groundwork
import LoadPlan
import SLOAnalysis

/// What pods are computed for.
struct SizeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The highest load: requests a second (1250/s), or users (10000users).",
            valueName: "load"
        )
    )
    var peak: PeakArgument

    @Option(
        help: ArgumentHelp(
            "How long one iteration of a user takes, think times and answers included; with --peak in users.",
            valueName: "time"
        )
    )
    var cycle: DurationArgument?

    @Option(help: ArgumentHelp("The lowest load, requests a second.", valueName: "rate"))
    var night: RateArgument?

    @Option(help: ArgumentHelp("Room above the peak.", valueName: "percent"))
    var reserve: PercentArgument = PercentArgument(share: 0)

    @Option(help: ArgumentHelp("How much the load may grow while new pods start.", valueName: "percent"))
    var growth: PercentArgument?

    @Option(
        help: ArgumentHelp("How long the load takes from nothing to the peak, instead of --growth.", valueName: "time")
    )
    var ramp: DurationArgument?

    @Option(help: ArgumentHelp("By how much the load may jump at once: 3 is three times as much.", valueName: "factor"))
    var jump: Double = 3

    @Option(help: ArgumentHelp("Zones, one of which may be lost; by default one pod is.", valueName: "n"))
    var zones: Int?

    @Option(help: ArgumentHelp("The fewest pods, whatever the lowest load needs.", valueName: "n"))
    var min: Int?

    @Option(help: ArgumentHelp("How long a new pod takes until it serves.", valueName: "time"))
    var ready: DurationArgument = DurationArgument(nanoseconds: 30 * .second)

    @Option(
        name: .customLong("metric-window"),
        help: ArgumentHelp("What the metric is averaged over.", valueName: "time")
    )
    var metricWindow: DurationArgument = DurationArgument(nanoseconds: 30 * .second)

    @Option(help: ArgumentHelp("How often the metric is read.", valueName: "time"))
    var scrape: DurationArgument = DurationArgument(nanoseconds: 15 * .second)

    @Option(
        help: ArgumentHelp(
            "Cores that all pods of the largest search used at a load: 240/s=1.9; twice or more.",
            valueName: "rate=cores"
        )
    )
    var cpu: [ProcessorArgument] = []

    @Option(name: .customLong("cpu-request"), help: ArgumentHelp("Cores that a pod requests.", valueName: "cores"))
    var cpuRequest: CoresArgument?

    @Option(help: ArgumentHelp("The most memory that a pod had resident: 310Mi.", valueName: "size"))
    var memory: MemoryArgument?

    @Option(help: ArgumentHelp("What a pod costs an hour, in any currency.", valueName: "price"))
    var price: PriceArgument?

    func validate() throws {
        if cycle != nil, !peak.isUsers {
            throw ValidationError("--cycle belongs to --peak in users, such as 10000users")
        }
        if growth != nil, ramp != nil { throw ValidationError("give --growth or --ramp, not both") }
        if let zones, !(2...100).contains(zones) { throw ValidationError("--zones must be from 2 to 100") }
        if let min, !(1...10_000).contains(min) { throw ValidationError("--min must be from 1 to 10000") }
        guard jump > 1, jump <= 1000 else { throw ValidationError("--jump must be above 1 and at most 1000") }
        if cpu.count == 1 {
            throw ValidationError("--cpu is needed at two loads or more: one tells nothing of the slope")
        }
        for time in [ready, metricWindow, scrape] where time.nanoseconds > 3600 * .second {
            throw ValidationError("--ready, --metric-window and --scrape must not be above 1h")
        }
    }

    /// The question, for a search whose load so many pods shared.
    func question(pods: Int) throws(Stop) -> SizingQuestion {
        var question = SizingQuestion(
            peak: peak.isUsers ? .users(peak.load, cycle: cycle?.nanoseconds.inSeconds) : .requests(peak.load)
        )
        question.night = night?.perSecond
        question.reserve = reserve.share
        question.growth = growth.map { .share($0.share) } ?? ramp.map { .ramp(seconds: $0.nanoseconds.inSeconds) }
        question.jump = jump
        question.zones = zones
        question.fewestPods = min
        question.reaction.ready = ready.nanoseconds.inSeconds
        question.reaction.window = metricWindow.nanoseconds.inSeconds
        question.reaction.scrape = scrape.nanoseconds.inSeconds
        if !cpu.isEmpty {
            let shares = cpu.map { (requests: $0.requests / Double(pods), cores: $0.cores / Double(pods)) }
            guard let use = ProcessorUse(shares) else {
                throw Stop(.usage, "--cpu: more requests do not take more processor time, or the loads are the same")
            }
            question.processor = use
        }
        question.requestedCores = cpuRequest?.cores
        question.memory = memory?.bytes
        question.price = price?.perHour
        return question
    }
}
