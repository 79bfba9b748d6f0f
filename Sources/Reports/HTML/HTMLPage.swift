/// The frame of every page that Zonda writes: one file that loads nothing and runs nothing, whatever the data in it says.
enum HTMLPage {
    /// A document with this title and this content.
    static func bytes(title: String, @MarkupBuilder _ content: () -> [Markup]) -> [UInt8] {
        tag("html", ["lang": "en"]) {
            tag("head") {
                tag("meta", ["charset": "utf-8"])
                tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                // Content Security Policy Level 3: nothing may be loaded and no script may run.
                tag(
                    "meta",
                    [
                        "http-equiv": "Content-Security-Policy",
                        "content": "default-src 'none'; style-src 'unsafe-inline'",
                    ]
                )
                tag("title") { title }
                tag("style") { Markup.verbatim(StyleSheet.text) }
            }
            tag("body") {
                tag("main") { content() }
            }
        }.htmlDocument()
    }
}
