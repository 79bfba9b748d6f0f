/// How scenarios write the names of columns.
enum ColumnName {
    /// `patients.email`, or `patients["Apellido y Nombre"]` where the name is more than one word.
    static func reference(_ column: String, of table: String) -> String {
        isWord(column) ? "\(table).\(column)" : "\(table)[\(quoted(column))]"
    }

    /// The column that was probably meant, as scenarios write it, or those that there are.
    static func suggestion(for word: String, in columns: [String], of table: String) -> String {
        func written(_ column: String) -> String { isWord(column) ? column : reference(column, of: table) }
        // `patients.Apellido` of "Apellido y Nombre": the name was cut at its first blank.
        let longer = columns.first { !isWord($0) && $0.lowercased().hasPrefix(word.lowercased()) && !word.isEmpty }
        if let meant = longer ?? Suggestion.nearest(to: word, in: columns) { return "did you mean \(written(meant))?" }
        guard columns.count <= 8 else { return "see the header row of its file" }
        let list = Suggestion.list(columns.sorted().map(written))
        return "there \(columns.count == 1 ? "is" : "are") \(list)"
    }

    private static func isWord(_ name: String) -> Bool {
        guard let first = name.utf8.first, Lexer.isWordStart(first) else { return false }
        return name.utf8.allSatisfy(Lexer.isWord)
    }

    /// A string of the language.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\", "$": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
