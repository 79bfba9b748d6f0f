import HTTPExchange

/// A row of a table of cookies: `[from] value ;; value => [to] line`.
///
/// The answers to a request for `from` set the values, one after another; a request for `to` then has the line. Without
/// addresses both are below `http://shop.example.org/cart/`. `\t` is a tab, `\x01` a control character.
struct CookieCase: CustomStringConvertible {
    let description: String
    let from: String
    let values: [String]
    let to: String
    let line: String

    /// The moment of all rows, 2026-11-30 00:00:00 UTC.
    static let now: Int64 = 1_795_996_800

    init(_ row: String) {
        description = row
        let parts = row.replacing("\\t", with: "\t").replacing("\\x01", with: "\u{1}").split(
            separator: "=>",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let (from, values) = Self.address(parts[0], "http://shop.example.org/cart/set")
        let (to, line) = Self.address(parts.count > 1 ? parts[1] : "", "http://shop.example.org/cart/get")
        self.from = from
        self.values = values.split(separator: " ;; ").map(String.init)
        self.to = to
        self.line = line
    }

    private static func address(_ text: Substring, _ usual: String) -> (String, String) {
        var text = String(text)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        guard text.hasPrefix("[") else { return (usual, text) }
        // An address of IPv6 has brackets of its own, with a port or a path after them.
        let closing = text.ranges(of: "]").map(\.lowerBound)
        guard
            let end = closing.first(where: {
                text.index(after: $0) == text.endIndex || text[text.index(after: $0)] == " "
            })
        else { return (usual, text) }
        return (
            String(text[text.index(after: text.startIndex)..<end]),
            String(text[text.index(after: end)...].drop { $0 == " " })
        )
    }

    /// Rows, one a line.
    static func rows(_ table: String) -> [CookieCase] {
        table.split(separator: "\n").map { CookieCase(String($0)) }
    }
}

/// A jar with texts instead of pointers.
struct TestJar: ~Copyable {
    private var jar = CookieJar()
    var now = CookieCase.now

    var count: Int { jar.count }

    deinit {
        var jar = jar
        jar.free()
    }

    mutating func clear() { jar.clear() }

    @discardableResult
    mutating func set(_ value: String, from url: String = "http://shop.example.org/cart/set") -> CookieOutcome {
        Self.with(url) { origin in Array(value.utf8).withUnsafeBytes { jar.receive($0, from: origin, now: now) } }
    }

    mutating func line(for url: String = "http://shop.example.org/cart/get") -> String {
        Self.with(url) { String(decoding: jar.line(for: $0, now: now), as: UTF8.self) }
    }

    private static func with<Result>(_ url: String, _ body: (CookieOrigin) -> Result) -> Result {
        let isSecure = url.hasPrefix("https:")
        let rest = url.drop { $0 != "/" }.dropFirst(2)
        var host = String(rest.prefix { $0 != "/" })
        let path = String(rest.drop { $0 != "/" })
        if host.hasPrefix("[") { host = String(host.dropFirst().prefix { $0 != "]" }) }
        return Array(host.utf8).withUnsafeBytes { host in
            Array(path.utf8).withUnsafeBytes { path in
                body(CookieOrigin(host: host, path: path, isSecure: isSecure))
            }
        }
    }
}
