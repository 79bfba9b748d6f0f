/// Moments as text, always in UTC, the same on every machine.
enum Timestamp {
    /// `2026-11-21T06:08:00Z` of seconds since 1970; what lies outside the years 1 to 9999 is shown as the nearest.
    static func iso(_ seconds: Double) -> String {
        let parts = Self.parts(seconds)
        return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))T\(clock(parts.second))Z"
    }

    /// `2026-11-21 06:08:00 UTC`.
    static func readable(_ seconds: Double) -> String {
        let parts = Self.parts(seconds)
        return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2)) \(clock(parts.second)) UTC"
    }

    /// The Gregorian date of a day number: years are counted from March, so that a leap day is the last of its year
    /// (H. Hinnant, "chrono-compatible low-level date algorithms").
    private static func parts(_ seconds: Double) -> (year: Int, month: Int, day: Int, second: Int) {
        let held = seconds.isNaN ? 0 : min(max(seconds, -62_135_596_800), 253_402_300_799)
        let whole = Int(held.rounded(.down))
        let days = whole >= 0 ? whole / 86_400 : -((-whole + 86_399) / 86_400)
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * march + 2) / 5 + 1, whole - days * 86_400)
    }

    private static func clock(_ second: Int) -> String {
        "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
