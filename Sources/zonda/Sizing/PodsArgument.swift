import ArgumentParser

/// Numbers of pods on the command line: `4`, or `1,2,4,8`.
struct PodsArgument: ExpressibleByArgument, Hashable {
    /// In their order.
    var counts: [Int]

    init?(argument: String) {
        let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        counts = numbers.compactMap { $0 }
        guard counts.count == numbers.count, counts.allSatisfy({ (1...10_000).contains($0) }) else { return nil }
    }
}
