import Testing

@testable import Reports

@Suite("Numbers as people read them")
struct FiguresTests {
    @Test(
        "Latencies keep about four significant digits",
        arguments: [
            (0 as UInt64, "0 ns"), (999, "999 ns"), (1_000, "1.00 µs"), (84_312, "84.3 µs"), (843_123, "843 µs"),
            (999_600, "1.000 ms"), (5_214_000, "5.214 ms"), (12_484_000, "12.48 ms"), (99_996_000, "100.0 ms"),
            (183_249_000, "183.2 ms"), (999_960_000, "1.000 s"), (2_041_400_000, "2.041 s"),
            (61_230_000_000, "61.23 s"), (3_600_000_000_000, "3600.0 s"), (.max, "18446744073.7 s"),
        ]
    )
    func latency(nanoseconds: UInt64, text: String) {
        #expect(Figures.latency(nanoseconds) == text)
    }

    @Test("What is no number is not written as one")
    func notANumber() {
        #expect(Figures.latency(Double.nan) == "–")
        #expect(Figures.latency(Double.infinity) == "∞")
        #expect(Figures.percent(.nan) == "–")
        #expect(Figures.rate(.infinity) == "–")
        #expect(Figures.fixed(-.infinity, 2) == "-∞")
        #expect(Figures.fixed(1e300, 2) == "1e+300")
    }

    @Test(
        "Ratios near 0 and near 1 stay apart from them",
        arguments: [
            (0, "0 %"), (1, "100 %"), (0.00083, "0.083 %"), (0.99917, "99.917 %"), (0.125, "12.5 %"),
            (0.000_004, "0.0004 %"), (0.05, "5.00 %"), (0.5, "50.0 %"),
        ]
    )
    func percent(ratio: Double, text: String) {
        #expect(Figures.percent(ratio) == text)
    }

    @Test(
        "Lengths of time",
        arguments: [
            (500_000_000 as UInt64, "0.5s"), (2_000_000_000, "2s"), (59_400_000_000, "59s"), (59_600_000_000, "1m 00s"),
            (125_000_000_000, "2m 05s"), (3_780_000_000_000, "1h 03m"), (.max, "5124095h 34m"),
        ]
    )
    func duration(nanoseconds: UInt64, text: String) {
        #expect(Figures.duration(nanoseconds) == text)
    }

    @Test("Thousands stand apart, signs and decimals stay")
    func grouping() {
        #expect(Figures.count(0) == "0")
        #expect(Figures.count(999) == "999")
        #expect(Figures.count(48_211) == "48,211")
        #expect(Figures.count(.max) == "18,446,744,073,709,551,615")
        #expect(Figures.number(-1234.5, 1) == "-1,234.5")
        #expect(Figures.fixed(-0.001, 2) == "0.00")
        #expect(Figures.fixed(0.005, 2) == "0.01")
    }

    @Test("Bytes", arguments: [(12 as UInt64, "12 B"), (118_400_000, "118.4 MB"), (2_500_000_000, "2.50 GB")])
    func bytes(bytes: UInt64, text: String) {
        #expect(Figures.bytes(bytes) == text)
    }
}
