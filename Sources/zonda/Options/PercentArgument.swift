import ArgumentParser

/// A share on the command line: `5%`, or `0.05`.
struct PercentArgument: ExpressibleByArgument, Hashable {
    /// The share: 0.05 is 5 %.
    var share: Double

    /// This share.
    init(share: Double) {
        self.share = share
    }

    init?(argument: String) {
        let isPercent = argument.hasSuffix("%")
        guard let number = Double(isPercent ? String(argument.dropLast()) : argument), number.isFinite else {
            return nil
        }
        share = isPercent ? number / 100 : number
        // A bare 5 was meant as 5 %: to allow five times as much is no gate.
        guard share >= 0, share < 1 else { return nil }
    }

    /// How it is shown in help: `5%`.
    var defaultValueDescription: String {
        "\(share * 100 == (share * 100).rounded() ? "\(Int(share * 100))" : "\(share * 100)")%"
    }
}
