/// An observed value with its interval beside its target, as a small SVG: does the bar end before the line?
struct IntervalBar {
    /// The observed value, in the unit of the target.
    var observed: Double?
    /// The interval.
    var interval: (low: Double, high: Double)?
    /// The target.
    var target: Double
    /// Good values lie below the target (latency, errors), not above (availability, throughput).
    var isUpperLimit: Bool
    /// The most that there can be, such as 1 for a share.
    var ceiling: Double?
    /// What it shows, in words.
    var label: String

    private static let width = 220.0
    private static let height = 26.0

    /// The drawing, or nothing without a value.
    func markup() -> Markup {
        let values = [observed, interval?.low, interval?.high, target].compactMap { $0 }.filter(\.isFinite)
        guard observed != nil, let least = values.min(), let most = values.max(), target.isFinite else { return .empty }
        // A limit from above starts at 0; an availability is all at the right end, so only its surroundings up to 100 %
        // are shown.
        let top = isUpperLimit ? nil : ceiling.flatMap { $0 >= most ? $0 : nil }
        let room = max((top ?? most) - least, top == nil ? abs(target) * 0.02 : 0, 1e-12) * 0.35
        let domain = isUpperLimit ? 0...(most + room) : (least - room)...(top ?? most + room)
        let scale = Scale(domain: domain, to: 4, Self.width - 4)
        let line = scale.position(target)
        let good = isUpperLimit ? (4, line) : (line, Self.width - 4)
        return tag(
            "svg",
            ["class": "interval", "viewBox": "0 0 220 26", "role": "img", "aria-label": label]
        ) {
            tag("title") { label }
            rectangle("allowed", good.0, 6, good.1 - good.0, 14)
            if let interval {
                let low = scale.position(interval.low)
                rectangle("spread", low, 10, max(1.5, scale.position(interval.high) - low), 6)
            }
            if let observed {
                tag("circle", ["class": "dot", "cx": Scale.text(scale.position(observed)), "cy": "13", "r": "4"])
            }
            tag("line", ["class": "target", "x1": Scale.text(line), "x2": Scale.text(line), "y1": "2", "y2": "24"])
        }
    }

    private func rectangle(_ name: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Markup {
        tag(
            "rect",
            [
                "class": name, "x": Scale.text(x), "y": Scale.text(y), "width": Scale.text(max(0, width)),
                "height": Scale.text(height), "rx": "2",
            ]
        )
    }
}
