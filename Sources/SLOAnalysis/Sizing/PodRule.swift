import Groundwork

/// How many pods a load needs, and the target that keeps as many.
struct PodRule {
    let capacity: PodCapacity
    let loss: PodLoss
    /// What the load is multiplied by while new pods start.
    let growth: Double

    /// The smallest number that carries a load after the loss.
    func pods(for load: Double) throws(SizingError) -> Int {
        let most = capacity.law?.limit ?? SizingCalculation.mostPods
        if let pods = smallest(most, load, by: { capacity.low($0) }) { return pods }
        let words = "\(Figures.rate(load)) × \(Figures.number(growth))"
        guard let law = capacity.law else {
            throw .input("\(words) needs more than \(Figures.count(Double(most))) pods: see what --peak means")
        }
        if let peak = law.peak, Double(law.limit) > peak.low {
            throw .refused(
                "\(words) is not reached with any number of pods: beyond \(Figures.number(peak.low, 0)) to "
                    + "\(Figures.number(peak.pods, 0)) more pods make it slower; the limit is elsewhere, such as in a "
                    + "database that they share"
            )
        }
        throw .refused(
            "\(words) is not shown to hold with \(law.limit) pods, twice the largest size that was measured: measure "
                + "larger sizes, or with longer levels"
        )
    }

    /// The same with the other end of what was measured; nil where it is not known or not reached.
    func podsAbove(for load: Double) -> Int? {
        guard capacity.high(1) != nil else { return nil }
        return smallest(capacity.law?.limit ?? SizingCalculation.mostPods, load) { capacity.high($0) ?? 0 }
    }

    /// Requests a second of each of so many pods, below which an autoscaler should keep them.
    func target(of pods: Int) -> Double {
        capacity.low(pods - loss.lost(of: pods)) / (Double(pods) * growth * (1 + ScalingReaction.tolerance))
    }

    private func smallest(_ most: Int, _ load: Double, by capacity: (Int) -> Double) -> Int? {
        guard most >= 1 else { return nil }
        return (1...most).first { capacity($0 - loss.lost(of: $0)) >= load * growth * (1 - 1e-9) }
    }
}
