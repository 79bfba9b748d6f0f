import Groundwork

extension ShareRuling {
    /// What a run needs that is too short to be cut into blocks.
    static let longerRun = "a measured part of at least \(BlockProportion.blocks) s"

    /// The decision in a sentence. `what` follows a percentage: "of the requests failed".
    func words(_ doubt: Doubt?, what: String) -> String {
        let allowed = "\(Figures.percent(self.allowed)) are allowed"
        switch doubt {
        case .fewBlocks(let count):
            return
                "the measured part has \(count) pieces with samples, and \(BlockProportion.fewestBlocks) are needed to "
                + "tell how much the samples vary"
        case .fewSamples:
            let needed = fewestEvents / self.allowed
            return "the samples are worth \(Figures.count(most.effectiveSamples)) independent ones (design effect "
                + "\(Figures.number(most.designEffect))), too few to judge \(Figures.percent(self.allowed)): "
                + "\(Figures.count(needed)) are needed"
        case .undecided:
            return "between \(Figures.percent(lower)) and \(Figures.percent(upper)) \(what), and \(allowed)"
        case nil:
            return outcome == .pass
                ? "at most \(Figures.percent(upper)) \(what), with 95 % confidence; \(allowed)"
                : "at least \(Figures.percent(lower)) \(what), with 95 % confidence; \(allowed)"
        }
    }

    /// What would decide it, in words.
    func needed(_ noun: String, seconds: Double) -> String? {
        switch doubt {
        case nil: return nil
        case .fewBlocks:
            return Self.longerRun
        case .fewSamples, .undecided:
            guard let factor = neededFactor else {
                return "the observed share is so close to what is allowed that no length of run would decide it"
            }
            let more = most.samples * (factor - 1)
            let time =
                seconds > 0 ? " (\(Figures.roughDuration(seconds: seconds * (factor - 1))) more at this rate)" : ""
            return "about \(Figures.roughly(more)) more \(noun)\(time) would decide it if the share stays as it is"
        }
    }
}
