/// A date as ISO 8601 writes it, in the basic or the extended format (RFC 3339 section 5.6 is one form of it).
///
/// | read | rule |
/// |---|---|
/// | `2026-11-23`, `20261123` | a day; its first moment |
/// | `2026-11-23T09:00`, `20261123T0900`, `2026-11-23 09:00` | `T`, `t` or one blank before the time; minutes are needed |
/// | `…:30`, `…:60` | seconds; a leap second counts as the next second |
/// | `….5`, `…,5` | a fraction of a second; digits past the ninth are dropped |
/// | `…Z`, `…-03:00`, `…-0300`, `…-03` | the distance from UTC; without it ``offset`` is `nil` |
///
/// A day that the calendar does not have, an hour past 23, and any text after the date are refused.
public struct ISODate: Sendable, Hashable {
    /// Seconds from 1970-01-01T00:00:00 as the clock on the wall shows them, without regard to ``offset``.
    public let wallSeconds: Int
    /// Nanoseconds to add to them, 0 to 999,999,999.
    public let fraction: Int
    /// Seconds east of Greenwich; `nil` where the text does not say.
    public let offset: Int?

    /// Reads a date.
    /// - Returns: `nil` where `text` is not a date of this form.
    public init?(_ text: UnsafeRawBufferPointer) {
        var reader = DateReader(text)
        guard let year = reader.digits(4) else { return nil }
        let dashes = reader.accept(UInt8(ascii: "-"))
        guard let month = reader.digits(2), !dashes || reader.accept(UInt8(ascii: "-")), let day = reader.digits(2),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        var seconds = date.daysSince1970 * 86_400
        var fraction = 0
        var offset: Int?
        if !reader.isAtEnd {
            guard reader.accept(UInt8(ascii: "T")) || reader.accept(UInt8(ascii: "t")) || reader.accept(32),
                let hour = reader.digits(2), hour < 24
            else { return nil }
            let colons = reader.accept(UInt8(ascii: ":"))
            guard let minute = reader.digits(2), minute < 60 else { return nil }
            seconds += hour * 3600 + minute * 60
            if !colons && reader.isDigit || reader.accept(UInt8(ascii: ":")) {
                guard let second = reader.digits(2), second <= 60 else { return nil }
                seconds += second
                if reader.accept(UInt8(ascii: ".")) || reader.accept(UInt8(ascii: ",")) {
                    guard let read = reader.fraction() else { return nil }
                    fraction = read
                }
            }
            if !reader.isAtEnd {
                guard let read = reader.offset(), reader.isAtEnd else { return nil }
                offset = read
            }
        }
        wallSeconds = seconds
        self.fraction = fraction
        self.offset = offset
    }

    /// Reads a date.
    /// - Returns: `nil` where `text` is not a date of this form.
    public init?(_ text: some StringProtocol) {
        guard let date = Array(text.utf8).withUnsafeBytes({ ISODate($0) }) else { return nil }
        self = date
    }

    /// Seconds since 1970 in UTC; a text without an offset is taken for UTC.
    public var secondsInUTC: Int { wallSeconds - (offset ?? 0) }

    /// Seconds and a fraction as nanoseconds; `nil` outside the years 1677 to 2262, which 64 bits can hold.
    public static func nanoseconds(_ seconds: Int, _ fraction: Int) -> Int64? {
        let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflow2) = product.addingReportingOverflow(Int64(fraction))
        return overflow || overflow2 ? nil : sum
    }
}
