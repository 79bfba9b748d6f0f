/// A date of the proleptic Gregorian calendar, as ISO 8601 counts: the year before 1 is year 0.
///
/// Both directions follow H. Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that the
/// leap day is a year's last, and eras of 400 years are all alike.
public struct CivilDate: Sendable, Hashable, Comparable {
    /// The year; 0 and below lie before year 1.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, 1 to 31.
    public let day: Int

    /// The date with these numbers.
    /// - Returns: `nil` for a month or day that the calendar does not have, and for years past a billion.
    public init?(year: Int, month: Int, day: Int) {
        guard year.magnitude <= 1_000_000_000, (1...12).contains(month), day >= 1,
            day <= Self.days(inMonth: month, of: year)
        else { return nil }
        self.init(year, month, day)
    }

    /// The date so many days after 1970-01-01; a billion years away the calendar ends.
    public init(daysSince1970 days: Int) {
        let shifted = min(max(days, -365_242_500_000), 365_242_500_000) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        self.init(
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month,
            dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        )
    }

    /// Reads `2026-11-21`, as ``iso8601`` writes years 0 to 9999.
    /// - Returns: `nil` for any other form, and for a day that the calendar does not have.
    public init?(_ text: some StringProtocol) {
        let date: CivilDate? = Array(text.utf8).withUnsafeBytes { bytes in
            var reader = DateReader(bytes)
            guard let year = reader.digits(4), reader.accept(UInt8(ascii: "-")), let month = reader.digits(2),
                reader.accept(UInt8(ascii: "-")), let day = reader.digits(2), reader.isAtEnd
            else { return nil }
            return CivilDate(year: year, month: month, day: day)
        }
        guard let date else { return nil }
        self = date
    }

    private init(_ year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days since 1970-01-01; negative before it.
    public var daysSince1970: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// `2026-11-21`; years before 0 have a sign, and years past 9999 more digits.
    public var iso8601: String {
        let year = (year < 0 ? "-" : "") + Decimal.padded(year.magnitude, to: 4)
        return "\(year)-\(Decimal.padded(month.magnitude, to: 2))-\(Decimal.padded(day.magnitude, to: 2))"
    }

    /// The day of the week, 0 (Sunday) to 6.
    public var weekday: Int { ((daysSince1970 + 4) % 7 + 7) % 7 }

    /// Whether a year has a 29 February.
    public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// Days of a month, 1 to 12, of a year.
    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: isLeap(year) ? 29 : 28
        default: 31
        }
    }

    /// Three letters for each month, January first.
    public static let monthNames: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Three letters for each day of the week, Sunday first.
    public static let weekdayNames: [StaticString] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    /// The earlier date first.
    public static func < (a: CivilDate, b: CivilDate) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }
}
