/// `zonda(1)`, made from the command line itself: what the page says is what the program takes.
///
/// The format is man(7)'s; `man`, groff and mandoc read it.
struct ManualPage {
    private let root: CommandFacts
    private let version: String

    /// The page of a command line.
    init(_ root: CommandFacts, version: String) {
        self.root = root
        self.version = version
    }

    /// The page's source.
    func text() -> String {
        let name = root.commandName
        var lines = [
            ".TH \(name.uppercased()) 1 \"\" \"\(Self.escape(version))\" \"User Commands\"", ".SH NAME",
            "\(name) \\- \(Self.escape(Self.clause(root.abstract)))", ".SH SYNOPSIS",
        ]
        for command in commands { lines += [synopsis(command), ".br"] }
        lines += [".SH DESCRIPTION"] + Self.paragraphs(description) + [".SH COMMANDS"]
        for command in commands {
            lines += [".SS \"\(Self.escape(command.path))\""] + Self.paragraphs(command.facts.abstract ?? "")
            if let discussion = command.facts.discussion {
                lines += [".PP"] + Self.paragraphs(discussion)
            }
            for argument in shown(command.facts) { lines += item(argument) }
        }
        lines += [".SH \"EXIT STATUS\""]
        for status in ExitStatus.allCases {
            lines += [".TP", ".B \(status.rawValue)", Self.escape(status.meaning)]
        }
        lines += [".SH ENVIRONMENT"]
        for (name, words) in Self.environment { lines += [".TP", ".B \(name)", Self.escape(words)] }
        lines += [".SH FILES"]
        for (name, words) in Self.files { lines += [".TP", ".I \(Self.escape(name))", Self.escape(words)] }
        return lines.joined(separator: "\n") + "\n"
    }

    private var description: String {
        "A scenario is a text file, NAME.zonda, that says what users do, how many there are, and what the service promises "
            + "them. zonda makes that load, measures every request from the moment at which it was due, and judges each "
            + "objective by an interval: PASS and FAIL only where the evidence is enough."
    }

    private static let environment = [
        ("NO_COLOR", "Where it is set and not empty, no colours are written (no-color.org)."),
        ("COLORFGBG", "Where a terminal says by it that its background is light, darker colours are used."),
        ("GITHUB_ACTIONS", "Where it is true, missed objectives are annotated at their lines of the scenario."),
        ("GITHUB_STEP_SUMMARY", "A file to which the summary is appended."),
    ]

    private static let files = [
        (
            "results/SCENARIO/RUN/",
            "A run: report.html, summary.md, junit.xml, verdict.json, and the measurement itself."
        ),
        ("baselines/SCENARIO/", "Accepted runs that later ones are compared with."),
    ]

    /// A command that does something, with all the words that lead to it.
    private struct Command {
        var path: String
        var facts: CommandFacts
    }

    private var commands: [Command] { Self.leaves(root, root.commandName) }

    private static func leaves(_ facts: CommandFacts, _ path: String) -> [Command] {
        let below = (facts.subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
        guard !below.isEmpty else { return [Command(path: path, facts: facts)] }
        return below.flatMap { leaves($0, "\(path) \($0.commandName)") }
    }

    private func shown(_ facts: CommandFacts) -> [CommandFacts.ArgumentFacts] {
        (facts.arguments ?? []).filter { argument in
            argument.shouldDisplay
                && !(argument.names ?? []).contains { $0.text == "--help" || $0.text == "--version" }
        }
    }

    private func synopsis(_ command: Command) -> String {
        var words = ["\\fB\(Self.escape(command.path))\\fR"]
        for argument in shown(command.facts) where argument.kind == .positional {
            let dots = argument.isRepeating ? " ..." : ""
            let name = "\\fI\(Self.escape(argument.valueName ?? "value"))\\fR\(dots)"
            words.append(argument.isOptional ? "[\(name)]" : name)
        }
        let options = shown(command.facts).filter { $0.kind != .positional }
        for option in options where !option.isOptional { words.append(Self.names(option)) }
        if options.contains(where: \.isOptional) { words.append("[\\fIoptions\\fR]") }
        return words.joined(separator: " ")
    }

    private func item(_ argument: CommandFacts.ArgumentFacts) -> [String] {
        var lines = [".TP", Self.names(argument), Self.escape(argument.abstract ?? "")]
        if let discussion = argument.discussion { lines.append(Self.escape(discussion)) }
        if let value = argument.defaultValue, argument.kind != .flag {
            lines.append("(default: \(Self.escape(value)))")
        }
        return lines.filter { !$0.isEmpty }
    }

    private static func names(_ argument: CommandFacts.ArgumentFacts) -> String {
        let value = "\\fI\(escape(argument.valueName ?? "value"))\\fR"
        guard argument.kind != .positional else { return value }
        let names = (argument.names ?? []).map { "\\fB\(escape($0.text))\\fR" }.joined(separator: ", ")
        return argument.kind == .flag ? names : "\(names) \(value)"
    }

    /// A sentence as the clause behind a name: without capital and full stop.
    private static func clause(_ sentence: String?) -> String {
        let text = sentence ?? ""
        return text.prefix(1).lowercased() + (text.hasSuffix(".") ? text.dropFirst().dropLast() : text.dropFirst())
    }

    private static func paragraphs(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? ".PP" : escape(String($0)) }
    }

    /// Text in which roff sees no request and no escape sequence.
    static func escape(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "\n": result += " "
            // groff's own spelling: not every reader of the format takes UTF-8.
            case _ where scalar.value > 127:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
            default: result.unicodeScalars.append(scalar)
            }
        }
        // A point or an apostrophe at the start of a line would be a request.
        return result.hasPrefix(".") || result.hasPrefix("'") ? "\\&" + result : result
    }
}
