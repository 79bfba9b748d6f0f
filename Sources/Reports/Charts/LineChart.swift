/// Curves over a common axis, as SVG that takes the width of its place.
struct LineChart {
    /// One curve or a set of bars.
    struct Curve {
        /// How it is drawn.
        enum Shape {
            /// A line.
            case line
            /// A dashed line.
            case dashed
            /// A line with the area below it filled.
            case area
            /// One bar a point.
            case bars
        }

        /// Its name, for the legend.
        var name: String
        /// Its colour: 1 to 4, see the style sheet.
        var colour: Int
        /// How it is drawn.
        var shape: Shape
        /// Its points from left to right; a missing y interrupts it.
        var points: [(x: Double, y: Double?)]
    }

    /// What it shows, for readers who do not see it.
    var title: String
    /// Its curves, the first at the back.
    var curves: [Curve]
    /// The x axis.
    var x: Axis
    /// The y axis.
    var y: Axis
    /// A stretch of the x axis that is set apart, with a name: the warm-up.
    var shaded: (range: ClosedRange<Double>, name: String)?
    /// Lines across, with a name: targets.
    var marks: [(value: Double, name: String)] = []
    /// Height, at a width of 720.
    var height = 190.0

    /// One axis.
    struct Axis {
        /// How values are spread.
        var kind: Scale.Kind = .linear
        /// What is shown.
        var domain: ClosedRange<Double>
        /// A value as text.
        var label: (Double) -> String
        /// Values that are labelled; by default round ones.
        var ticks: [Double]?
    }

    private static let width = 720.0
    private static let left = 78.0
    private static let right = 12.0
    private static let top = 10.0
    private static let bottom = 24.0

    /// Where values of the axes are drawn.
    var scales: (across: Scale, up: Scale) {
        (
            Scale(x.kind, domain: x.domain, to: Self.left, Self.width - Self.right),
            Scale(y.kind, domain: y.domain, to: height - Self.bottom, Self.top)
        )
    }

    /// The drawing; `behind` lies between the grid and the curves.
    func markup(behind: [Markup] = []) -> Markup {
        let (across, up) = scales
        return tag("figure", ["class": "chart"]) {
            tag("figcaption") {
                tag("strong") { title }
                for curve in curves {
                    tag("span", ["class": "key"]) {
                        tag("span", ["class": "swatch c\(curve.colour)", "aria-hidden": "true"])
                        curve.name
                    }
                }
            }
            tag(
                "svg",
                [
                    "viewBox": "0 0 \(Scale.text(Self.width)) \(Scale.text(height))", "role": "img",
                    "aria-label": title,
                ]
            ) {
                tag("title") { title }
                shading(across)
                grid(across, up)
                behind
                for curve in curves { draw(curve, across, up) }
                for mark in marks where y.domain.contains(mark.value) { target(mark, up) }
            }
        }
    }

    private func shading(_ across: Scale) -> [Markup] {
        guard let shaded, shaded.range.upperBound > shaded.range.lowerBound else { return [] }
        let start = across.position(shaded.range.lowerBound)
        let end = across.position(shaded.range.upperBound)
        return [
            tag(
                "rect",
                [
                    "class": "shaded", "x": Scale.text(start), "y": Scale.text(Self.top),
                    "width": Scale.text(end - start), "height": Scale.text(height - Self.bottom - Self.top),
                ]
            ) { tag("title") { shaded.name } }
        ]
    }

    private func grid(_ across: Scale, _ up: Scale) -> [Markup] {
        var parts: [Markup] = []
        for value in y.ticks ?? up.ticks(4) {
            let position = Scale.text(up.position(value))
            parts.append(
                tag(
                    "line",
                    [
                        "class": "grid", "x1": Scale.text(Self.left), "x2": Scale.text(Self.width - Self.right),
                        "y1": position, "y2": position,
                    ]
                )
            )
            parts.append(
                tag(
                    "text",
                    [
                        "class": "tick", "x": Scale.text(Self.left - 6), "y": position, "dy": "0.32em",
                        "text-anchor": "end",
                    ]
                ) {
                    y.label(value)
                }
            )
        }
        for value in x.ticks ?? across.ticks(6) {
            let place = across.position(value)
            // At the ends a label would leave the drawing, or meet the one of the other axis.
            let anchor =
                place < Self.left + 8 ? "start" : place > Self.width - Self.right - 14 ? "end" : "middle"
            parts.append(
                tag(
                    "text",
                    [
                        "class": "tick", "x": Scale.text(place), "y": Scale.text(height - 8), "text-anchor": anchor,
                    ]
                ) { x.label(value) }
            )
        }
        return parts
    }

    private func target(_ mark: (value: Double, name: String), _ up: Scale) -> Markup {
        let position = up.position(mark.value)
        return .group([
            tag(
                "line",
                [
                    "class": "target", "x1": Scale.text(Self.left), "x2": Scale.text(Self.width - Self.right),
                    "y1": Scale.text(position), "y2": Scale.text(position),
                ]
            ),
            tag(
                "text",
                [
                    "class": "mark", "x": Scale.text(Self.width - Self.right - 2), "y": Scale.text(position - 4),
                    "text-anchor": "end",
                ]
            ) { mark.name },
        ])
    }

    private func draw(_ curve: Curve, _ across: Scale, _ up: Scale) -> [Markup] {
        if curve.shape == .bars { return bars(curve, across, up) }
        var parts: [Markup] = []
        for run in Self.runs(curve.points) {
            let places = run.map { (across.position($0.x), up.position($0.y)) }
            let path = places.enumerated().map { index, place in
                (index == 0 ? "M" : "L") + Scale.text(place.0) + " " + Scale.text(place.1)
            }.joined()
            if curve.shape == .area, let first = places.first, let last = places.last {
                let base = Scale.text(up.range.start)
                let closed = path + "L\(Scale.text(last.0)) \(base)L\(Scale.text(first.0)) \(base)Z"
                parts.append(tag("path", ["class": "fill c\(curve.colour)", "d": closed]))
            }
            let dashes = curve.shape == .dashed ? " dashed" : ""
            // A single point has no length: a round cap makes it visible.
            let drawn = places.count == 1 ? path + "h0.1" : path
            parts.append(tag("path", ["class": "curve c\(curve.colour)\(dashes)", "d": drawn]))
        }
        return parts
    }

    private func bars(_ curve: Curve, _ across: Scale, _ up: Scale) -> [Markup] {
        let width = max(1, (Self.width - Self.left - Self.right) / Double(max(1, curve.points.count)) * 0.8)
        let path = curve.points.compactMap { point -> String? in
            guard let y = point.y, y > 0 else { return nil }
            let top = up.position(y)
            let height = max(1, up.range.start - top)
            return "M\(Scale.text(across.position(point.x))) \(Scale.text(up.range.start))v-\(Scale.text(height))"
        }.joined()
        guard !path.isEmpty else { return [] }
        return [tag("path", ["class": "bars c\(curve.colour)", "stroke-width": Scale.text(width), "d": path])]
    }

    /// The stretches without a gap.
    private static func runs(_ points: [(x: Double, y: Double?)]) -> [[(x: Double, y: Double)]] {
        var runs: [[(x: Double, y: Double)]] = [[]]
        for point in points {
            if let y = point.y, y.isFinite {
                runs[runs.count - 1].append((point.x, y))
            } else if !runs[runs.count - 1].isEmpty {
                runs.append([])
            }
        }
        return runs.filter { !$0.isEmpty }
    }
}
