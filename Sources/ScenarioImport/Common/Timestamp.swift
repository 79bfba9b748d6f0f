import Groundwork

/// Moments in the spellings of recordings and logs, as milliseconds since 1970 in UTC; none before 1970.
enum Timestamp {
    /// `2026-11-20T10:15:30.123-03:00`: a day and a time as ISO 8601 writes them, in UTC where there is no offset; `nil`
    /// for anything else, also for a day alone.
    static func iso8601(_ text: some StringProtocol) -> Int? {
        guard text.utf8.count > "2026-11-20".utf8.count, let date = ISODate(text) else { return nil }
        return milliseconds(date.secondsInUTC, date.fraction)
    }

    /// `20/Nov/2026:10:15:30 -0300`, the form of access logs; in UTC where there is no offset.
    static func commonLog(_ text: some StringProtocol) -> Int? {
        Array(text.utf8).withUnsafeBytes { bytes in
            var reader = DateReader(bytes)
            guard let day = reader.digits(2), reader.accept(UInt8(ascii: "/")), let month = reader.monthName(),
                reader.accept(UInt8(ascii: "/")), let year = reader.digits(4),
                let date = CivilDate(year: year, month: month, day: day), reader.accept(UInt8(ascii: ":")),
                let hour = reader.digits(2), hour < 24, reader.accept(UInt8(ascii: ":")),
                let minute = reader.digits(2), minute < 60, reader.accept(UInt8(ascii: ":")),
                let second = reader.digits(2), second <= 60
            else { return nil }
            var offset = 0
            if !reader.isAtEnd {
                _ = reader.accept(UInt8(ascii: " "))
                guard let read = reader.offset(), reader.isAtEnd else { return nil }
                offset = read
            }
            return milliseconds(((date.daysSince1970 * 24 + hour) * 60 + minute) * 60 + second - offset, 0)
        }
    }

    private static func milliseconds(_ seconds: Int, _ nanoseconds: Int) -> Int? {
        seconds < 0 ? nil : seconds * 1000 + nanoseconds / 1_000_000
    }
}
