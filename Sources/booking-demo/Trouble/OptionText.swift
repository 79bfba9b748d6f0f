/// What is wrong with an option's text, for the person at the terminal.
struct OptionError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}

/// The small notations that options share.
enum OptionText {
    /// Reads `key=value,key=value`.
    static func pairs(_ text: some StringProtocol) throws -> [(key: String, value: String)] {
        try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            let sides = part.split(separator: "=", maxSplits: 1)
            guard sides.count == 2 else { throw OptionError("“\(part)” should read key=value") }
            return (String(sides[0]), String(sides[1]))
        }
    }

    /// Reads `400ms`, `3s`, `1.5s`, `2m`; nanoseconds, at most a day.
    static func duration(_ text: some StringProtocol) throws -> UInt64 {
        let units: [(String, Double)] = [("ms", 1e6), ("us", 1e3), ("ns", 1), ("s", 1e9), ("m", 6e10)]
        guard let (suffix, factor) = units.first(where: { text.hasSuffix($0.0) }),
            let number = Double(text.dropLast(suffix.count)), number.isFinite, number >= 0,
            number * factor <= 8.64e13
        else { throw OptionError("“\(text)” is not a duration such as 400ms or 3s") }
        return UInt64(number * factor)
    }

    /// Reads `5%`; a share from 0 to 1.
    static func share(_ text: some StringProtocol) throws -> Double {
        guard text.hasSuffix("%"), let number = Double(text.dropLast()), number >= 0, number <= 100 else {
            throw OptionError("“\(text)” is not a percentage such as 5%")
        }
        return number / 100
    }
}
