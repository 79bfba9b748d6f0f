import Groundwork
import SLOAnalysis

/// The numbers of a sizing as people read them.
enum SizingFigureText {
    /// What a number is called.
    static func label(_ name: SizingFigure.Name) -> String {
        switch name {
        case .perPod: "one pod, shown to hold"
        case .perPodAbove: "one pod, does not hold"
        case .peak: "peak"
        case .night: "lowest load"
        case .inFlight: "requests in flight at the peak"
        case .reaction: "reaction of the autoscaler"
        case .growth: "growth meanwhile"
        case .podsAtPeak: "pods for the peak"
        case .podsAtPeakAbove: "pods for the peak, at best"
        case .lostAtOnce: "pods lost at once"
        case .fewestPods: "minReplicas"
        case .mostPods: "maxReplicas"
        case .targetAtPeak: "target for the peak"
        case .targetAtFewest: "target for minReplicas"
        case .target: "target per pod"
        case .askedByPeakTarget: "pods at the peak, by its own target"
        case .askedByTarget: "pods at the peak, by the target"
        case .looksToJump: "looks to follow a jump"
        case .secondsToJump: "time to follow a jump"
        case .processor: "processor of a pod at the target"
        case .utilisation: "averageUtilization"
        case .processorRounds: "rounds by the processor alone"
        case .processorSeconds: "time by the processor alone"
        case .memory: "memory to request"
        case .costAtPeak: "cost of an hour at the peak"
        case .costAtNight: "cost of an hour at the lowest load"
        case .costPerThousand: "cost of 1,000 iterations at the peak"
        case .slowestPods: "pods beyond which more make it slower"
        }
    }

    /// A number with its unit.
    static func value(_ figure: SizingFigure) -> String {
        switch figure.unit {
        case .pods, .count:
            figure.value == figure.value.rounded() ? Figures.count(figure.value) : Figures.number(figure.value)
        case .perSecond: Figures.rate(figure.value)
        case .seconds: Figures.duration(seconds: figure.value.rounded())
        case .ratio: figure.name == .utilisation ? Figures.percent(figure.value) : "× \(Figures.fixed(figure.value, 2))"
        case .cores: "\(Figures.number(figure.value)) cores"
        case .bytes: Figures.bytes(UInt64(min(max(0, figure.value), 1e18)))
        case .money: Figures.number(figure.value)
        }
    }

    /// What was measured, in a sentence for each size.
    static func sizes(_ sizing: Sizing) -> [String] {
        sizing.sizes.map { size in
            let above = size.doesNotHold.map { ", does not hold \(Figures.rate($0))" } ?? ", nothing above was tried"
            let pods = Noun.counted("\(size.pods)", "pod")
            return "\(pods): holds \(Figures.rate(size.holds))\(above) (\(size.search))"
        }
    }
}
