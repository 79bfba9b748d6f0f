public import LoadPlan

/// The `tc` command (tc-netem(8)) that makes a kernel add a profile's distance to a network device.
public enum NetemCommand {
    /// The command for traffic that leaves a device, with the whole round trip on that side.
    ///
    /// netem knows one normal or Pareto-normal distribution, so mean and deviation are what it keeps of a profile; a
    /// mixture of routes becomes one bell, which ``isExact(_:)`` tells.
    public static func line(_ profile: NetworkProfile, device: String = "eth0") -> String {
        let distribution = RoundTripDistribution(profile)
        let mean = distribution.mean
        let deviation = distribution.standardDeviation
        var words = "tc qdisc add dev \(device) root netem limit 100000 delay \(text(mean))ms"
        if deviation >= 0.05 { words += " \(text(deviation))ms distribution paretonormal" }
        let sampler = RoundTripSampler(profile)
        let total = profile.lines.reduce(0) { $0 + max(0, $1.share.value) }
        var loss = 0.0
        var slowest = Double.infinity
        for (index, line) in profile.lines.enumerated() {
            let share = total > 0 ? max(0, line.share.value) / total : 0
            loss += share * sampler.facts(index).loss
            for leg in line.legs { if let down = leg.down { slowest = min(slowest, down.value) } }
        }
        if loss > 0 { words += " loss random \(text(loss * 100))%" }
        if slowest.isFinite { words += " rate \(text(slowest))mbit" }
        return words
    }

    /// Whether the profile is one population, as netem can have it.
    public static func isExact(_ profile: NetworkProfile) -> Bool { profile.lines.count == 1 }

    private static func text(_ value: Double) -> String {
        let rounded = (value * 1000).rounded() / 1000
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
