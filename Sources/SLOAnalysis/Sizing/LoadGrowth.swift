/// How fast a load grows.
public enum LoadGrowth: Sendable, Hashable {
    /// By this share while new pods start: 0.3 is 30 %.
    case share(Double)
    /// From nothing to the peak in so many seconds, in a straight line.
    case ramp(seconds: Double)

    /// The load at the end of the reaction over that at its beginning, rounded up to whole percents. On a ramp that is
    /// meant at half of the peak: below it, the pods that are always there carry the load.
    func factor(reaction: Double) -> Double {
        let factor =
            switch self {
            case .share(let share): 1 + share
            case .ramp(let seconds): 1 + reaction / (seconds / 2)
            }
        return (factor * 100 - 1e-9).rounded(.up) / 100
    }
}
