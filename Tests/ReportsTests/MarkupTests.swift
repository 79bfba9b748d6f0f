import Testing

@testable import Reports

@Suite("Markup escapes by construction")
struct MarkupTests {
    private func html(_ markup: Markup) -> String {
        String(decoding: MarkupWriter.bytes(markup, syntax: .html), as: UTF8.self)
    }

    @Test("Text and attributes cannot leave their place")
    func escaping() {
        let evil = "</td><script>alert(\"1\" & '2')</script>"
        let text = html(tag("td", ["title": evil]) { evil })
        #expect(!text.contains("<script"))
        #expect(
            text
                == "<td title=\"&lt;/td&gt;&lt;script&gt;alert(&quot;1&quot; &amp; '2')&lt;/script&gt;\">"
                + "&lt;/td&gt;&lt;script&gt;alert(\"1\" &amp; '2')&lt;/script&gt;</td>"
        )
    }

    @Test("Characters that XML does not allow become a replacement")
    func controlCharacters() {
        #expect(html(.text("a\u{0}b\u{1B}c\u{FFFE}d\te\nf")) == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\te\nf")
        #expect(html(tag("a", ["title": "x\ny"])) == "<a title=\"x&#10;y\"></a>")
    }

    @Test("Empty elements: HTML closes them, XML closes them in place, void ones stand alone")
    func emptyElements() {
        let markup = Markup.group([tag("p"), tag("br"), tag("b", ["class": nil]) { "x" }])
        #expect(html(markup) == "<p></p><br><b>x</b>")
        let xml = String(decoding: MarkupWriter.bytes(markup, syntax: .xml), as: UTF8.self)
        #expect(xml == "<p/><br/><b>x</b>")
    }
}
