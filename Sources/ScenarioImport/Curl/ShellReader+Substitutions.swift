/// What a shell puts in the place of `$NAME`, `${NAME}`, `$(command)` and `` `command` ``.
extension ShellReader {
    /// `$NAME`, `${NAME}`, `$(command)`.
    mutating func takeDollar() throws(ImportError) {
        hasWord = true
        position += 1
        if peek == "(" { return try takeSubstitution() }
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

    /// `$(command)`: a request within it is made before the command that it stands in.
    mutating func takeSubstitution() throws(ImportError) {
        let start = position
        var depth = 0
        var quote: Unicode.Scalar?
        while let scalar = peek {
            position += 1
            if scalar == "\\", quote != "'" {
                position += 1
                continue
            }
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
        guard depth == 0, position <= source.count else { throw unclosed("$(", start) }
        substitute(String(String.UnicodeScalarView(source[start + 1..<position - 1])))
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
        substitute(String(String.UnicodeScalarView(source[start..<position - 1])))
    }

    private mutating func substitute(_ text: String) {
        if var inner = nested(text), let last = inner.lastIndex(where: { $0.curl != nil }) {
            let rest = inner[(last + 1)...]
            if rest.count == 1, let query = rest.first?.path, inner[last].capture == nil {
                inner.removeLast()
                let variable = self.target(of: query)
                inner[last].capture = (variable, query)
                commands += inner
                return append(self.variable(variable, nil))
            }
            commands += inner
        }
        append(variable(name(of: text), nil))
        let remark = "not translated: the output of a command in $( ); give it as a parameter"
        if !command.remarks.contains(remark) { command.remarks.append(remark) }
    }

    /// What a captured value is called: as the variable that it is assigned to, or as the member that it is.
    private func target(of query: String) -> String {
        let before = String(decoding: word, as: UTF8.self)
        if command.words.allSatisfy({ $0 == "export" || $0 == "local" }), before.hasSuffix("="),
            let name = ShellCommand.assignment(before)?.name
        {
            return name
        }
        let name = query.split { ".$[]".contains($0) }.last { !$0.allSatisfy(\.isNumber) }
        return name.map(String.init) ?? "captured"
    }

    /// Each command has an output of its own; one that is sent as a credential is a secret.
    private mutating func name(of text: String) -> String {
        if let known = outputs[text] { return known }
        let before = String(decoding: word, as: UTF8.self)
        let field = before.prefix { $0 != ":" && $0 != "=" }
        let base = Sensitive.isHeader(String(field)) && field.count < before.count ? "access_token" : "command_output"
        let taken = Set(outputs.values)
        let name = Names.unique(base, separator: "_") { !taken.contains($0) }
        outputs[text] = name
        return name
    }
}
