import Groundwork

/// Parts of a whole side by side, as wide as its place.
struct StackedBar {
    /// The parts from left to right: the number of their colour (`p1` … in the style sheet) and their size.
    var parts: [(colour: Int, size: Double)]
    /// What the whole width stands for.
    var full: Double
    /// What it shows, in words.
    var label: String

    private static let width = 1000.0

    /// The drawing.
    func markup() -> Markup {
        var left = 0.0
        var places: [(colour: Int, left: Double, width: Double)] = []
        for part in parts where part.size > 0 && part.size.isFinite && full > 0 {
            let width = min(part.size / full * Self.width, Self.width - left)
            places.append((part.colour, left, max(0, width)))
            left += max(0, width)
        }
        return tag(
            "svg",
            [
                "class": "stacked", "viewBox": "0 0 1000 20", "preserveAspectRatio": "none", "role": "img",
                "aria-label": label,
            ]
        ) {
            tag("title") { label }
            for place in places where place.width >= 0.05 {
                tag(
                    "rect",
                    [
                        "class": "p\(place.colour)", "x": Scale.text(place.left), "y": "2", "height": "16",
                        "width": Figures.fixed(place.width, 2),
                    ]
                )
            }
        }
    }
}
