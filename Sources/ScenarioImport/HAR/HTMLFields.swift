/// Values that a page hands to its next request: hidden fields of forms, and tokens in `meta`.
enum HTMLFields {
    struct Field: Equatable {
        var name: String
        var value: String
        /// What takes it out of the page.
        var xpath: String
    }

    /// Pages longer than this are not looked at; neither are more fields than this.
    private static let longest = 2 << 20
    private static let most = 200

    static func find(in page: String) -> [Field] {
        guard page.utf8.count <= longest else { return [] }
        var fields: [Field] = []
        for tag in page.matches(of: /<(input|meta)((?:[^>"']|"[^"]*"|'[^']*')*)>/.ignoresCase()).prefix(most) {
            let attributes = attributes(tag.2)
            let isInput = tag.1.lowercased() == "input"
            guard let name = attributes["name"], let value = attributes[isInput ? "value" : "content"], isPlain(name),
                !value.isEmpty, !value.contains("&")
            else { continue }
            let xpath = isInput ? "//input[@name='\(name)']/@value" : "//meta[@name='\(name)']/@content"
            fields.append(Field(name: name, value: value, xpath: xpath))
        }
        return fields
    }

    private static func attributes(_ text: Substring) -> [String: String] {
        var attributes: [String: String] = [:]
        for match in text.matches(of: /([A-Za-z\-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/).prefix(40) {
            attributes[match.1.lowercased()] = String(match.2 ?? match.3 ?? match.4 ?? "")
        }
        return attributes
    }

    /// A name that needs no escapes in a query.
    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte >= 0x30 && byte <= 0x39
                    || "_-.[]:".utf8.contains(byte)
            }
    }
}
