/// Lengths of time as text: `200ms`, `1.5h`, `1m30s`.
enum DurationText {
    enum Mistake: Error, Equatable {
        case form
        case unit(String)
        case tooLong
    }

    static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("min", 60e9), ("h", 3600e9),
        ("d", 86400e9),
    ]
    /// What people write instead, for suggestions.
    static let aliases = [
        "sec": "s", "secs": "s", "second": "s", "seconds": "s", "msec": "ms", "millis": "ms", "mins": "m",
        "minute": "m", "minutes": "m", "hour": "h", "hours": "h", "hr": "h", "day": "d", "days": "d",
    ]
    /// The unit that a word means, as it is written.
    static func unit(named word: String) -> String? {
        aliases[word] ?? (units.contains { $0.name == word } ? word : nil)
    }

    static let unitNames = ["ns", "us", "ms", "s", "m", "h", "d"]
    /// A hundred years, near enough.
    static let longest = 36500 * 86400e9

    static func parse(_ text: String) -> Result<Int64, Mistake> {
        var rest = Substring(text)
        var total = 0.0
        guard !rest.isEmpty else { return .failure(.form) }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
            guard let number = Double(digits) else { return .failure(.form) }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { !($0.isASCII && $0.isNumber) }
            rest = rest.dropFirst(unit.count)
            guard !unit.isEmpty else { return .failure(.form) }
            guard let known = units.first(where: { $0.name == unit }) else { return .failure(.unit(String(unit))) }
            total += number * known.nanoseconds
        }
        guard total <= longest else { return .failure(.tooLong) }
        return .success(Int64(total.rounded()))
    }

    /// The shortest way to write a length of time.
    static func write(_ nanoseconds: Int64) -> String {
        let size = nanoseconds.magnitude
        let sign = nanoseconds < 0 ? "-" : ""
        for (name, unit) in [("d", 86400e9), ("h", 3600e9), ("m", 60e9), ("s", 1e9), ("ms", 1e6), ("us", 1e3)] {
            let length = UInt64(unit)
            if size >= length, size % length == 0 { return "\(sign)\(size / length)\(name)" }
        }
        return size == 0 ? "0s" : "\(sign)\(size)ns"
    }
}
