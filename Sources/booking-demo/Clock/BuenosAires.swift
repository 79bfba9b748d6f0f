import Foundation
import Groundwork

/// Wall-clock time in America/Argentina/Buenos_Aires.
///
/// Argentina has stood at UTC−03:00 without daylight saving since 2009 (tzdata), so a fixed offset is right for every date
/// that can be booked.
enum BuenosAires {
    /// Seconds to add to UTC.
    static let offset = -3 * 3600

    /// The offset as ISO 8601 writes it.
    static let offsetText = "-03:00"

    /// Today's date and the minute of the day, in local time.
    static func now() -> (date: CivilDate, minute: Int) {
        let local = CivilTime(secondsSince1970: Int(Date().timeIntervalSince1970) + offset)
        return (local.date, local.secondOfDay / 60)
    }

    /// `YYYY-MM-DDTHH:MM:00-03:00`.
    static func timestamp(date: String, minute: Int) -> String {
        "\(date)T\(CivilTime(secondsSince1970: minute * 60).clock)\(offsetText)"
    }
}

/// Milliseconds since 1970 in UTC.
func epochMilliseconds() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
