/// Takes command lines apart as a POSIX shell does, as far as pasted curl commands go: quotes, `$'…'`, `\` at the end of
/// a line, comments, `;`, `&&`, `|`, redirections and here-documents. Variables become stand-ins for parameters.
struct ShellReader {
    /// A here-document whose text comes after the line.
    struct HereDocument {
        var end: String
        var isQuoted: Bool
        var dropsTabs: Bool
        var command: Int
    }

    /// What the next word is for.
    enum Target {
        case word
        case file
        case hereDocument(dropsTabs: Bool)
        case hereString
    }

    let source: [Unicode.Scalar]
    var position = 0
    var commands: [ShellCommand] = []
    var command = ShellCommand()
    /// Bytes, since `$'\xc3\xa9'` gives a character in two of them.
    var word: [UInt8] = []
    var hasWord = false
    var isWordQuoted = false
    var target = Target.word
    var documents: [HereDocument] = []
    /// Where a quote began that has a whole command in it: probably the one that was never closed.
    private var suspect: Int?
    /// How many `$( )` are around the text.
    private let depth: Int
    /// Names of commands in `$( )` that are not requests, by their texts.
    var outputs: [String: String] = [:]
    /// Asks for the stand-in of a variable, with the value that the script gives it where it has none.
    let variable: (String, String?) -> String

    /// The commands of a text.
    static func read(_ text: String, variable: (String, String?) -> String) throws(ImportError) -> [ShellCommand] {
        // The closure is used only while this call lasts.
        try withoutActuallyEscaping(variable) { variable throws(ImportError) in
            var reader = ShellReader(text, variable)
            try reader.readAll()
            return reader.commands
        }
    }

    private init(_ text: String, depth: Int = 0, _ variable: @escaping (String, String?) -> String) {
        source = Array(text.unicodeScalars)
        self.depth = depth
        self.variable = variable
    }

    var peek: Unicode.Scalar? { position < source.count ? source[position] : nil }
    func peek(_ ahead: Int) -> Unicode.Scalar? {
        position + ahead < source.count ? source[position + ahead] : nil
    }

    mutating func append(_ scalar: Unicode.Scalar) {
        word.append(contentsOf: String(Character(scalar)).utf8)
        hasWord = true
    }

    mutating func append(_ text: String) {
        word.append(contentsOf: text.utf8)
        hasWord = true
    }

    mutating func append(byte: UInt8) {
        word.append(byte)
        hasWord = true
    }

    mutating func endWord() {
        guard hasWord else { return }
        let text: String
        if let valid = String(validating: word, as: UTF8.self) {
            text = valid
        } else {
            text = String(decoding: word, as: UTF8.self)
            command.remarks.append("not translated: bytes that are not UTF-8")
        }
        switch target {
        case .word: command.words.append(text)
        case .file: command.remarks.append("not translated: a redirection of the shell")
        case .hereString: command.input = text + "\n"
        case .hereDocument(let dropsTabs):
            documents.append(
                HereDocument(end: text, isQuoted: isWordQuoted, dropsTabs: dropsTabs, command: commands.count)
            )
        }
        target = .word
        word = []
        (hasWord, isWordQuoted) = (false, false)
    }

    /// The commands within `$( )`, where one of them is curl.
    func nested(_ text: String) -> [ShellCommand]? {
        guard depth < 4, TextSearch.contains(text, "curl") else { return nil }
        var reader = ShellReader(text, depth: depth + 1, variable)
        guard (try? reader.readAll()) != nil, reader.commands.contains(where: { $0.curl != nil }) else { return nil }
        return reader.commands
    }

    private mutating func endCommand(isPiped: Bool = false) {
        endWord()
        target = .word
        guard !command.words.isEmpty else { return }
        commands.append(command)
        command = ShellCommand(isPiped: isPiped)
    }

