/// A point in time in words, as Java's `Date` has it: `Sat Nov 21 06:08:00 UTC 2026`. Readers of logs skip it; people
/// do not.
enum CalendarDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `seconds` since 1970 UTC, from year 1 to 9999; outside, the nearest of them.
    static func text(secondsSince1970 seconds: Double) -> String {
        let limited = min(max(seconds.isNaN ? 0 : seconds, -62_135_596_800), 253_402_300_799)
        let total = Int(limited.rounded(.down))
        let second = ((total % 86_400) + 86_400) % 86_400
        let day = (total - second) / 86_400
        let (year, month, date) = civil(daysSince1970: day)
        let clock = [second / 3600, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
        return "\(days[((day % 7) + 7) % 7]) \(months[month - 1]) \(twoDigits(date)) \(clock) UTC \(year)"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Counts years from March, so that the leap day is a year's last, in eras of 400 years, which are all alike.
    private static func civil(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = daysSince1970 + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}
