/// Takes command lines apart as Windows' cmd.exe and C runtime do: `^` before a character, `"` and `\"`. It is what
/// browsers copy as "cURL (cmd)".
struct CmdReader {
    /// The text is of that kind: a caret ends a line or escapes a quote.
    static func reads(_ text: String) -> Bool {
        let isEscaped = [" ^\"", "=^\""].contains { TextSearch.contains(text, $0) }
        return isEscaped
            || text.utf8.split(separator: UInt8(ascii: "\n")).contains { line in
                var end = line.reversed()[...].drop { $0 == 0x0D || $0 == 0x20 || $0 == 0x09 }
                return end.popFirst() == UInt8(ascii: "^") && end.first == 0x20
            }
    }

    static func commands(_ text: String) -> [ShellCommand] {
        var reader = CmdReader()
        reader.read(Array(text.replacing("\r\n", with: "\n").unicodeScalars))
        return reader.commands
    }

    private var commands: [ShellCommand] = []
    private var words: [String] = []
    private var word = String.UnicodeScalarView()
    private var hasWord = false
    private var isQuoted = false

    private mutating func endWord() {
        if hasWord { words.append(String(word)) }
        word = String.UnicodeScalarView()
        hasWord = false
    }

    private mutating func endCommand() {
        endWord()
        if !words.isEmpty { commands.append(ShellCommand(words: words)) }
        words = []
    }

    private mutating func read(_ source: [Unicode.Scalar]) {
        var position = 0
        while position < source.count {
            var scalar = source[position]
            var isEscaped = false
            position += 1
            if scalar == "^" {
                guard position < source.count else { break }
                scalar = source[position]
                position += 1
                isEscaped = true
                if scalar == "\n" {
                    // Two line ends are one that is meant.
                    guard position < source.count, source[position] == "\n" else { continue }
                    position += 1
                    append("\n")
                    continue
                }
            }
            switch scalar {
            case "\\":
                // `\"`, and with its own caret `^\^"`: a quote that is meant.
                var next = position
                if next < source.count, source[next] == "^" { next += 1 }
                if next < source.count, source[next] == "\"" {
                    append("\"")
                    position = next + 1
                } else if next < source.count, source[next] == "\\" {
                    append("\\")
                    position = next + 1
                } else {
                    append("\\")
                }
            case "\"":
                isQuoted.toggle()
                hasWord = true
            case "\n" where !isQuoted: endCommand()
            case "&" where !isQuoted && !isEscaped, "|" where !isQuoted && !isEscaped: endCommand()
            case " " where !isQuoted, "\t" where !isQuoted: endWord()
            default: append(scalar)
            }
        }
        endCommand()
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        word.append(scalar)
        hasWord = true
    }
}
