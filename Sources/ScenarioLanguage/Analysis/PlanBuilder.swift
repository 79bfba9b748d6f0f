import Foundation
import Groundwork
import LoadPlan

/// Gives names their dense indices while flows are analysed.
final class PlanBuilder {
    private(set) var variables: [String] = []
    private(set) var zones: [String] = []
    private(set) var counters: [String] = []
    private(set) var gauges: [String] = []
    var series: [Series] = []
    /// Where flows say their pace.
    var paces: [TextRange] = []
    /// Services besides the target.
    private(set) var services: [Plan.Target] = []
    /// Hosts that requests with a whole URL may go to, besides this machine: small letters.
    var ownHosts: Set<String> = []
    /// Some request follows redirects, so that not all hosts it may go to are known.
    var followsRedirects = false
    /// Files that bodies are made of.
    let files: BodyFiles

    init(files: BodyFiles) {
        self.files = files
    }

    /// The number of a service besides the target.
    func service(_ target: Plan.Target) -> Int {
        if let known = services.firstIndex(of: target) { return known }
        services.append(target)
        return services.count - 1
    }
    var invariants: [Invariant] = []
    private(set) var tallies: [Tally] = []
    private(set) var keyedTallies: [KeyedTally] = []
    /// Queues, with the counter of what they had no room for; where something is first put into each, and taken.
    private(set) var queues: [(name: String, dropped: Int)] = []
    var puts: [Int: TextRange] = [:]
    var takes: [Int: TextRange] = [:]
    /// Races so far.
    var races = 0
    /// Times that a block was put in the place of a `use`.
    var uses = 0
    /// Variables that a series' requests are made with.
    var variablesSent: [Int: Set<Int>] = [:]

    private var variableIndex: [String: Int] = [:]
    private var zoneIndex: [String: Int] = [:]
    private var counterIndex: [String: Int] = [:]
    private var gaugeIndex: [String: Int] = [:]

    /// Flows of one file share the numbers of variables of one name: a user runs one flow at a time.
    func variable(_ name: String) -> Int { Self.number(name, &variableIndex, &variables) }
    func counter(_ name: String) -> Int { Self.number(name, &counterIndex, &counters) }
    func gauge(_ name: String) -> Int { Self.number(name, &gaugeIndex, &gauges) }

    /// The number of a time zone, or `nil` where there is no such zone.
    func zone(_ name: String) -> Int? {
        if let known = zoneIndex[name] { return known }
        // Foundation takes abbreviations too, which mean different zones in different places.
        guard name.contains("/") || name == "UTC" || name == "GMT", TimeZone(identifier: name) != nil else {
            return nil
        }
        return Self.number(name, &zoneIndex, &zones)
    }

    private static func number(_ name: String, _ index: inout [String: Int], _ names: inout [String]) -> Int {
        if let known = index[name] { return known }
        index[name] = names.count
        names.append(name)
        return names.count - 1
    }

    /// The number of a series of a flow.
    func find(_ name: String, _ kind: SeriesKind, flow: String) -> Int? {
        series.firstIndex { $0.name == name && $0.kind == kind && $0.flow == flow }
    }

    /// The number of a queue.
    func queue(_ name: String) -> Int {
        if let known = queues.firstIndex(where: { $0.name == name }) { return known }
        queues.append((name, counter("\(name).dropped")))
        return queues.count - 1
    }

    /// Names of all steps.
    var steps: [String] { series.filter { $0.kind == .step }.map(\.name) }

    /// The number of something counted; what is the same is counted once.
    func tally(_ tally: Tally) -> Int {
        if let known = tallies.firstIndex(of: tally) { return known }
        tallies.append(tally)
        return tallies.count - 1
    }

    func keyedTally(_ tally: KeyedTally) -> Int {
        if let known = keyedTallies.firstIndex(of: tally) { return known }
        keyedTallies.append(tally)
        return keyedTallies.count - 1
    }

    func addSeries(_ name: String, _ kind: SeriesKind, flow: String, at place: Place) -> Int {
        series.append(Series(name: name, kind: kind, flow: flow, place: place))
        return series.count - 1
    }
}
