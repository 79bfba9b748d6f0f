import JSON

@testable import ScenarioImport

/// Scripts with commands, and access logs.
extension SecretPlanter {
    // MARK: Logs

    mutating func planted(log: String) -> String {
        log.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { line(String($0.element), "line \($0.offset + 1)") }.joined(separator: "\n")
    }

    /// A line of a log: the user, the address that was asked, what is in quotes after it, or the members of JSON.
    private mutating func line(_ line: String, _ place: String) -> String {
        if let json = JSONValue(text: line), json.isObject { return Self.text(planted(json)) }
        var count = 0
        var result = line.replacing(/"((?:[^"\\]|\\.)*)"/) { match in
            count += 1
            guard count == 1 else { return "\"\(text(String(match.1), "\(place) quote \(count)"))\"" }
            let words = match.1.split(separator: " ").map(String.init)
            guard words.count == 3, way != .names else { return String(match.0) }
            return "\"\(words[0]) \(address(words[1], place)) \(words[2])\""
        }
        if way == .behind || way == .instead {
            result = result.replacing(/\ \S+ \[/, maxReplacements: 1) { _ in " \(marker(place + " user")) [" }
        }
        return result
    }

    // MARK: Commands

    /// A script with a marker in each word that is a value: what is in quotes, what follows an option, addresses,
    /// assignments, comments.
    mutating func planted(script: String) -> String {
        var before = ""
        var isComment = false
        return script.replacing(
            /\^"(?:[^\^]|\^[^"]|\^\^\^")*\^"|\$'(?:[^'\\]|\\.)*'|'[^']*'|"(?:[^"\\]|\\.)*"|[^\s'"]+|\n/
        ) { match in
            let word = String(match.0)
            defer { before = word }
            if word == "\n" { isComment = false }
            if word.hasPrefix("#") { isComment = true }
            return planted(word: word, after: before, isComment: isComment)
        }
    }

    private mutating func planted(word: String, after before: String, isComment: Bool) -> String {
        if ["-X", "--request", "-XPOST"].contains(before) || word == "\n" { return word }
        if isComment { return way == .named ? word : text(word, "comment \(word)") }
        for (open, close) in [("^\"", "^\""), ("$'", "'"), ("'", "'"), ("\"", "\"")]
        where word.hasPrefix(open) && word.hasSuffix(close) && word.utf8.count >= open.utf8.count + close.utf8.count {
            let inner = String(word.dropFirst(open.count).dropLast(close.count))
            // What is not taken apart has quotes of its own.
            let isPlain = open == "'" || !inner.contains("\"") && !inner.contains("\\")
            return open + value(inner, after: before, isPlain: isPlain) + close
        }
        let isAfterOption = before.wholeMatch(of: /-[a-zA-Z]|--[a-z0-9.-]+/) != nil
        if word.hasPrefix("-") || word.contains(where: { "|;()<>`\\".contains($0) }) { return word }
        if word.hasPrefix("http://") || word.hasPrefix("https://") { return "\"\(address(word, word))\"" }
        if isAfterOption || word.contains("=") {
            return value(word, after: before, isPlain: true).replacing(" ", with: ".")
        }
        return word
    }

    private mutating func value(_ text: String, after option: String, isPlain: Bool) -> String {
        if ["-H", "--header"].contains(option), let colon = text.firstIndex(of: ":") {
            let name = String(text[..<colon])
            let value = String(text[text.index(after: colon)...].drop { $0 == " " })
            if name.lowercased() == "content-type" { return text }
            let place = "header \(name)"
            if way == .named, name.lowercased() != "cookie" { return "\(secretName()): \(marker(place))" }
            if way == .names { return "\(name)-\(marker(place)): \(value)" }
            return "\(name): \(self.text(value, place))"
        }
        guard isPlain else {
            switch way {
            case .names: return text
            case .named: return "\(text)&\(secretName())=\(marker(option))"
            default: return "\(text) \(marker(option))"
            }
        }
        return self.text(text, "\(option) \(text.prefix(40))")
    }

    /// The words of a script, one after the other, each with a marker after it.
    static func single(script: String) -> [(text: String, place: String)] {
        let words = script.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        // An option with more after it is another option.
        return words.indices.filter { !words[$0].hasPrefix("-") }.map { index in
            var planter = SecretPlanter(.behind)
            var planted = words
            planted[index] += "." + planter.marker(words[index])
            return (planted.joined(separator: " "), words[index])
        }
    }
}
