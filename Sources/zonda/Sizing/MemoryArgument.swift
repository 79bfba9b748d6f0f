import ArgumentParser

/// An amount of memory on the command line, as Kubernetes writes it: `310Mi`, `1.5Gi`, `400M`.
struct MemoryArgument: ExpressibleByArgument, Hashable {
    /// Bytes.
    var bytes: Double

    init?(argument: String) {
        let units: [(String, Double)] = [
            ("Ki", 1024), ("Mi", 1_048_576), ("Gi", 1_073_741_824), ("M", 1e6), ("G", 1e9),
        ]
        guard let unit = units.first(where: { argument.hasSuffix($0.0) }),
            let number = Double(argument.dropLast(unit.0.count)), number > 0, number * unit.1 <= 1e15
        else { return nil }
        bytes = number * unit.1
    }
}

/// A price on the command line: `0.04`, or `0.04/h`, in any currency.
struct PriceArgument: ExpressibleByArgument, Hashable {
    /// For an hour.
    var perHour: Double

    init?(argument: String) {
        let text = argument.hasSuffix("/h") ? String(argument.dropLast(2)) : argument
        guard let number = Double(text), number > 0, number <= 1e9 else { return nil }
        perHour = number
    }
}
