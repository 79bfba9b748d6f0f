extension ShareRuling {
    /// What a run needs that is too short to be cut into blocks.
    static let longerRun = "a measured part of at least \(BlockProportion.blocks) s"

    /// The decision in a sentence. `what` follows a percentage: "of the requests failed".
    func words(_ doubt: Doubt?, what: String) -> String {
        let allowed = "\(Words.percent(self.allowed)) are allowed"
        switch doubt {
        case .fewBlocks(let count):
            return
                "the measured part has \(count) pieces with samples, and \(BlockProportion.fewestBlocks) are needed to "
                + "tell how much the samples vary"
        case .fewSamples:
            let needed = fewestEvents / self.allowed
            return "the samples are worth \(Words.count(most.effectiveSamples)) independent ones (design effect "
                + "\(Words.fixed(most.designEffect, 1))), too few to judge \(Words.percent(self.allowed)): "
                + "\(Words.count(needed)) are needed"
        case .undecided:
            return "between \(Words.percent(lower)) and \(Words.percent(upper)) \(what), and \(allowed)"
        case nil:
            return outcome == .pass
                ? "at most \(Words.percent(upper)) \(what), with 95 % confidence; \(allowed)"
                : "at least \(Words.percent(lower)) \(what), with 95 % confidence; \(allowed)"
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
            let time = seconds > 0 ? " (\(Words.duration(seconds: seconds * (factor - 1))) more at this rate)" : ""
            return "about \(Words.roughly(more)) more \(noun)\(time) would decide it if the share stays as it is"
        }
    }
}
