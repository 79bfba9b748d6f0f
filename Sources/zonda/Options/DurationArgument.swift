import ArgumentParser
import Groundwork
import LoadPlan

/// A length of time on the command line: `500ms`, `90s`, `2m`, `1m30s`, `1h`.
struct DurationArgument: ExpressibleByArgument, Hashable {
    /// The length.
    var nanoseconds: Nanoseconds

    /// This length.
    init(nanoseconds: Nanoseconds) {
        self.nanoseconds = nanoseconds
    }

    init?(argument: String) {
        var rest = Substring(argument.lowercased())
        var total: Nanoseconds = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(unit.count)
            let seconds: Double
            switch unit {
            case "ms": seconds = 0.001
            case "s": seconds = 1
            case "m", "min": seconds = 60
            case "h": seconds = 3600
            default: return nil
            }
            guard let number = Double(digits), number.isFinite else { return nil }
            total = total &+ Nanoseconds(clampingSeconds: number * seconds)
            // More than a century in one part is clamped; many such parts are no length of time.
            guard total <= Nanoseconds(clampingSeconds: .greatestFiniteMagnitude) else { return nil }
        }
        guard total > 0 else { return nil }
        nanoseconds = total
    }

    /// How it is shown in help: `30s`.
    var defaultValueDescription: String { "\(nanoseconds / .second)s" }
}
