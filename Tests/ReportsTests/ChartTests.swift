import Foundation
import Testing

@testable import Reports

@Suite("Charts")
struct ChartTests {
    @Test("Round values are labelled")
    func linearTicks() {
        #expect(Scale(domain: 0...1071, to: 0, 100).ticks(4) == [0, 500, 1000])
        #expect(Scale(domain: 0...7, to: 0, 100).ticks(4) == [0, 2, 4, 6])
        #expect(Scale(domain: 3...3, to: 0, 100).ticks(4).count >= 3)
    }

    @Test("A logarithmic scale labels 1, 2 and 5 of few decades and powers of many")
    func logarithmicTicks() {
        let few = Scale(.logarithmic, domain: 1...100, to: 0, 100)
        #expect(few.ticks(5).map { $0.rounded() } == [1, 2, 5, 10, 20, 50, 100])
        #expect(abs(few.position(10) - 50) < 1e-9)
        #expect(Scale(.logarithmic, domain: 1...1e6, to: 0, 100).ticks(5).count == 7)
        #expect(few.position(0) == 0)
    }

    @Test("Positions stay on the drawing", arguments: [Double.nan, .infinity, -.infinity, -5, 1e300])
    func clamped(value: Double) {
        for kind in [Scale.Kind.linear, .logarithmic] {
            let position = Scale(kind, domain: 0...10, to: 20, 80).position(value)
            #expect((20...80).contains(position))
        }
    }

    @Test("A gap interrupts the line and a lone point is visible")
    func gaps() {
        let chart = LineChart(
            title: "t",
            curves: [
                LineChart.Curve(
                    name: "c",
                    colour: 1,
                    shape: .line,
                    points: [(0, 1), (1, 2), (2, nil), (3, 3), (4, .nan)]
                )
            ],
            x: LineChart.Axis(domain: 0...4, label: { "\($0)" }),
            y: LineChart.Axis(domain: 0...4, label: { "\($0)" })
        )
        let text = String(decoding: MarkupWriter.bytes(chart.markup(), syntax: .html), as: UTF8.self)
        #expect(text.components(separatedBy: "class=\"curve").count == 3)
        #expect(text.contains("h0.1\""))
        #expect(WellFormed(text, html: true).problem == nil)
    }

    @Test("The bar is allowed on the good side of the target")
    func interval() {
        func bar(_ isUpperLimit: Bool, _ observed: Double?) -> String {
            let bar = IntervalBar(
                observed: observed,
                interval: observed.map { ($0 - 1, $0 + 1) },
                target: 10,
                isUpperLimit: isUpperLimit,
                label: "l"
            )
            return String(decoding: MarkupWriter.bytes(bar.markup(), syntax: .html), as: UTF8.self)
        }
        #expect(bar(true, 5).contains("class=\"allowed\" x=\"4\""))
        #expect(!bar(false, 15).contains("class=\"allowed\" x=\"4\""))
        #expect(bar(true, nil).isEmpty)
    }

    @Test("Curves in one line of text")
    func sparkline() {
        #expect(Sparkline.text([0, 50, nil, 100, 200], highest: 100) == "▁▅ ██")
        #expect(Sparkline.text([0, 1], highest: 0) == "▁▁")
    }

    @Test("A share ends at 100 %: the axis of an availability goes no further")
    func ceiling() {
        var bar = IntervalBar(
            observed: 1,
            interval: (0.99857, 1),
            target: 0.999,
            isUpperLimit: false,
            ceiling: 1,
            label: "a"
        )
        func dot() -> String {
            let text = String(decoding: MarkupWriter.bytes(bar.markup(), syntax: .html), as: UTF8.self)
            return String(text.split(separator: "cx=\"").last?.prefix { $0 != "\"" } ?? "")
        }
        #expect(dot() == "216")
        bar.ceiling = nil
        #expect(dot() != "216")
    }
}
