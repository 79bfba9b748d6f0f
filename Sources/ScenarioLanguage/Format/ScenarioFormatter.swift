/// Lays a scenario out: two blanks for each open block, clauses one step in from their request, no blanks at line ends,
/// at most one empty line in a row. What stands within a line, comments and alignment included, is the author's and
/// stays; so does the scenario's meaning, and its hash.
public enum ScenarioFormatter {
    /// The text, laid out. Formatting twice changes nothing more; a text with mistakes is laid out as far as its brackets
    /// go.
    public static func format(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { Line($0) }
        var layout = Layout()
        var result: [String] = []
        for (index, line) in lines.enumerated() {
            if line.text.isEmpty {
                if let last = result.last, !last.isEmpty { result.append("") }
                continue
            }
            // A comment stands where what it explains stands.
            let explained = line.isComment ? lines[index...].first { !$0.isComment && !$0.text.isEmpty } ?? line : line
            let indent = line.isComment ? layout.indent(explaining: explained) : layout.indent(of: explained)
            result.append(String(repeating: " ", count: indent) + line.text)
            if !line.isComment { layout.pass(line, at: indent) }
        }
        while result.last?.isEmpty ?? false { result.removeLast() }
        return result.isEmpty ? "" : result.joined(separator: "\n") + "\n"
    }

    /// A line without the blanks around it, and the brackets in it.
    private struct Line {
        var text: Substring
        var firstWord: Substring
        var isComment: Bool
        /// Brackets outside strings and comments, in order; for an opening one, whether it holds steps and objectives, in
        /// contrast to data: JSON, fields, labels, arguments.
        var brackets: [(opens: Bool, isBlock: Bool)] = []
        /// The last sign outside strings and comments.
        var last: Character?

        init(_ line: Substring) {
            var text = line
            while let first = text.first, first.isWhitespace || first == "\u{FEFF}" { text = text.dropFirst() }
            while let last = text.last, last.isWhitespace { text = text.dropLast() }
            self.text = text
            isComment = text.first == "#"
            firstWord = text.prefix { $0.isLetter || $0 == "_" }
            scan()
        }

        /// Words before a brace that holds no steps.
        private static let data: Set<Substring> = [
            "json", "form", "multipart", "graphql", "variables", "tls", "defaults", "regions", "tenants",
        ]

        private mutating func scan() {
            // What is open within the line: strings, and places within strings.
            var inside: [Character] = []
            var escaped = false
            var before: Character = " "
            var wordStart: Substring.Index?
            var word: Substring = ""
            for index in text.indices {
                let character = text[index]
                if inside.last == "\"" {
                    if escaped {
                        escaped = false
                    } else if character == "\\" {
                        escaped = true
                    } else if character == "\"" {
                        inside.removeLast()
                    } else if character == "{", before == "$" {
                        inside.append("{")
                    }
                } else if character == "\"" {
                    inside.append(character)
                } else if !inside.isEmpty {
                    if character == "{" { inside.append(character) }
                    if character == "}" { inside.removeLast() }
                } else if character == "#", before.isWhitespace || index == text.startIndex {
                    return
                } else if "{[(".contains(character) {
                    brackets.append((true, character == "{" && before != "$" && !Self.data.contains(word)))
                } else if "}])".contains(character) {
                    brackets.append((false, false))
                }
                if character.isLetter || character == "_" {
                    if wordStart == nil { wordStart = index }
                    word = text[(wordStart ?? index)...index]
                } else {
                    wordStart = nil
                    if !character.isWhitespace { word = "" }
                }
                if !character.isWhitespace { last = character }
                before = character
            }
        }
    }

    /// The open brackets, and what the next line may continue.
    private struct Layout {
        private var open: [(indent: Int, isBlock: Bool)] = []
        /// How far in the last line stands that began something.
        private var statement = 0
        /// The last line ends with a comma that promises more.
        private var promisesMore = false

        /// Words that never begin a statement: a line that begins with one continues the one before.
        private static let continuing: Set<Substring> = [
            "and", "or", "of", "from", "except", "during", "when", "counts", "pick", "every", "within",
        ]

        /// How far in a line stands.
        func indent(of line: Line) -> Int {
            // Brackets that a line begins with bring it back to where they were opened.
            let closing = line.brackets.prefix { !$0.opens }.count
            if closing > 0, let first = line.text.first, "}])".contains(first) {
                let depth = max(0, open.count - closing)
                return depth < open.count ? open[depth].indent : 0
            }
            if continues(line) { return statement + 2 }
            let base = open.last.map { $0.indent + 2 } ?? 0
            // `retry 3 { GET …` is no clause of the request before it, nor is what is expected across a race.
            let isClause =
                (Keyword(rawValue: String(line.firstWord))?.contexts.contains(.request) ?? false)
                && !(line.firstWord == "retry" && line.brackets.contains { $0.isBlock })
                && !line.text.hasPrefix("expect across ")
            return base + (isClause && (open.last?.isBlock ?? false) ? 2 : 0)
        }

        /// How far in a comment stands above a line; one above the end of a block is the last thing in it.
        func indent(explaining line: Line) -> Int {
            if let first = line.text.first, "}])".contains(first), let block = open.last { return block.indent + 2 }
            return indent(of: line)
        }

        private func continues(_ line: Line) -> Bool {
            promisesMore || Self.continuing.contains(line.firstWord) && (open.last?.isBlock ?? false)
        }

        /// Takes note of a line that stands `indent` in.
        mutating func pass(_ line: Line, at indent: Int) {
            if !continues(line) { statement = indent }
            for bracket in line.brackets {
                if bracket.opens {
                    // Within data there is only data.
                    open.append((indent, bracket.isBlock && (open.last?.isBlock ?? true)))
                } else if !open.isEmpty {
                    open.removeLast()
                }
            }
            promisesMore = line.last == "," && (open.last?.isBlock ?? false)
        }
    }
}
