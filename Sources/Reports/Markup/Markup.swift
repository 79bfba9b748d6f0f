/// A piece of an HTML, SVG or XML document.
///
/// Names of elements and attributes are `StaticString`, so they can only come from this source code; all else is text
/// and is escaped when it is written. A document made of it cannot be broken by what a service or a scenario says.
public indirect enum Markup: Sendable {
    /// An element with attributes in order and children; an attribute without a value is left out.
    case element(StaticString, [(name: StaticString, value: String?)], [Markup])
    /// Text, escaped when written.
    case text(String)
    /// Trusted source text of ours, such as a style sheet, written as it is.
    case verbatim(StaticString)
    /// Several pieces one after the other.
    case group([Markup])

    /// Nothing.
    public static var empty: Markup { .group([]) }
}

/// Collects pieces written one below the other; strings become text.
@resultBuilder
public enum MarkupBuilder {
    /// A piece.
    public static func buildExpression(_ markup: Markup) -> [Markup] { [markup] }
    /// Several pieces.
    public static func buildExpression(_ markup: [Markup]) -> [Markup] { markup }
    /// Text.
    public static func buildExpression(_ text: String) -> [Markup] { [.text(text)] }
    /// Pieces in order.
    public static func buildBlock(_ parts: [Markup]...) -> [Markup] { parts.flatMap { $0 } }
    /// `if` without `else`.
    public static func buildOptional(_ part: [Markup]?) -> [Markup] { part ?? [] }
    /// `if … else`, first branch.
    public static func buildEither(first part: [Markup]) -> [Markup] { part }
    /// `if … else`, second branch.
    public static func buildEither(second part: [Markup]) -> [Markup] { part }
    /// `for`.
    public static func buildArray(_ parts: [[Markup]]) -> [Markup] { parts.flatMap { $0 } }
}

/// An element: `tag("td", ["class": "number"]) { "12" }`.
func tag(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String?> = [:],
    @MarkupBuilder _ children: () -> [Markup] = { [] }
) -> Markup {
    .element(name, attributes.map { (name: $0.key, value: $0.value) }, children())
}
