import Foundation
import LoadTestKit

/// The `zonda …` command lines that a document shows.
enum CommandLines {
    /// One command line and where it stands.
    struct Line: CustomStringConvertible {
        var place: String
        var words: [String]
        /// It stands in a sentence, which may name a command without all that it needs.
        var isInline = false
        var description: String { "\(place): \(words.joined(separator: " "))" }
    }

    /// Documents and examples of the repository: the readme and everything below docs/.
    static var files: [String] {
        let folder = URL(fileURLWithPath: "\(Products.root)/docs").resolvingSymlinksInPath().path
        let documents = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
            .filter { name in
                [".md", ".yml", ".yaml", "Jenkinsfile", "Dockerfile"].contains { name.hasSuffix($0) }
            }.map { "docs/\($0)" }
        return ["README.md"] + documents.sorted()
    }

    /// The command lines in a file, in order. In Markdown only code counts: fenced blocks that are no scenario, and code
    /// spans.
    static func read(_ file: String) throws -> [Line] {
        let text = try String(contentsOfFile: "\(Products.root)/\(file)", encoding: .utf8)
        var lines: [Line] = []
        var fence: Substring?
        var continued = ""
        var start = 0
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let trimmed = line.drop { $0 == " " }
            if file.hasSuffix(".md"), trimmed.hasPrefix("```") {
                fence = fence == nil ? trimmed.dropFirst(3) : nil
                continue
            }
            let isCode = !file.hasSuffix(".md") || (fence.map { !$0.hasPrefix("zonda") && $0 != "ebnf" } ?? false)
            if isCode {
                if continued.isEmpty { start = index + 1 }
                if line.hasSuffix("\\") {
                    continued += line.dropLast()
                    continue
                }
                lines += commands(continued + line, "\(file):\(start)")
                continued = ""
            } else if fence == nil {
                for (number, span) in line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                where number % 2 == 1 && span.hasPrefix("zonda ") {
                    lines += commands(String(span), "\(file):\(index + 1)").map { line in
                        var line = line
                        line.isInline = true
                        return line
                    }
                }
            }
        }
        return lines
    }

    /// The commands of a line that begin with `zonda`, each up to what ends a command in a shell, or to the quote that
    /// opened before it: a command in another language's text.
    private static func commands(_ line: String, _ place: String) -> [Line] {
        var found: [Line] = []
        var words: [String]?
        var word = ""
        var around: Character?
        var quote: Character?
        var previous: String?
        func flush() {
            guard !word.isEmpty else { return }
            if words != nil {
                words?.append(word)
            } else if word == "zonda" || word.hasSuffix("/zonda"), starts(previous) {
                words = ["zonda"]
            }
            previous = word
            word = ""
        }
        func close() {
            flush()
            if let words, words.count > 1 { found.append(Line(place: place, words: words)) }
            words = nil
            previous = nil
        }
        for character in line + "\n" {
            if let open = quote {
                if character == open { quote = nil } else { word.append(character) }
            } else if character == "\"" || character == "'" {
                if words == nil || character == around {
                    close()
                    around = around == character ? nil : around ?? character
                } else {
                    quote = character
                }
            } else if ";|&<>()`#\n".contains(character) {
                close()
            } else if character == " " {
                flush()
            } else if character != "[", character != "]", character != "…" {
                word.append(character)
            }
        }
        return found
    }

    /// Whether a command can begin behind a word: at the start, after a prompt, a key of YAML or a shell's own word.
    private static func starts(_ word: String?) -> Bool {
        guard let word else { return true }
        return word.hasSuffix(":") || ["$", "-", "then", "do", "else", "!", "time", "RUN", "sh"].contains(word)
    }
}
