/// Which places of a repeating cycle belong to shares of unequal size, each spread as evenly as the others leave room.
///
/// Parts and shards of a run are all of one size; a machine that can do more makes several parts. With these places its
/// parts are those that lie most evenly in the schedule: of ten parts for machines of 3, 2 and 5, the first makes the
/// ones at the first share's places. The larger shares choose first, and each takes for its *i*-th of *n* places the
/// first free one at or after *i* · cycle ∕ *n* (the stripes of k6's execution segments, lib/execution_segment.go).
struct StripedShares {
    /// Places of the cycle, of each share, in ascending order; from 0.
    let places: [[Int]]
    /// Places in the cycle.
    let cycle: Int

    /// Shares of so many places each; nil where there are none, or more than ten thousand.
    init?(_ sizes: [Int]) {
        guard !sizes.isEmpty, sizes.allSatisfy({ (1...10_000).contains($0) }) else { return nil }
        let cycle = sizes.reduce(0) { min($0 + $1, 10_001) }
        guard cycle <= 10_000 else { return nil }
        var isTaken = [Bool](repeating: false, count: cycle)
        var places = [[Int]](repeating: [], count: sizes.count)
        // Those of one size choose in their order.
        for share in sizes.indices.sorted(by: { (-sizes[$0], $0) < (-sizes[$1], $1) }) {
            for number in 0..<sizes[share] {
                // Rounded up: the first whole place at or after it.
                var place = (number * cycle + sizes[share] - 1) / sizes[share]
                while isTaken[place % cycle] { place += 1 }
                isTaken[place % cycle] = true
                places[share].append(place % cycle)
            }
            places[share].sort()
        }
        self.places = places
        self.cycle = cycle
    }

    /// How far it is from each place of a share to its next one, around the cycle.
    func gaps(of share: Int) -> [Int] {
        let own = places[share]
        return own.indices.map { index in
            index + 1 < own.count ? own[index + 1] - own[index] : own[0] + cycle - own[index]
        }
    }
}
