/// Ranges and lists in addresses, as curl(1) expands them: `[1-3]`, `{a,b}`. curl asks for each; a user of the scenario
/// for one of them, drawn. `{name}`, as documentation writes what is to be filled in, becomes a parameter.
struct CurlGlob {
    /// What is said about them.
    private(set) var remarks: [String] = []

    mutating func replaced(_ url: String, variables: inout CurlVariables) -> String {
        guard url.contains("{") || url.contains("[") else { return url }
        var result = ""
        var rest = url[...]
        // An address of IPv6 has brackets too.
        if let start = TextSearch.firstIndex(of: "://[", in: url) ?? (url.hasPrefix("[") ? url.startIndex : nil),
            let close = url[start...].firstIndex(of: "]")
        {
            result = String(url[...close])
            rest = url[url.index(after: close)...]
        }
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "[" }) {
            result += rest[..<open]
            let close: Character = rest[open] == "{" ? "}" : "]"
            guard let end = rest[open...].firstIndex(of: close) else {
                rest = rest[open...]
                break
            }
            let inner = String(rest[rest.index(after: open)..<end])
            result += place(inner, isList: close == "}", &variables) ?? String(rest[open...end])
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private mutating func place(_ inner: String, isList: Bool, _ variables: inout CurlVariables) -> String? {
        if isList {
            let items = inner.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            if items.count == 1 {
                let isName = !inner.isEmpty && inner.utf8.allSatisfy { SecretShapes.isToken($0) && $0 != 0x2E }
                guard isName else { return nil }
                return variables.stand(for: inner, usual: nil)
            }
            guard items.count <= 50, items.allSatisfy({ !Markers.isIn($0) }) else { return nil }
            say(items.count)
            return variables.mark("choice(" + items.map { Spelling.quoted($0) }.joined(separator: ", ") + ")")
        }
        guard let match = inner.wholeMatch(of: /([0-9]{1,9})-([0-9]{1,9})(?::([0-9]{1,6}))?/), let low = Int(match.1),
            let high = Int(match.2), low <= high
        else {
            if let match = inner.wholeMatch(of: /([a-z])-([a-z])/), let low = match.1.utf8.first,
                let high = match.2.utf8.first, low < high
            {
                let items = (low...high).map { Spelling.quoted(String(Character(Unicode.Scalar($0)))) }
                say(items.count)
                return variables.mark("choice(" + items.joined(separator: ", ") + ")")
            }
            return nil
        }
        if match.3 != nil { remarks.append("not translated: the step of [\(inner)]") }
        say(high - low + 1)
        return variables.mark("random(\(low), \(high))")
    }

    private mutating func say(_ count: Int) {
        remarks.append("curl asks for each of \(count) addresses here; a user asks for one, drawn")
    }
}
