/// Finds secrets in texts that nobody has taken apart: bodies that are not valid, queries, scripts, comments. In one
/// pass, whatever the text.
struct SecretScanner {
    /// A secret within a text.
    struct Finding: Equatable {
        /// Its bytes.
        var range: Range<Int>
        /// What it is called there.
        var hint: String
    }

    /// What a text is.
    enum Kind {
        /// What a request sends.
        case data
        /// Words for people, where a secret may follow its name after a blank.
        case prose
        /// A path whose segments were looked at by those who took it apart.
        case path
    }

    private let bytes: [UInt8]
    private let kind: Kind
    private var findings: [Finding] = []
    private var position = 0
    /// Where the path ends that was looked at last, and those of its segments that are secrets, the next one last.
    private var pathEnd = 0
    private var segments: [Finding] = []

    /// The secrets of a text, in order, none inside another.
    static func findings(in text: String, as kind: Kind = .data) -> [Finding] {
        guard text.utf8.count >= 4 else { return [] }
        var scanner = SecretScanner(bytes: Array(text.utf8), kind: kind)
        scanner.scan()
        return scanner.findings
    }

    /// Somewhere in the text is a secret that is known by its looks.
    static func hasShape(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 12 else { return false }
        return bytes.indices.contains { index in
            startsWord(bytes, index) && SecretShapes.end(bytes, at: index) != nil
        }
    }

    /// No letter or digit comes before, unless it is part of an encoded one: `%20`.
    private static func startsWord(_ bytes: [UInt8], _ index: Int) -> Bool {
        index == 0 || !SecretShapes.isWord(bytes[index - 1]) || index >= 3 && bytes[index - 3] == UInt8(ascii: "%")
    }

    /// A text for people without its secrets.
    static func censored(_ text: String) -> String {
        let findings = findings(in: text, as: .prose)
        guard !findings.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var start = 0
        for finding in findings {
            result += bytes[start..<finding.range.lowerBound] + "*****".utf8
            start = finding.range.upperBound
        }
        return String(decoding: result + bytes[start...], as: UTF8.self)
    }

    private init(bytes: [UInt8], kind: Kind) {
        self.bytes = bytes
        self.kind = kind
    }

    private mutating func scan() {
        while position < bytes.count {
            let byte = bytes[position]
            while let segment = segments.last, segment.range.lowerBound < position { segments.removeLast() }
            if let segment = segments.last, segment.range.lowerBound == position {
                add(segment.range, segment.hint)
                continue
            }
            if Self.startsWord(bytes, position), SecretShapes.isWord(byte) || byte == 0x2D,
                let end = SecretShapes.end(bytes, at: position)
            {
                add(position..<end, "token")
                continue
            }
            switch byte {
            case UInt8(ascii: "="), UInt8(ascii: ":"): takeNamed(separator: position, after: position + 1)
            case UInt8(ascii: "%") where isEncoded("3D", at: position) || isEncoded("3A", at: position):
                takeNamed(separator: position, after: position + 3)
            case UInt8(ascii: ",") where kind == .prose: takeArgument()
            case UInt8(ascii: ">"): takeElement()
            case UInt8(ascii: "@"): takeUser()
            case UInt8(ascii: "/") where kind != .path && position >= pathEnd: takeSegments()
            case 0x20: takeFollowing()
            default: break
            }
            position += 1
        }
    }

    /// Adds a finding and goes on after it.
    private mutating func add(_ range: Range<Int>, _ hint: String) {
        guard !range.isEmpty, range.lowerBound >= findings.last?.range.upperBound ?? 0 else { return }
        findings.append(Finding(range: range, hint: hint))
        position = max(position, range.upperBound)
    }

