import JSON

@testable import ScenarioImport

/// Puts markers into an input: values that must not come out again, each with a number that names its place.
struct SecretPlanter {
    enum Way: CaseIterable {
        /// A value that looks like a key, after what was there.
        case behind
        /// The same in its place.
        case instead
        /// The same in each value of a text that has parts: JSON, forms, cookies, markup, multipart, paths.
        case within
        /// A value without looks under a name that says that it is secret.
        case named
        /// A value that looks like a key in the names themselves.
        case names
    }

    let way: Way
    /// Where the marker of each number is.
    private(set) var places: [String] = []

    init(_ way: Way) { self.way = way }

    /// A new marker for a place.
    mutating func marker(_ place: String) -> String {
        places.append(place)
        let number = places.count - 1
        return way == .named ? "QzMark\(number)x" : "sk_live_QzMark\(number)x0123456789abcdef"
    }

    /// A name that says that its value is secret.
    mutating func secretName() -> String { "token_\(places.count)" }

    // MARK: Texts

    /// One text of the input with markers in it.
    mutating func text(_ text: String, _ place: String) -> String {
        if way == .names { return parts(text, place) ?? text }
        if text.wholeMatch(of: /(?:[a-zA-Z]+:\/\/|\/|\$\w+\/|\{\{\w+\}\}\/)\S*/) != nil { return address(text, place) }
        switch way {
        case .behind: return text + (text.isEmpty ? "" : " ") + marker(place)
        case .instead: return marker(place)
        case .within, .names: return parts(text, place) ?? marker(place)
        case .named:
            if text.isEmpty { return text }
            if let parts = parts(text, place) { return parts }
            let name = secretName()
            return "\(text) \(name)=\(marker(place))"
        }
    }

    /// An address: in its user, its path, its query and what follows them.
    mutating func address(_ text: String, _ place: String) -> String {
        let halves = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let sides = halves[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        var path = sides[0]
        if path.hasSuffix("/") { path.removeLast() }
        switch way {
        case .within:
            let start = path.hasPrefix("/") ? 0 : 3
            path = path.split(separator: "/", omittingEmptySubsequences: false).enumerated()
                .map { index, segment in
                    let isFixed = index < start || segment.isEmpty || segment.contains { "{}$:[]".contains($0) }
                    return isFixed ? String(segment) : "\(segment)-\(marker(place + " path"))"
                }
                .joined(separator: "/")
        case .named: path += "/token/" + marker(place + " path")
        case .behind, .instead, .names: path += "/" + marker(place + " path")
        }
        if way == .behind, let scheme = path.firstRange(of: "://"), !path.contains("@") {
            path.replaceSubrange(scheme, with: "://u:\(marker(place + " user"))@")
        }
        var query = sides.count > 1 ? form(sides[1], place + " query") + "&" : ""
        if way == .named { query += secretName() + "=" } else { query += "flag&k=" }
        query += marker(place + " query")
        return "\(path)?\(query)#\(way == .named ? secretName() + "=" : "")\(marker(place + " fragment"))"
    }

    /// A text with parts; `nil` where it has none.
    private mutating func parts(_ text: String, _ place: String) -> String? {
        if let json = JSONValue(text: text), json.isObject || json.isArray {
            return Self.text(document(json, place))
        }
        if text.hasPrefix("--"), text.contains("name=\"") { return multipart(text, place) }
        if text.contains("<"), text.contains(">") { return markup(text, place) }
        if text.wholeMatch(of: /[^=&\s]+=[^&\s]*(?:&[^&\s]*)*/) != nil { return form(text, place) }
        if text.wholeMatch(of: /[^=;\s]+=[^;]*(?:; ?[^=;\s]+=[^;]*)+/) != nil {
            return text.split(separator: ";").map { pair(String($0), place) }.joined(separator: ";")
        }
        return nil
    }

    mutating func form(_ text: String, _ place: String) -> String {
        text.split(separator: "&").map { pair(String($0), place) }.joined(separator: "&")
    }

    /// `name=value`.
    private mutating func pair(_ text: String, _ place: String) -> String {
        let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let here = "\(place) \(halves[0])"
        switch way {
        case .behind: return "\(text)\(halves.count > 1 ? "-" : "=")\(marker(here))"
        case .instead, .within: return "\(halves[0])=\(marker(here))"
        case .named: return "\(halves[0].hasPrefix(" ") ? " " : "")\(secretName())=\(marker(here))"
        case .names: return "\(halves[0])-\(marker(here))=\(halves.count > 1 ? halves[1] : "")"
        }
    }

    /// JSON that a request sends, nothing of it fixed by a format.
    private mutating func document(_ json: JSONValue, _ place: String) -> JSONValue {
        switch json {
        case .string: return way == .names ? json : .string(marker(place))
        case .array(let items): return .array(items.map { document($0, place) })
        case .object(let members):
            return .object(
                members.map { member in
                    let here = "\(place).\(member.name)"
                    var name = member.name
                    if way == .names { name += "-" + marker(here) }
                    if way == .named, member.value.string != nil { name = secretName() }
                    return JSONMember(name: name, value: document(member.value, here))
                }
            )
        default: return json
        }
    }

    private mutating func markup(_ text: String, _ place: String) -> String {
        if way == .named {
            return text.replacing(/<([\w:]+)>[^<]+<\/\1>/) { match in
                let name = secretName()
                return "<\(name)>\(marker("\(place) <\(match.1)>"))</\(name)>"
            }
        }
        if way == .names { return text }
        return text.replacing(/(\s[\w:]+=)"[^"]*"/) { match in "\(match.1)\"\(marker("\(place)\(match.1)"))\"" }
            .replacing(/>[^<]+</) { _ in ">\(marker(place + " element"))<" }
    }

    private mutating func multipart(_ text: String, _ place: String) -> String {
        text.replacing(/name="([^"]*)"((?:(?!\r?\n\r?\n)[\s\S])*\r?\n\r?\n)((?:(?!\r?\n--)[\s\S])*)/) { match in
            let here = "\(place) part \(match.1)"
            return switch way {
            case .named: "name=\"\(secretName())\"\(match.2)\(marker(here))"
            case .names: "name=\"\(match.1)-\(marker(here))\"\(match.2)\(match.3)"
            default: "name=\"\(match.1)\"\(match.2)\(marker(here))"
            }
        }
    }

    // MARK: JSON

    static func text(_ json: JSONValue) -> String {
        switch json {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .number(let digits): digits
        case .string(let text): Spelling.json(DraftText(text)).replacing("\\u0024", with: "$")
        case .array(let items): "[" + items.map(text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { text(.string($0.name)) + ":" + text($0.value) }.joined(separator: ",") + "}"
        }
    }
}
