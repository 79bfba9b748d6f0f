/// Checks by a slow, obvious reader that a document is well formed: every element is closed in its place, every
/// attribute is quoted, and `<` and `&` stand for nothing but markup.
struct WellFormed {
    /// Elements that HTML never closes.
    private static let void: Set<String> = ["meta", "br", "hr", "link", "col", "img"]

    /// The texts between tags, entities undone, joined.
    private(set) var text = ""
    /// Names of all elements, in order.
    private(set) var elements: [String] = []
    /// What is wrong, if anything.
    private(set) var problem: String?

    /// Reads a document.
    init(_ document: String, html: Bool) {
        read(document, html: html)
    }

    private mutating func read(_ document: String, html: Bool) {
        var rest = Substring(document)
        var open: [String] = []
        while let start = rest.firstIndex(of: "<") {
            take(String(rest[..<start]))
            guard let end = rest[start...].firstIndex(of: ">") else { return fail("a tag without end") }
            var tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("?") || tag.hasPrefix("!") { continue }
            if tag.hasPrefix("/") {
                guard open.popLast() == String(tag.dropFirst()) else { return fail("</\(tag)> closes nothing") }
                continue
            }
            let isClosed = tag.hasSuffix("/")
            if isClosed { tag = tag.dropLast() }
            let name = String(tag.prefix { $0 != " " })
            elements.append(name)
            if !attributes(tag.dropFirst(name.count)) { return fail("attributes of <\(tag)>") }
            if !isClosed, !(html && Self.void.contains(name)) { open.append(name) }
        }
        take(String(rest))
        if !open.isEmpty { fail("<\(open.joined(separator: "><"))> left open") }
    }

    private mutating func fail(_ words: String) { problem = problem ?? words }

    private mutating func take(_ raw: String) {
        if raw.contains("&"), raw.range(of: #"&(?!(amp|lt|gt|quot|#1[03]);)"#) { fail("a bare & in: \(raw)") }
        text += raw.undone
    }

    /// ` name="value" name="value"`.
    private func attributes(_ text: Substring) -> Bool {
        var rest = text
        while let first = rest.first {
            guard first == " ", let equals = rest.firstIndex(of: "=") else { return false }
            let value = rest[rest.index(after: equals)...]
            guard value.first == "\"", let end = value.dropFirst().firstIndex(of: "\"") else { return false }
            rest = value[value.index(after: end)...]
        }
        return true
    }
}

extension String {
    fileprivate func range(of pattern: String) -> Bool {
        // The pattern is ours, so it compiles; one that did not would count as no match and fail the test that needs it.
        (try? Regex(pattern).firstMatch(in: self)) != nil
    }

    fileprivate var undone: String {
        replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&amp;", with: "&")
    }
}
