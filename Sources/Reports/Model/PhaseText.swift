import Groundwork

/// The parts of a response time in words: for `debug`, reports and `compare`.
enum PhaseText {
    /// What the parts contain of a modelled distance.
    static let modelled = "name lookup, connect, TLS, wait and transfer contain the modelled network"

    /// The parts with their times: `queueing 12.0 µs, wait 203 ms`.
    static func parts(_ phases: PhaseBreakdown) -> String {
        phases.parts.map { "\($0.name) \(Figures.latency(phases[$0]))" }.joined(separator: ", ")
    }
}
