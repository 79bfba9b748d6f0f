import Groundwork

/// What the levels of a search look like together. It describes and decides nothing: the only knee that counts is the
/// level up to which the objectives hold.
public struct CapacityDescription: Sendable, Codable, Hashable {
    /// How far beyond what was measured the law is drawn.
    public static let furthest = 2.0

    /// Where p95 begins to bend upwards, by level; nil where it does not.
    public var knee: Knee?
    /// The scalability law over the levels; nil where there are too few.
    public var fit: ScalabilityFit?
    /// The highest concurrency that was measured.
    public var mostInFlight: Double
    /// The concurrency of the highest throughput by the law; nil where no peak is identified, or it lies beyond twice
    /// what was measured.
    public var peakInFlight: Double?
    /// The throughput there, or else that at twice the highest concurrency measured.
    public var extrapolated: Double?

    /// The description of levels that came to their end and can be trusted; nil where there is none.
    public init?(_ levels: [CapacityLevel]) {
        let sound = levels.filter {
            $0.result != .invalid && $0.endedEarly == nil && $0.throughput > 0 && $0.inFlight > 0
        }
        guard let most = sound.map(\.inFlight).max() else { return nil }
        mostInFlight = most
        knee = Knee(sound.compactMap { level in level.p95.map { (level.trial.level, $0) } })
        fit = ScalabilityFit(sound.map { LoadLevel(concurrency: $0.inFlight, throughput: $0.throughput) })
        guard let fit, fit.levels >= ScalabilityFit.fewestLevels else { return }
        let limit = most * Self.furthest
        if fit.hasPeak, let peak = fit.law.peak, peak <= limit {
            peakInFlight = peak
            extrapolated = fit.law.throughput(peak)
        } else {
            extrapolated = fit.law.throughput(limit)
        }
    }

    /// The description in sentences; `text` says a level.
    public func words(_ text: (Double) -> String) -> [String] {
        var words: [String] = []
        if let knee {
            words.append(
                "p95 of all steps begins to bend upwards at \(text(knee.level)) (\(Figures.latency(knee.value)))"
            )
        } else {
            words.append("p95 of all steps has no knee within these levels")
        }
        guard let fit, fit.levels >= ScalabilityFit.fewestLevels else {
            words.append("fewer than \(ScalabilityFit.fewestLevels) sound levels: no scalability law is fitted")
            return words
        }
        var law =
            "scalability law over \(fit.levels) levels: contention \(Figures.percent(fit.law.contention)), coherency "
            + "\(Figures.percent(fit.law.coherency)); "
        if let peakInFlight, let extrapolated {
            law +=
                "highest throughput with \(Figures.number(peakInFlight)) requests in flight, \(CapacityReport.rate(extrapolated))"
        } else {
            law += fit.hasPeak ? "its peak lies beyond twice what was measured" : "no peak is identified"
            if let extrapolated {
                law +=
                    "; with twice the \(Figures.number(mostInFlight)) requests in flight that were measured it gives "
                    + "\(CapacityReport.rate(extrapolated))"
            }
        }
        return words + [law]
    }
}
