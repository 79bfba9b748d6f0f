/// Redirections and here-documents.
extension ShellReader {
    /// `> file`, `2>&1`, `< file`, `<<END`, `<<< text`.
    mutating func takeRedirection(_ sign: Unicode.Scalar) throws(ImportError) {
        // The number of a file is not a word.
        if hasWord, !isWordQuoted, word.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            word = []
            hasWord = false
        }
        endWord()
        var count = 0
        while peek == sign {
            count += 1
            position += 1
        }
        if sign == "<", count == 3 { return target = .hereString }
        if sign == "<", count == 2 {
            let dropsTabs = peek == "-"
            if dropsTabs { position += 1 }
            return target = .hereDocument(dropsTabs: dropsTabs)
        }
        if peek == "&" {
            position += 1
            while let digit = peek, digit.isDigit || digit == "-" { _ = (digit, position += 1) }
            return command.remarks.append("not translated: a redirection of the shell")
        }
        if peek == "(" { return try takeSubstitution() }
        target = .file
    }

    /// The texts of here-documents, which begin on the next line.
    mutating func takeDocuments() {
        for document in documents {
            var text = ""
            while position < source.count {
                let end = source[position...].firstIndex(of: "\n") ?? source.count
                var line = String(String.UnicodeScalarView(source[position..<end]))
                position = min(end + 1, source.count)
                if document.dropsTabs { line = String(line.drop { $0 == "\t" }) }
                if line == document.end || line == document.end + "\r" { break }
                text += line + "\n"
            }
            if !document.isQuoted { text = expanded(text) }
            if document.command < commands.count { commands[document.command].input = text }
        }
        documents = []
    }

    /// `$NAME` and `${NAME}` within a here-document.
    private func expanded(_ text: String) -> String {
        text.replacing(/\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})/) { match in
            variable(String(match.1 ?? match.2 ?? ""), nil)
        }
    }
}