    private mutating func readAll() throws(ImportError) {
        while let scalar = peek {
            switch scalar {
            case "\\": takeBackslash()
            case "'": try takeSingleQuoted()
            case "\"": try takeDoubleQuoted()
            case "$" where peek(1) == "'": try takeANSIQuoted()
            case "$": try takeDollar()
            case "`": try takeBackquoted()
            case "\n":
                position += 1
                // A pipe at the end of a line goes on with the next one.
                if !(command.isPiped && command.words.isEmpty && !hasWord) { endCommand() }
                takeDocuments()
            case " ", "\t", "\r":
                position += 1
                endWord()
            case "#" where !hasWord: takeComment()
            case ";", "&", "(", ")":
                if scalar == "&", peek(1) == ">" {
                    position += 1
                    continue
                }
                while let next = peek, ";&()".unicodeScalars.contains(next) { position += 1 }
                endCommand()
            case "|":
                position += 1
                let isOr = peek == "|"
                if isOr || peek == "&" { position += 1 }
                endCommand(isPiped: !isOr)
            case "<", ">": try takeRedirection(scalar)
            default:
                append(scalar)
                position += 1
            }
        }
        endCommand()
    }

    private mutating func takeBackslash() {
        position += 1
        if peek == "\r", peek(1) == "\n" { position += 1 }
        if peek == "\n" {
            position += 1
        } else if let scalar = peek {
            append(scalar)
            position += 1
        }
    }

    // MARK: Quotes

    /// Notes what lies between quotes: a whole command there tells that the quote was never meant to reach so far.
    private mutating func endQuote(_ start: Int) {
        isWordQuoted = true
        guard suspect == nil, let line = source[start..<position].firstIndex(of: "\n") else { return }
        let command = Array("\ncurl ".unicodeScalars)
        var index = line
        while index + command.count <= position {
            if source[index] == "\n", source[index..<index + command.count].elementsEqual(command) {
                suspect = start
                return
            }
            index += 1
        }
    }

    private mutating func takeSingleQuoted() throws(ImportError) {
        hasWord = true
        position += 1
        let start = position
        while let scalar = peek, scalar != "'" {
            append(scalar)
            position += 1
        }
        guard peek != nil else { throw unclosed("'", start) }
        endQuote(start)
        position += 1
    }

    private mutating func takeDoubleQuoted() throws(ImportError) {
        hasWord = true
        position += 1
        let start = position
        while let scalar = peek, scalar != "\"" {
            if scalar == "\\", let next = peek(1) {
                position += 2
                if next == "\n" { continue }
                if !"\"\\$`".unicodeScalars.contains(next) { append("\\" as Unicode.Scalar) }
                append(next)
            } else if scalar == "$" {
                try takeDollar()
            } else if scalar == "`" {
                try takeBackquoted()
            } else {
                append(scalar)
                position += 1
            }
        }
        guard peek != nil else { throw unclosed("\"", start) }
        endQuote(start)
        position += 1
    }

    /// `$'…'` of bash and zsh, as browsers copy it.
    private mutating func takeANSIQuoted() throws(ImportError) {
        hasWord = true
        position += 2
        let start = position
        while let scalar = peek, scalar != "'" {
            position += 1
            guard scalar == "\\", let next = peek else {
                append(scalar)
                continue
            }
            position += 1
            takeEscape(next)
        }
        guard peek != nil else { throw unclosed("$'", start) }
        endQuote(start)
        position += 1
    }

    func unclosed(_ quote: String, _ start: Int) -> ImportError {
        let line = 1 + source[..<min(suspect ?? start, source.count)].count { $0 == "\n" }
        let text = "line \(line): a \(quote) is never closed"
        return ImportError(suspect == nil ? text : "line \(line): a quote ends only after a further curl command")
    }

    private mutating func takeComment() {
        position += 1
        let isFirstLine = position == 1
        var text = ""
        while let scalar = peek, scalar != "\n" {
            text.unicodeScalars.append(scalar)
            position += 1
        }
        // `#!/bin/sh` is no comment about a command.
        if isFirstLine, text.hasPrefix("!") { return }
        let trimmed = text.drop { $0.isWhitespace || $0 == "#" }
        if !trimmed.isEmpty, command.comments.count < 20 { command.comments.append(String(trimmed)) }
    }
}

extension Unicode.Scalar {
    /// 0 to 9.
    var isDigit: Bool { value >= 0x30 && value <= 0x39 }
}
