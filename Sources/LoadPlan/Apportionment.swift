/// Gives out labels by share so that every beginning of the sequence is as near to the shares as whole numbers allow.
///
/// Smooth weighted round robin: at each turn every label gains its share, the one that is furthest ahead is given out
/// and pays one. After *n* turns each label has been given `n × share` times, give or take one; the sequence depends on
/// nothing but the shares, so any number of shards sees the same.
public struct Apportionment: Sendable {
    /// The label of each turn, for as many turns as were asked for.
    public let labels: [Int]

    /// The first `count` labels for these shares; shares need not add up to 1. Without any positive share all are 0.
    public init(shares: [Double], count: Int) {
        let total = shares.reduce(0) { $0 + max(0, $1) }
        guard total > 0, count > 0 else {
            labels = [Int](repeating: 0, count: max(0, count))
            return
        }
        let weights = shares.map { max(0, $0) / total }
        var credit = [Double](repeating: 0, count: weights.count)
        var labels: [Int] = []
        labels.reserveCapacity(count)
        for _ in 0..<count {
            var best = -1
            for index in weights.indices where weights[index] > 0 {
                credit[index] += weights[index]
                // A small slack, so that rounding of equal credits never lets the order depend on the last bit.
                if best < 0 || credit[index] > credit[best] + 1e-9 { best = index }
            }
            credit[best] -= 1
            labels.append(best)
        }
        self.labels = labels
    }
}
