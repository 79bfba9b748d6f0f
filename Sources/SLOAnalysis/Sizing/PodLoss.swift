/// How many pods are lost at once.
struct PodLoss {
    /// Zones, one of which may be lost; nil for one pod.
    let zones: Int?

    /// Of so many pods.
    func lost(of pods: Int) -> Int { zones.map { (pods + $0 - 1) / $0 } ?? 1 }

    /// In words.
    var words: String { zones.map { "one of \($0) zones, ⌈pods / \($0)⌉" } ?? "one pod" }
}
