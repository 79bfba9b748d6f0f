import Groundwork

/// The loads that prove the settings, in levels of the search: arrivals a second, or users.
public struct SizingProof: Sendable, Codable, Hashable {
    /// The load before the jump.
    public let before: Double
    /// The load after it.
    public let after: Double
    /// The highest load, at which a pod is taken away.
    public let peak: Double
    /// Seconds of each part.
    public let seconds: Double
    /// Levels are users.
    public let isUsers: Bool
}

extension SizingProof {
    /// The loads of a question: the night, or the peak before a jump to it, the jump, and the peak.
    init(_ base: MeasuredSize, _ question: SizingQuestion, peak: Double) {
        let before = question.night ?? peak / question.jump
        let isUsers = base.model == .users
        let level = { (requests: Double) in
            let level = requests / base.perLevel
            return isUsers ? max(1, level.rounded()) : level
        }
        // Long enough for the autoscaler to follow, and for as long again to be judged.
        let seconds = (max(120, 3 * question.reaction.seconds) / 60).rounded(.up) * 60
        self.init(
            before: level(before),
            after: level(min(peak, before * question.jump)),
            peak: level(peak),
            seconds: seconds,
            isUsers: isUsers
        )
    }
}
