import ArgumentParser

/// A share on the command line: `5%`, or `0.05`.
struct PercentArgument: ExpressibleByArgument, Hashable {
    /// The share: 0.05 is 5 %.
    var share: Double

    init?(argument: String) {
        let isPercent = argument.hasSuffix("%")
        guard let number = Double(isPercent ? String(argument.dropLast()) : argument), number.isFinite else {
            return nil
        }
        share = isPercent ? number / 100 : number
        // A bare 5 was meant as 5 %: to allow five times as much is no gate.
        guard share >= 0, share < 1 else { return nil }
    }
}
