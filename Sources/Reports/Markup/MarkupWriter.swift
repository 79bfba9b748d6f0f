/// Writes ``Markup`` as text.
struct MarkupWriter {
    /// The rules that differ between the two languages.
    enum Syntax {
        /// HTML: void elements stand alone, all others have an end tag.
        case html
        /// XML 1.0: an element without children closes itself.
        case xml
    }

    private let syntax: Syntax
    private var output: [UInt8] = []

    /// `markup` as text, UTF-8.
    static func bytes(_ markup: Markup, syntax: Syntax) -> [UInt8] {
        var writer = MarkupWriter(syntax: syntax)
        writer.write(markup)
        return writer.output
    }

    private init(syntax: Syntax) {
        self.syntax = syntax
    }

    private mutating func write(_ markup: Markup) {
        switch markup {
        case .text(let text): escape(text, quotes: false)
        case .verbatim(let text): append(text)
        case .group(let parts): for part in parts { write(part) }
        case .element(let name, let attributes, let children): write(name, attributes, children)
        }
    }

    private mutating func write(
        _ name: StaticString,
        _ attributes: [(name: StaticString, value: String?)],
        _ children: [Markup]
    ) {
        output.append(UInt8(ascii: "<"))
        append(name)
        for (name, value) in attributes {
            guard let value else { continue }
            output.append(UInt8(ascii: " "))
            append(name)
            output += "=\"".utf8
            escape(value, quotes: true)
            output.append(UInt8(ascii: "\""))
        }
        switch syntax {
        case .xml where children.isEmpty:
            output += "/>".utf8
            return
        case .html where Self.isVoid(name):
            output.append(UInt8(ascii: ">"))
            return
        case .xml, .html:
            output.append(UInt8(ascii: ">"))
        }
        for child in children { write(child) }
        output += "</".utf8
        append(name)
        output.append(UInt8(ascii: ">"))
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }

    /// Writes text so that no reader takes it for markup. Characters that XML 1.0 section 2.2 does not allow, which
    /// are unwelcome in HTML too, become U+FFFD.
    private mutating func escape(_ text: String, quotes: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;".utf8
            case "<": output += "&lt;".utf8
            case ">": output += "&gt;".utf8
            case "\"" where quotes: output += "&quot;".utf8
            // A raw line break inside an attribute would be read as a blank.
            case "\n" where quotes: output += "&#10;".utf8
            case "\t", "\n": output.append(UInt8(scalar.value))
            case "\r": output += "&#13;".utf8
            case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{FFFE}", "\u{FFFF}": output += "\u{FFFD}".utf8
            default: output += scalar.utf8
            }
        }
    }

    private static func isVoid(_ name: StaticString) -> Bool {
        switch name.description {
        case "meta", "br", "hr", "link", "col", "img": true
        default: false
        }
    }
}

extension Markup {
    /// The whole as an XML document.
    func xmlDocument() -> [UInt8] {
        Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) + MarkupWriter.bytes(self, syntax: .xml) + [10]
    }

    /// The whole as an HTML 5 document.
    func htmlDocument() -> [UInt8] {
        Array("<!DOCTYPE html>\n".utf8) + MarkupWriter.bytes(self, syntax: .html) + [10]
    }
}
