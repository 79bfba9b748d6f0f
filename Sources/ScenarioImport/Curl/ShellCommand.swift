/// One command of a script.
struct ShellCommand {
    var words: [String] = []
    /// Comments above it.
    var comments: [String] = []
    /// What the shell would have done besides.
    var remarks: [String] = []
    /// What it reads from standard input, where the script has it.
    var input: String?
    /// It reads what the command before it writes.
    var isPiped = false
    /// The variable that takes a part of its answer: `ID=$(curl … | jq -r .id)`.
    var capture: (variable: String, query: String)?

    /// `NAME=value` before a command, or on a line of its own.
    static func assignment(_ word: String) -> (name: String, value: String)? {
        guard let equals = word.firstIndex(of: "="), equals != word.startIndex,
            word[..<equals].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
        else { return nil }
        return (String(word[..<equals]), String(word[word.index(after: equals)...]))
    }

    /// What `echo`, `printf` and `cat` write, as far as it stands in the script.
    var output: String? {
        switch words.first {
        case "echo": words.dropFirst().drop { ["-n", "-e", "-E"].contains($0) }.joined(separator: " ") + "\n"
        case "printf":
            words.count == 2 ? words[1].replacing("\\n", with: "\n") : words.count == 3 ? words[2] : nil
        case "cat": words.count == 1 ? input : nil
        default: nil
        }
    }

    /// The query of `jq -r .path`, as a JSONPath; `nil` where the filter is more than a path.
    var path: String? {
        guard words.first == "jq" else { return nil }
        let filters = words.dropFirst().filter { !$0.hasPrefix("-") }
        guard filters.count == 1, let filter = filters.first,
            let match = filter.wholeMatch(of: /((?:\.[A-Za-z_][A-Za-z0-9_]*|\[[0-9]{1,6}\]|\.\[[0-9]{1,6}\])+)/)
        else { return nil }
        return "$" + match.1.replacing(".[", with: "[")
    }

    /// The words of the curl command, without what stands before it: `$ time curl …`, `do curl …`, `A=1 curl …`.
    var curl: ArraySlice<String>? {
        var rest = words[...]
        while let first = rest.first {
            if Self.isCurl(first) { return rest.dropFirst() }
            guard Self.before.contains(first) || Self.assignment(first) != nil else { return nil }
            rest = rest.dropFirst()
        }
        return nil
    }

    private static let before: Set<String> = [
        "$", "%", ">", "time", "sudo", "do", "then", "else", "if", "while", "until", "!", "{", "(", "exec", "command",
        "&",
        "@",
    ]

    /// Words of the shell's own language, which do nothing by themselves.
    static let structure: Set<String> = [
        "for", "do", "done", "if", "then", "fi", "else", "elif", "while", "until", "case", "esac", "}", "{", "set",
        "cd",
        "echo", "printf", "sleep", "exit", "source", ".", "true", "local", "readonly", "unset", "function", "[", "[[",
        "test",
    ]

    private static func isCurl(_ word: String) -> Bool {
        let name = word.split { $0 == "/" || $0 == "\\" }.last?.lowercased()
        return name == "curl" || name == "curl.exe"
    }
}
