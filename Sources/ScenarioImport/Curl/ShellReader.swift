/// Takes command lines apart as a POSIX shell does, as far as pasted curl commands go: quotes, `$'…'`, `\` at the end of
/// a line, comments, `;`, `&&`, `|`. Variables become stand-ins for parameters.
struct ShellReader {
    /// One word of a command, and whether it is nothing but what a user could have typed there.
    struct Command {
        var words: [String] = []
        /// Comments above it.
        var comments: [String] = []
        /// What the shell would have done besides.
        var remarks: [String] = []
    }

    private let source: [Unicode.Scalar]
    private var position = 0
    private var commands: [Command] = []
    private var command = Command()
    private var word = String.UnicodeScalarView()
    private var hasWord = false
    /// Asks for the stand-in of a variable.
    private let variable: (String) -> String

    /// The commands of a text.
    static func read(_ text: String, variable: (String) -> String) throws(ImportError) -> [Command] {
        // The closure is used only while this call lasts.
        try withoutActuallyEscaping(variable) { variable throws(ImportError) in
            var reader = ShellReader(text, variable)
            try reader.readAll()
            return reader.commands
        }
    }

    private init(_ text: String, _ variable: @escaping (String) -> String) {
        source = Array(text.unicodeScalars)
        self.variable = variable
    }

    private var peek: Unicode.Scalar? { position < source.count ? source[position] : nil }
    private func peek(_ ahead: Int) -> Unicode.Scalar? {
        position + ahead < source.count ? source[position + ahead] : nil
    }

    private mutating func endWord() {
        if hasWord { command.words.append(String(word)) }
        word = String.UnicodeScalarView()
        hasWord = false
    }

    private mutating func endCommand() {
        endWord()
        guard !command.words.isEmpty else { return }
        commands.append(command)
        command = Command()
    }

    private mutating func readAll() throws(ImportError) {
        while let scalar = peek {
            switch scalar {
            case "\\": takeBackslash()
            case "'": try takeSingleQuoted()
            case "\"": try takeDoubleQuoted()
            case "$" where peek(1) == "'": try takeANSIQuoted()
            case "$": takeDollar()
            case "`": try takeBackquoted()
            case "\n":
                position += 1
                endCommand()
            case " ", "\t", "\r":
                position += 1
                endWord()
            case "#" where !hasWord: takeComment()
            case ";", "&":
                while peek == ";" || peek == "&" { position += 1 }
                endCommand()
            case "|": takePipe()
            case "<", ">": takeRedirection()
            default:
                word.append(scalar)
                hasWord = true
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
            word.append(scalar)
            hasWord = true
            position += 1
        }
    }

    private mutating func takeSingleQuoted() throws(ImportError) {
        hasWord = true
        position += 1
        let start = position
        while let scalar = peek, scalar != "'" {
            word.append(scalar)
            position += 1
        }
        guard peek != nil else { throw unclosed("'", start) }
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
                if !"\"\\$`".unicodeScalars.contains(next) { word.append("\\") }
                word.append(next)
            } else if scalar == "$" {
                takeDollar()
            } else if scalar == "`" {
                try takeBackquoted()
            } else {
                word.append(scalar)
                position += 1
            }
        }
        guard peek != nil else { throw unclosed("\"", start) }
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
                word.append(scalar)
                continue
            }
            position += 1
            switch next {
            case "n": word.append("\n")
            case "r": word.append("\r")
            case "t": word.append("\t")
            case "x": appendCode(digits: 2, or: next)
            case "u": appendCode(digits: 4, or: next)
            case "U": appendCode(digits: 8, or: next)
            case "0": word.append("\u{FFFD}")
            default: word.append(next)
            }
        }
        guard peek != nil else { throw unclosed("$'", start) }
        position += 1
    }

    private mutating func appendCode(digits: Int, or letter: Unicode.Scalar) {
        var text = ""
        while text.utf8.count < digits, let scalar = peek, scalar.isASCII, StepNaming.isHex(UInt8(scalar.value & 0x7F))
        {
            text.unicodeScalars.append(scalar)
            position += 1
        }
        if let value = UInt32(text, radix: 16) {
            word.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        } else {
            word.append(letter)
        }
    }

    /// `$NAME`, `${NAME}`, `$(command)`.
    private mutating func takeDollar() {
        hasWord = true
        position += 1
        if peek == "(" { return takeSubstitution() }
        let braced = peek == "{"
        if braced { position += 1 }
        var name = ""
        while let scalar = peek, scalar.isASCII, scalar.properties.isAlphabetic || scalar == "_" || scalar.isDigit {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        if braced {
            // `${NAME:-default}`: the default is the shell's business.
            while let scalar = peek, scalar != "}", scalar != "\n" { _ = (scalar, position += 1) }
            if peek == "}" { position += 1 }
        }
        word.append(contentsOf: (name.isEmpty ? "$" : variable(name)).unicodeScalars)
    }

    private mutating func takeSubstitution() {
        var depth = 0
        while let scalar = peek {
            position += 1
            if scalar == "(" { depth += 1 }
            if scalar == ")" {
                depth -= 1
                if depth == 0 { break }
            }
        }
        substitute()
    }

    private mutating func takeBackquoted() throws(ImportError) {
        hasWord = true
        position += 1
        let start = position
        while let scalar = peek, scalar != "`" { _ = (scalar, position += 1) }
        guard peek != nil else { throw unclosed("`", start) }
        position += 1
        substitute()
    }

    private mutating func substitute() {
        word.append(contentsOf: variable("command_output").unicodeScalars)
        let remark = "not translated: the output of a command in $( ); give it as a parameter"
        if !command.remarks.contains(remark) { command.remarks.append(remark) }
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

    /// What the output is piped into is no part of the load.
    private mutating func takePipe() {
        let start = position
        while let scalar = peek, scalar != "\n", scalar != ";" { _ = (scalar, position += 1) }
        endWord()
        guard !command.words.isEmpty else { return }
        let rest = String(String.UnicodeScalarView(source[start..<min(position, start + 60)]))
        command.remarks.append("not translated: the output went to \(rest.drop { "| ".contains($0) })")
    }

    private mutating func takeRedirection() {
        endWord()
        while let scalar = peek, "<>&".unicodeScalars.contains(scalar) { _ = (scalar, position += 1) }
        while peek == " " { position += 1 }
        while let scalar = peek, !scalar.properties.isWhitespace { _ = (scalar, position += 1) }
        command.remarks.append("not translated: a redirection of the shell")
    }

    private func unclosed(_ quote: String, _ start: Int) -> ImportError {
        let line = 1 + source[..<min(start, source.count)].count { $0 == "\n" }
        return ImportError("line \(line): a \(quote) is never closed")
    }
}

extension Unicode.Scalar {
    /// 0 to 9.
    var isDigit: Bool { value >= 0x30 && value <= 0x39 }
}
