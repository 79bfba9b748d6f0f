public import Groundwork

extension Load {
    /// The same load with its last level held until `end`; the last phase goes on with it. Nil where there is nothing to
    /// hold: the last level is 0, or iterations end the load.
    public func held(until end: Nanoseconds) -> Load? {
        guard iterations == nil else { return nil }
        guard end > curve.duration else { return self }
        var load = self
        load.flows = flows.map { flow in
            var flow = flow
            flow.curve = flow.curve.held(until: end)
            return flow
        }
        let held = curve.held(until: end)
        guard held.level(at: end - 1) > 0 else { return nil }
        load.curve = held
        if let last = phases.indices.last, phases[last].end >= curve.duration { load.phases[last].end = end }
        return load
    }
}

extension LoadCurve {
    /// The same curve with its last level held until `end`.
    func held(until end: Nanoseconds) -> LoadCurve {
        guard let last = pieces.last, end > duration else { return self }
        return LoadCurve(pieces + [Piece(from: last.to, to: last.to, duration: end - duration)])
    }
}
