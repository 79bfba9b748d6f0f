import Testing

@testable import Reports

@Suite("The live panel")
struct LivePanelTests {
    static let frame = LiveFrame(
        title: "Book an appointment",
        target: "http://127.0.0.1:8080",
        stage: .measuring(phase: nil),
        elapsed: 72_000_000_000,
        duration: 120_000_000_000,
        isOpen: false,
        wanted: 1000,
        reached: 998,
        users: 998,
        inFlight: 212,
        rate: 1482.4,
        requests: 98_213,
        errors: 31,
        latency: LiveFrame.Percentiles(p50: 12_480_000, p95: 48_200_000, p99: 91_000_000),
        history: [nil, 10_000_000, 20_000_000, 91_000_000, 48_200_000],
        rates: [0, 741.2, 1482.4, 1482.4],
        objectives: [
            LiveFrame.ObjectiveState(
                text: "p95 < 200ms from ar-*",
                standing: .met,
                observed: "48.2 ms",
                interval: "[46.1 ms, 51.0 ms]",
                samples: 71_204
            ),
            LiveFrame.ObjectiveState(
                text: "p95 < 150ms of schedule.*",
                standing: .missed,
                observed: "183.2 ms",
                samples: 30_001
            ),
            LiveFrame.ObjectiveState(
                text: "errors < 0.1%",
                standing: .open,
                observed: "0.08 %",
                interval: "[0.02 %, 0.21 %]",
                samples: 98_213
            ),
            LiveFrame.ObjectiveState(text: "p95 within 5% of baseline", standing: .later, observed: "–", samples: 0),
        ],
        slowest: [
            LiveFrame.StepState(name: "schedule.slots", p95: 183_200_000),
            LiveFrame.StepState(name: "booking.create", p95: 61_000_000),
            LiveFrame.StepState(name: "payment.create", p95: 60_000_000),
        ],
        failures: [
            LiveFrame.FailureState(
                kind: "status",
                step: "booking.create",
                place: "scenarios/argentina/booking.zonda:46",
                count: 28
            ),
            LiveFrame.FailureState(
                kind: "timeout",
                step: "payment.create",
                place: "scenarios/argentina/booking.zonda:54",
                count: 3
            ),
        ]
    )

    private func text(_ frame: LiveFrame, columns: Int, rows: Int = .max) -> [String] {
        LivePanel.lines(frame, columns: columns, rows: rows).map { $0.rendered(.plain, columns: columns) }
    }

    @Test("At 80 columns")
    func eightyColumns() {
        #expect(
            text(Self.frame, columns: 80) == [
                "Book an appointment  http://127.0.0.1:8080",
                "measuring  ██████████████████████░░░░░░░░░░░░░░░  1 min 12 s of 2 min  48 s left",
                "users 998 of 1,000   212 in flight   1,482 requests/s   errors 31 (0.0316 %)",
                "latency   p50 12.48 ms   p95 48.2 ms   p99 91 ms   in the last second",
                "p95        ▁▂█▅  highest 91 ms",
                "rate      ▁▅██  highest 1,482/s",
                "✓ p95 < 200ms from ar-*       48.2 ms [46.1 ms, 51.0 ms]  n 71,204",
                "✗ p95 < 150ms of schedule.*  183.2 ms                     n 30,001",
                "? errors < 0.1%                0.08 % [0.02 %, 0.21 %]    n 98,213",
                "· p95 within 5% of baseline         –                     n 0",
                "slowest   schedule.slots 183.2 ms  booking.create 61 ms  payment.create 60 ms",
                "errors    28  status   booking.create  scenarios/argentina/booking.zonda:46",
                "           3  timeout  payment.create  scenarios/argentina/booking.zonda:54",
                "Ctrl-C ends the run and judges what was measured",
            ]
        )
    }

    @Test("It never exceeds the terminal", arguments: [20, 40, 60, 80, 100, 132], [3, 6, 9, 40])
    func fits(columns: Int, rows: Int) {
        var frame = Self.frame
        frame.title = String(repeating: "reserva ", count: 30)
        frame.errors = 98_000
        let lines = text(frame, columns: columns, rows: rows)
        #expect(lines.count <= rows)
        for line in lines { #expect(StyledLine.width(of: line) <= columns) }
    }

    @Test("On a small screen objectives stay longest, and a place keeps its end")
    func smallScreen() {
        let short = text(Self.frame, columns: 80, rows: 11)
        #expect(short.contains { $0.hasPrefix("✗") })
        #expect(!short.contains { $0.hasPrefix("slowest") || $0.hasPrefix("errors ") })
        let narrow = text(Self.frame, columns: 60)
        #expect(narrow.contains { $0.contains("…") && $0.hasSuffix("zonda:46") })
        #expect(narrow.contains { $0.hasPrefix("✓ p95 < 200ms from ar-*") && $0.contains("48.2 ms  n 71,204") })
    }

    @Test("Missed objectives are shown when not all fit")
    func missedFirst() {
        var frame = Self.frame
        frame.slowest = []
        frame.failures = []
        frame.objectives =
            (0..<20).map {
                LiveFrame.ObjectiveState(text: "p95 < \($0)ms", standing: .met, observed: "1 ms", samples: 5)
            } + [LiveFrame.ObjectiveState(text: "errors < 0.1%", standing: .missed, observed: "2 %", samples: 5)]
        let lines = text(frame, columns: 80, rows: 12)
        #expect(lines.contains { $0.hasPrefix("✗ errors < 0.1%") })
        #expect(lines.contains("  and 17 more"))
    }

    @Test("Each stage says what is awaited")
    func stages() {
        var frame = Self.frame
        frame.stage = .draining
        #expect(text(frame, columns: 80)[1].hasPrefix("finishing"))
        #expect(text(frame, columns: 80)[1].hasSuffix("212 answers awaited"))
        frame.stage = .stopping
        #expect(text(frame, columns: 80).last == "Ctrl-C again ends at once, without a verdict")
        frame.stage = .measuring(phase: "soak")
        #expect(text(frame, columns: 80)[1].hasPrefix("soak "))
        frame.isOpen = true
        #expect(text(frame, columns: 80)[2].hasPrefix("arrivals 998/s of 1,000/s"))
    }

    @Test("Without a terminal it is one line that says the same")
    func plainLine() {
        #expect(
            LivePanel.plainLine(Self.frame)
                == "[1 min 12 s/2 min]  measuring  users 998 of 1,000  1,482 requests/s  "
                + "p50 12.48 ms p95 48.2 ms p99 91 ms  errors 31  missed: p95 < 150ms of schedule.* (183.2 ms)"
        )
        var frame = Self.frame
        frame.latency = nil
        frame.objectives = []
        #expect(LivePanel.plainLine(frame).hasSuffix("1,482 requests/s  errors 31"))
    }

    @Test("Hostile figures crash nothing")
    func hostile() {
        var frame = Self.frame
        frame.elapsed = .max
        frame.duration = 0
        frame.inFlight = .min
        frame.wanted = .nan
        frame.reached = -.infinity
        frame.rate = 1e300
        frame.history = [.max, 0, nil]
        #expect(!text(frame, columns: 0, rows: 0).isEmpty)
    }
}
