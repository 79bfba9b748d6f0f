import Testing

@testable import HTTPExchange

@Suite struct CookieDateTests {
    /// Dates that browsers read, and what they are in seconds since 1970.
    private static let dates: [(String, Int64)] = [
        ("Wed, 09 Jun 2021 10:18:14 GMT", 1_623_233_894), ("Wednesday, 09-Jun-21 10:18:14 GMT", 1_623_233_894),
        ("Wed Jun  9 10:18:14 2021", 1_623_233_894), ("9 Jun 2021 10:18:14", 1_623_233_894),
        ("09 June 2021 10:18:14", 1_623_233_894), ("2021 Jun 9 10:18:14", 1_623_233_894),
        ("10:18:14 09 jun 2021", 1_623_233_894), ("Wed,09/Jun/2021;10:18:14", 1_623_233_894),
        ("9 JUNE 21 10:18:14 -0300", 1_623_233_894), ("9x Junebug 2021y 10:18:14z", 1_623_233_894),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("1 Jan 70 0:0:0", 0), ("1 Jan 69 0:0:0", 3_124_224_000),
        ("31 Dec 1999 23:59:59", 946_684_799), ("29 Feb 2024 00:00:00", 1_709_164_800),
        ("1 Jan 1601 0:0:0", -11_644_473_600), ("31 Dec 9999 23:59:59", 253_402_300_799),
    ]

    @Test(arguments: dates) func readsDates(_ text: String, _ seconds: Int64) {
        #expect(Array(text.utf8).withUnsafeBytes { CookieDate.seconds($0) } == seconds)
    }

    @Test(arguments: [
        "", "x", "Wed", "9 Jun 2021", "9 Jun 10:18:14", "Jun 2021 10:18:14", "9 2021 10:18:14", "32 Jan 2021 1:1:1",
        "0 Jan 2021 1:1:1", "31 Apr 2021 1:1:1", "29 Feb 2021 1:1:1", "9 Jun 2021 24:00:00", "9 Jun 2021 1:60:00",
        "9 Jun 2021 1:1:60", "9 Jun 2021 1:1", "9 Jun 2021 111:1:1", "9 Jun 1600 1:1:1", "9 Jun 20210 1:1:1",
        "9 Jun 2 1:1:1", "009 Jun 2021 1:1:1", "1623233894",
    ])
    func refusesWhatIsNoDate(_ text: String) {
        #expect(Array(text.utf8).withUnsafeBytes { CookieDate.seconds($0) } == nil)
    }
}
