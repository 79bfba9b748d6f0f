/// A moment as a calendar and a clock show it: a date and the second of that day. Leap seconds do not exist, as in
/// POSIX time.
public struct CivilTime: Sendable, Hashable {
    /// The date.
    public let date: CivilDate
    /// Seconds since the day began, 0 to 86,399.
    public let secondOfDay: Int

    /// The hour, 0 to 23.
    public var hour: Int { secondOfDay / 3600 }
    /// The minute, 0 to 59.
    public var minute: Int { secondOfDay / 60 % 60 }
    /// The second, 0 to 59.
    public var second: Int { secondOfDay % 60 }

    /// What is shown so many seconds after 1970-01-01T00:00:00 of the same clock.
    public init(secondsSince1970 seconds: Int) {
        // Truncation goes towards zero; before 1970 that would be the day after.
        let remainder = seconds % 86_400
        let isBefore = remainder < 0
        secondOfDay = isBefore ? remainder + 86_400 : remainder
        date = CivilDate(daysSince1970: seconds / 86_400 - (isBefore ? 1 : 0))
    }

    /// What is shown so many seconds after 1970-01-01T00:00:00, without the fraction, limited to the years 1 to 9999,
    /// which every reader of dates takes. Not-a-number is 1970.
    public init(limiting seconds: Double) {
        let limited = seconds.isNaN ? 0 : min(max(seconds, -62_135_596_800), 253_402_300_799)
        self.init(secondsSince1970: Int(limited.rounded(.down)))
    }

    /// `2026-11-21T06:08:00Z`: RFC 3339, of a moment in UTC.
    public var iso8601: String { "\(date.iso8601)T\(clock)Z" }

    /// `20261121T060800Z`: ISO 8601's basic format, for names of files.
    public var iso8601Basic: String { iso8601.filter { $0 != "-" && $0 != ":" } }

    /// `2026-11-21 06:08:00 UTC`: for people.
    public var readable: String { "\(date.iso8601) \(clock) UTC" }

    /// `06:08:00`.
    public var clock: String { "\(two(hour)):\(two(minute)):\(two(second))" }

    private func two(_ number: Int) -> String { Decimal.padded(number.magnitude, to: 2) }
}
