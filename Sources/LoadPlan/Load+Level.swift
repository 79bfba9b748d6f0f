public import Groundwork

extension Load {
    /// The same kind of load at one level: a warm-up, then so long a measured part; what ends it is time alone.
    ///
    /// Flows with loads of their own keep their shares of the whole, by what each has over the scenario's load (arrivals,
    /// or users × time). Users come over the first half of the warm-up, arrivals from its beginning on.
    /// - Parameters:
    ///   - level: users, or arrivals a second.
    ///   - phase: name of the one phase that the load has, for objectives that name it; nil for none.
    public func held(
        at level: Double,
        warmup: Nanoseconds,
        measured: Nanoseconds,
        phase: String? = nil
    ) throws(LoadOverrideError) -> Load {
        guard level > 0, level <= Self.highestLevel else { throw .level(level) }
        guard measured >= Self.shortest, measured <= Self.longest / 2, warmup <= Self.longest / 2 else {
            throw .duration(measured)
        }
        guard curve.area > 0 else { throw .emptyLoad }
        let ramp = model == .users ? warmup / 2 : 0
        let constant = { (level: Double) in
            let rest = LoadCurve.Piece(from: level, to: level, duration: warmup - ramp + measured)
            return LoadCurve(ramp > 0 ? [LoadCurve.Piece(from: 0, to: level, duration: ramp), rest] : [rest])
        }
        var load = self
        load.warmup = warmup
        load.iterations = nil
        load.phases = phase.map { [Phase(name: $0, start: 0, end: warmup + measured)] } ?? []
        guard !flows.isEmpty else {
            load.curve = constant(level)
            return load
        }
        let whole = flows.reduce(0) { $0 + $1.curve.area }
        guard whole > 0 else { throw .emptyLoad }
        var levels = flows.map { level * $0.curve.area / whole }
        if model == .users {
            // Whole users, as near to the shares as they come.
            let seats = Apportionment(shares: levels, count: Int(level.rounded())).labels
            for index in levels.indices { levels[index] = Double(seats.count { $0 == index }) }
        }
        load.flows = zip(flows, levels).map { FlowLoad(flow: $0.flow, curve: constant($1)) }
        load.curve = LoadCurve(sumOf: load.flows.map(\.curve))
        return load
    }
}
