import Groundwork
import Testing

@Suite("Calendar")
struct CalendarTests {
    @Test(
        "Days and dates, both ways",
        arguments: [
            (0, 1970, 1, 1, 4), (-1, 1969, 12, 31, 3), (19_782, 2024, 2, 29, 4), (11_016, 2000, 2, 29, 2),
            (-25_509, 1900, 2, 28, 3), (-25_508, 1900, 3, 1, 4), (-719_468, 0, 3, 1, 3), (-719_528, 0, 1, 1, 6),
            (-719_529, -1, 12, 31, 5), (2_932_896, 9999, 12, 31, 5), (2_932_897, 10_000, 1, 1, 6),
        ]
    )
    func date(_ days: Int, _ year: Int, _ month: Int, _ day: Int, _ weekday: Int) throws {
        let date = CivilDate(daysSince1970: days)
        #expect((date.year, date.month, date.day) == (year, month, day))
        #expect(date.daysSince1970 == days)
        #expect(date.weekday == weekday)
        #expect(try #require(CivilDate(year: year, month: month, day: day)) == date)
    }

    @Test("Every day of 800 years follows the day before")
    func consecutive() {
        var last = CivilDate(daysSince1970: -146_098)
        for days in -146_097...146_097 {
            let date = CivilDate(daysSince1970: days)
            let isNewMonth = date.day == 1
            #expect(last < date && date.daysSince1970 == days)
            #expect(
                isNewMonth ? last.day == CivilDate.days(inMonth: last.month, of: last.year) : date.day == last.day + 1
            )
            last = date
        }
    }

    @Test(
        "Dates that the calendar does not have",
        arguments: [
            (2023, 2, 29), (1900, 2, 29), (2024, 13, 1), (2024, 0, 1), (2024, 4, 31), (2024, 1, 0), (.max, 1, 1),
            (.min, 1, 1),
        ]
    )
    func refused(_ year: Int, _ month: Int, _ day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test("Days without end", arguments: [Int.max, .min])
    func extremes(_ days: Int) {
        #expect(abs(CivilDate(daysSince1970: days).year) > 999_000_000)
        #expect(CivilTime(secondsSince1970: days).secondOfDay >= 0)
    }

    @Test(
        "Moments",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (-0.5, "1969-12-31T23:59:59Z"),
            (951_782_399, "2000-02-28T23:59:59Z"), (951_825_600, "2000-02-29T12:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"), (1_795_241_280.9, "2026-11-21T06:08:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"), (253_402_300_800, "9999-12-31T23:59:59Z"),
            (.infinity, "9999-12-31T23:59:59Z"), (-.infinity, "0001-01-01T00:00:00Z"), (.nan, "1970-01-01T00:00:00Z"),
        ]
    )
    func moments(_ seconds: Double, _ text: String) {
        let time = CivilTime(limiting: seconds)
        #expect(time.iso8601 == text)
        #expect(time.readable == text.replacing("T", with: " ").replacing("Z", with: " UTC"))
        #expect(time.iso8601Basic == text.replacing("-", with: "").replacing(":", with: ""))
        #expect(
            ISODate(text)?.secondsInUTC
                == (seconds.isFinite ? min(Int(seconds.rounded(.down)), 253_402_300_799) : ISODate(text)?.secondsInUTC)
        )
    }

    @Test("Years outside four digits", arguments: [(-62_167_219_201, "-0001-12-31"), (253_402_300_800, "10000-01-01")])
    func years(_ seconds: Int, _ text: String) {
        #expect(CivilTime(secondsSince1970: seconds).date.iso8601 == text)
    }

    @Test("A date's text, both ways", arguments: ["0000-01-01", "2000-02-29", "2026-11-21", "9999-12-31"])
    func text(_ text: String) { #expect(CivilDate(text)?.iso8601 == text) }

    @Test(
        "Texts that are not one date",
        arguments: ["", "2026-11", "20261121", "2026-2-03", "2026-02-29", "2026-11-21 ", "-026-11-21", "2026-11-21T"]
    )
    func notOneDate(_ text: String) { #expect(CivilDate(text) == nil) }

    @Test(
        "ISO 8601",
        arguments: [
            ("1970-01-01", 0, 0, nil), ("19700102", 86_400, 0, nil),
            ("2000-02-29T12:30:15.5-03:00", 951_827_415, 500_000_000, -10_800),
            ("20000229T123015,25+0530", 951_827_415, 250_000_000, 19_800), ("2000-02-29 12:30", 951_827_400, 0, nil),
            ("2000-02-29t12:30z", 951_827_400, 0, 0), ("1969-12-31T23:59:59.1234567899-03", -1, 123_456_789, -10_800),
            ("2016-12-31T23:59:60Z", 1_483_228_800, 0, 0), ("0000-01-01", -62_167_219_200, 0, nil),
        ] as [(String, Int, Int, Int?)]
    )
    func read(_ text: String, _ seconds: Int, _ fraction: Int, _ offset: Int?) throws {
        let date = try #require(ISODate(text))
        #expect(date.wallSeconds == seconds && date.fraction == fraction && date.offset == offset)
        #expect(date.secondsInUTC == seconds - (offset ?? 0))
    }

    @Test(
        "Texts that are not dates",
        arguments: [
            "", "2026", "2026-11", "2026-1-1", "2026-13-01", "2023-02-29", "2026-1101", "202611-01", "2026-11-23T",
            "2026-11-23T24:00", "2026-11-23T09", "2026-11-23T09:60", "2026-11-23T09:00:61", "2026-11-23T09:00:00.",
            "2026-11-23T09:00:00 Z", "2026-11-23T09:00Zx", "2026-11-23T09:00+24:00", "2026-11-23T09:00+01:60",
            "2026-11-23  09:00", "10000-01-01", "-001-01-01", "２０２６-11-23",
        ]
    )
    func refused(_ text: String) { #expect(ISODate(text) == nil) }

    @Test("Nanoseconds end where 64 bits end")
    func nanoseconds() {
        #expect(ISODate.nanoseconds(1, 5) == 1_000_000_005)
        #expect(ISODate.nanoseconds(-1, 5) == -999_999_995)
        #expect(ISODate.nanoseconds(9_223_372_036, 854_775_807) == .max)
        #expect(ISODate.nanoseconds(9_223_372_036, 854_775_808) == nil)
        #expect(ISODate.nanoseconds(.min, 0) == nil)
    }
}
