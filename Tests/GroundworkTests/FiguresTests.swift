import Groundwork
import Testing

@Suite("Figures")
struct FiguresTests {
    @Test(
        "Latencies",
        arguments: [
            (0, "0 ns"), (0.4, "0 ns"), (843, "843 ns"), (999.4, "999 ns"), (999.7, "1 µs"), (1_000, "1 µs"),
            (1_482.4, "1.482 µs"),
            (12_480, "12.48 µs"), (999_700, "999.7 µs"), (999_940, "999.9 µs"), (999_960, "1 ms"), (5e6, "5 ms"),
            (9_999_600, "10 ms"),
            (12.5e6, "12.5 ms"), (183_240_000, "183.2 ms"), (200e6, "200 ms"), (999_940_000, "999.9 ms"),
            (999_960_000, "1 s"),
            (2_041_300_000, "2.041 s"), (61.25e9, "61.25 s"), (1_482e9, "1,482 s"), (1e21, "1,000,000,000,000 s"),
            (-1.5e6, "-1.5 ms"),
            (-0.2, "0 ns"), (.infinity, "∞"), (-.infinity, "-∞"), (.nan, "–"),
        ]
    )
    func latency(_ nanoseconds: Double, _ text: String) { #expect(Figures.latency(nanoseconds) == text) }

    @Test("Latencies of whole nanoseconds, and with fewer digits")
    func latencies() {
        #expect(Figures.latency(UInt64.max) == "18,446,744,074 s")
        #expect(Figures.latency(183.24e6, digits: 2) == "183 ms")
        #expect(Figures.latency(1.8324e6, digits: 2) == "1.8 ms")
        #expect(Figures.latency(999.6e6, digits: 2) == "1 s")
    }

    @Test(
        "Durations",
        arguments: [
            (0, "0 s"), (0.25, "250 ms"), (2.5, "2.5 s"), (9.9996, "10 s"), (12.44, "12.4 s"), (45, "45 s"),
            (59.94, "59.9 s"),
            (59.96, "1 min"), (60, "1 min"), (125.4, "2 min 5 s"), (3599.4, "59 min 59 s"), (3599.6, "1 h"),
            (3780, "1 h 3 min"),
            (9000, "2 h 30 min"), (172_740, "47 h 59 min"), (172_770, "2 days"), (187_200, "2 days 4 h"),
            (1e9, "11,574 days 2 h"),
            (-90, "-1 min 30 s"), (.infinity, "∞"), (.nan, "–"),
        ]
    )
    func duration(_ seconds: Double, _ text: String) {
        #expect(Figures.duration(seconds: seconds) == text)
        if seconds >= 0, seconds < 1e9 { #expect(Figures.duration(UInt64(seconds * 1e9)) == text) }
    }

    @Test(
        "Lengths that are asked for are rounded up",
        arguments: [
            (44.1, "45 s"), (99.5, "1 min 40 s"), (181, "4 min"), (6000, "1 h 42 min"), (8641, "2 h 30 min"),
            (400_000, "5 days"),
            (.infinity, "very long"), (.nan, "very long"),
        ]
    )
    func roughDuration(_ seconds: Double, _ text: String) { #expect(Figures.roughDuration(seconds: seconds) == text) }

    @Test(
        "Moments of a run",
        arguments: [(0, "00:00"), (41, "00:41"), (3599, "59:59"), (3727, "1:02:07"), (360_000, "100:00:00")]
    )
    func moment(_ seconds: UInt64, _ text: String) { #expect(Figures.moment(seconds * 1_000_000_000) == text) }

    @Test(
        "Rates",
        arguments: [
            (0, "0/s"), (0.0035, "0.0035/s"), (0.35, "0.35/s"), (48.25, "48.25/s"), (300, "300/s"), (999.96, "1,000/s"),
            (1482.4, "1,482/s"),
            (148_211.6, "148,212/s"), (1e-12, "0/s"), (-2.5, "-2.5/s"), (.infinity, "–"), (.nan, "–"),
        ]
    )
    func rate(_ rate: Double, _ text: String) { #expect(Figures.rate(rate) == text) }

    @Test(
        "Percentages",
        arguments: [
            (0, "0 %"), (1, "100 %"), (0.5, "50 %"), (0.125, "12.5 %"), (0.07, "7 %"), (0.0431, "4.31 %"),
            (0.00083, "0.083 %"),
            (0.000083, "0.0083 %"), (0.99917, "99.917 %"), (0.999999, "99.9999 %"), (0.99999999, "99.999999 %"),
            (2.5, "250 %"),
            (-0.125, "-12.5 %"), (123.456, "12,345.6 %"), (0.1 + 0.2, "30 %"), (.nan, "–"), (.infinity, "–"),
        ]
    )
    func percent(_ ratio: Double, _ text: String) { #expect(Figures.percent(ratio) == text) }

    @Test(
        "Counts",
        arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (48_211, "48,211"), (.max, "18,446,744,073,709,551,615")]
    )
    func count(_ number: UInt64, _ text: String) { #expect(Figures.count(number) == text) }

    @Test(
        "Bytes",
        arguments: [
            (999, "999 B"), (1000, "1 kB"), (999_960, "1 MB"), (118_400_000, "118.4 MB"),
            (5_000_000_000_000_000, "5,000 TB"),
        ]
    )
    func bytes(_ number: UInt64, _ text: String) { #expect(Figures.bytes(number) == text) }

    @Test(
        "Estimates",
        arguments: [(0, "0"), (99, "99"), (100.5, "110"), (12_340, "13,000"), (1e18, "very many"), (.nan, "very many")]
    )
    func roughly(_ number: Double, _ text: String) { #expect(Figures.roughly(number) == text) }

    @Test("Quantiles", arguments: [(0.5, "p50"), (0.95, "p95"), (0.999, "p99.9"), (0.99999, "p99.999"), (1, "p100")])
    func quantile(_ quantile: Double, _ text: String) { #expect(Figures.quantile(quantile) == text) }

    @Test(
        "Numbers with fixed decimals",
        arguments: [
            (0.125, 2, "0.13"), (-0.125, 2, "-0.13"), (-0.001, 2, "0.00"), (2, 0, "2"), (0.05, 3, "0.050"),
            (1e19, 2, "10000000000000000000"),
            (-1e300, 1, "-1e+300"), (.nan, 2, "–"), (-.infinity, 2, "-∞"), (1.5, -4, "2"),
        ]
    )
    func fixed(_ value: Double, _ decimals: Int, _ text: String) { #expect(Figures.fixed(value, decimals) == text) }

    @Test("A figure is the same as a target and as a measurement, whatever its size")
    func oneSpelling() {
        for exponent in 0..<12 {
            for digits in [1, 12, 125, 1_250, 9_999] {
                var value = Double(digits)
                for _ in 0..<exponent { value *= 10 }
                let text = Figures.latency(value)
                #expect(!text.contains(".0 ") && Figures.latency(value * (1 + 1e-9)) == text)
            }
        }
    }
}
