/// What a shell puts in the place of `$NAME`, `${NAME}`, `$(command)` and `` `command` ``.
extension ShellReader {
    /// `$NAME`, `${NAME}`, `$(command)`.
    mutating func takeDollar() throws(ImportError) {
        hasWord = true
        position += 1
        if peek == "(" { return takeSubstitution() }
        let isBraced = peek == "{"
        if isBraced { position += 1 }
        var name = ""
        while let scalar = peek, scalar.isASCII, scalar.properties.isAlphabetic || scalar == "_" || scalar.isDigit {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        var usual: String?
        if isBraced {
            // `${NAME:-default}`.
            var rest = ""
            while let scalar = peek, scalar != "}", scalar != "\n" {
                rest.unicodeScalars.append(scalar)
                position += 1
            }
            if peek == "}" { position += 1 }
            for sign in [":-", "-", ":="] where rest.hasPrefix(sign) {
                usual = String(rest.dropFirst(sign.count))
                break
            }
        }
        append(name.isEmpty ? "$" : variable(name, usual))
    }

    mutating func takeSubstitution() {
        var depth = 0
        var quote: Unicode.Scalar?
        while let scalar = peek {
            position += 1
            if let open = quote {
                if scalar == open { quote = nil }
                continue
            }
            if scalar == "'" || scalar == "\"" { quote = scalar }
            if scalar == "(" { depth += 1 }
            if scalar == ")" {
                depth -= 1
                if depth == 0 { break }
            }
        }
        substitute()
    }

    mutating func takeBackquoted() throws(ImportError) {
        position += 1
        // PowerShell's sign for a line that goes on.
        if peek == "\n" || peek == "\r" && peek(1) == "\n" {
            position += peek == "\n" ? 1 : 2
            return endWord()
        }
        hasWord = true
        let start = position
        while let scalar = peek, scalar != "`" { _ = (scalar, position += 1) }
        guard peek != nil else { throw unclosed("`", start) }
        position += 1
        substitute()
    }

    private mutating func substitute() {
        append(variable("command_output", nil))
        let remark = "not translated: the output of a command in $( ); give it as a parameter"
        if !command.remarks.contains(remark) { command.remarks.append(remark) }
    }
}