    private func isEncoded(_ digits: String, at index: Int) -> Bool {
        guard index + 2 < bytes.count, bytes[index] == UInt8(ascii: "%") else { return false }
        return zip(bytes[index + 1...index + 2], digits.utf8).allSatisfy { $0 & 0xDF == $1 & 0xDF }
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private static func isName(_ byte: UInt8) -> Bool {
        SecretShapes.isToken(byte) || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte >= 0x80
    }

    /// The name that ends before an index; quotes and blanks between are skipped.
    private func name(before index: Int) -> String {
        var end = index
        while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        if end >= 3, isEncoded("22", at: end - 3) { end -= 3 }
        while end > 0,
            bytes[end - 1] == UInt8(ascii: "\"") || bytes[end - 1] == UInt8(ascii: "'")
                || bytes[end - 1] == UInt8(ascii: "\\")
        {
            end -= 1
        }
        var start = end
        while start > 0, end - start < 64, Self.isName(bytes[start - 1]) { start -= 1 }
        // The digits of an encoded quote or ampersand are not the name's.
        if start > 0, bytes[start - 1] == UInt8(ascii: "%"), end - start > 2 { start += 2 }
        return text(start..<end)
    }

    // MARK: name=value, "name": "value"

    private mutating func takeNamed(separator: Int, after: Int) {
        let name = name(before: separator)
        guard !name.isEmpty else { return }
        var start = after
        // The value is looked for where it matters only: each may go to the end of the text.
        let isPart = name.lowercased() == "name" && bytes[separator] == UInt8(ascii: "=")
        guard isPart || Sensitive.mayBeField(name) || Sensitive.isHeader(name) else { return }
        while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        if isPart, !bytes[start..<min(bytes.count, start + 80)].contains(where: { "\";\r\n".utf8.contains($0) }) {
            return
        }
        let range = value(from: start, isWhole: Self.takesLine(name))
        guard !range.isEmpty else { return }
        let value = text(range)
        if isPart { return takePart(value, range) }
        guard !Markers.isIn(value), Sensitive.isField(name, value: value) || Sensitive.isHeader(name) else { return }
        // Of several, people speak: 60 sessions: requests of one address.
        if kind == .prose, name == "session" || name.hasSuffix("s"), !name.hasSuffix("pass"), start > after { return }
        add(range, name)
    }

    /// `set("token", "value")` of a script.
    private mutating func takeArgument() {
        guard position > 0, bytes[position - 1] == UInt8(ascii: "\"") || bytes[position - 1] == UInt8(ascii: "'"),
            let next = bytes[(position + 1)...].first(where: { $0 != 0x20 }),
            next == UInt8(ascii: "\"") || next == UInt8(ascii: "'")
        else { return }
        takeNamed(separator: position, after: position + 1)
    }

    /// `Authorization: Digest username="ana", …`: all of the line is the value.
    private static func takesLine(_ name: String) -> Bool {
        ["authorization", "proxy-authorization", "cookie", "set-cookie"].contains(name.lowercased())
    }

    /// The value that begins here, without its quotes.
    private func value(from start: Int, isWhole: Bool) -> Range<Int> {
        var open = start
        while open < bytes.count, bytes[open] == UInt8(ascii: "\\") { open += 1 }
        let escapes = open - start
        if open < bytes.count, bytes[open] == UInt8(ascii: "\"") || bytes[open] == UInt8(ascii: "'") {
            return open + 1..<quoteEnd(from: open + 1, bytes[open], escapes)
        }
        if isEncoded("22", at: start) {
            var end = start + 3
            while end < bytes.count, !isEncoded("22", at: end) { end += 1 }
            return start + 3..<end
        }
        var end = start
        let ends = Array((isWhole ? "\r\n\"" : "\r\n\t &;,\"'<>(){}[]").utf8)
        while end < bytes.count, !ends.contains(bytes[end]), !isEncoded("26", at: end), bytes[end] < 0xF0 { end += 1 }
        return start..<end
    }

    /// Where a quoted text ends: at the quote with as many backslashes before it as the opening one had.
    private func quoteEnd(from start: Int, _ quote: UInt8, _ escapes: Int) -> Int {
        var end = start
        var slashes = 0
        while end < bytes.count {
            if bytes[end] == quote, escapes == 0 ? slashes % 2 == 0 : slashes == escapes { return end - escapes }
            slashes = bytes[end] == UInt8(ascii: "\\") ? slashes + 1 : 0
            end += 1
        }
        return end
    }

    // MARK: Parts, elements, addresses, prose

    /// `name="password"`, an empty line, the value: a part of a multipart body (RFC 7578).
    private mutating func takePart(_ name: String, _ range: Range<Int>) {
        guard Sensitive.isField(name) else { return }
        var start = range.upperBound
        let limit = min(bytes.count, start + 2000)
        while start < limit {
            if bytes[start...].starts(with: "\r\n\r\n".utf8) || bytes[start...].starts(with: "\n\n".utf8) { break }
            start += 1
        }
        guard start < limit else { return }
        start += bytes[start] == 0x0D ? 4 : 2
        var end = start
        while end < bytes.count, !(bytes[end] == 0x0A && bytes[(end + 1)...].starts(with: "--".utf8)) { end += 1 }
        if end > start, end < bytes.count, bytes[end - 1] == 0x0D { end -= 1 }
        add(start..<end, name)
    }

    /// `<password>value</password>`.
    private mutating func takeElement() {
        var start = position
        while start > 0, position - start < 200, bytes[start - 1] != UInt8(ascii: "<"),
            bytes[start - 1] != UInt8(ascii: ">")
        {
            start -= 1
        }
        guard start > 0, bytes[start - 1] == UInt8(ascii: "<"), start < position, bytes[start] != UInt8(ascii: "/"),
            bytes[position - 1] != UInt8(ascii: "/")
        else { return }
        let name =
            bytes[start..<position].prefix { Self.isName($0) || $0 == UInt8(ascii: ":") }
            .split(separator: UInt8(ascii: ":")).last.map { String(decoding: $0, as: UTF8.self) } ?? ""
        var end = position + 1
        guard Sensitive.isField(name) else { return }
        let open = Array("<![CDATA[".utf8)
        if bytes[end...].starts(with: open) {
            let start = end + open.count
            end = start
            while end < bytes.count, !bytes[end...].starts(with: "]]>".utf8) { end += 1 }
            return add(start..<end, name)
        }
        while end < bytes.count, bytes[end] != UInt8(ascii: "<") { end += 1 }
        add(position + 1..<end, name)
    }

    /// `/reset/abc123`: segments of a path, with or without a host before it.
    private mutating func takeSegments() {
        let ends = Array(" \t\r\n\"'<>(){}[]?#&;,\\".utf8)
        var end = position
        while end < bytes.count, !ends.contains(bytes[end]), bytes[end] < 0xF0 { end += 1 }
        pathEnd = end
        let parts = bytes[position..<end].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let hints = PathSecrets.hints(parts.map { String(decoding: $0, as: UTF8.self) })
        segments = zip(parts, hints).reversed().compactMap { part, hint in
            guard let hint, !part.isEmpty else { return nil }
            return Finding(range: part.startIndex..<part.endIndex, hint: hint)
        }
    }

    /// `://user:password@host`.
    private mutating func takeUser() {
        var start = position
        while start > 0, position - start < 200, bytes[start - 1] > 0x20, bytes[start - 1] != UInt8(ascii: "/"),
            bytes[start - 1] != UInt8(ascii: "\"")
        {
            start -= 1
        }
        guard start > 2, bytes[start - 1] == UInt8(ascii: "/"), bytes[start - 3] == UInt8(ascii: ":"),
            let colon = bytes[start..<position].firstIndex(of: UInt8(ascii: ":"))
        else { return }
        add(colon + 1..<position, "password")
    }

    /// `Bearer abc`, and in words for people `with password abc1`.
    private mutating func takeFollowing() {
        var start = position
        while start > 0, position - start < 40, SecretShapes.isToken(bytes[start - 1]) { start -= 1 }
        guard start < position else { return }
        let word = text(start..<position)
        let isScheme = ["bearer", "basic", "digest", "apikey"].contains(word.lowercased())
        guard isScheme || kind == .prose && Sensitive.isField(word) else { return }
        var from = position
        while from < bytes.count, bytes[from] == 0x20 { from += 1 }
        if kind == .prose, bytes[from...].starts(with: "is ".utf8) { from += 3 }
        let range = value(from: from, isWhole: false)
        let value = text(range)
        guard value.utf8.count >= 6, Sensitive.isOpaque(value), !Markers.isIn(value) else { return }
        add(range, isScheme ? "access_token" : word)
    }
}
