import ArgumentParser
import Foundation
import LoadMetrics
import ScenarioLanguage

/// `zonda fmt`: lays scenarios out as everybody's are.
struct FormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt",
        abstract: "Lays scenario files out; their meaning, comments and hash stay."
    )

    @Argument(help: "Scenario files.", completion: .file(extensions: ["zonda"]))
    var files: [String]

    @Flag(help: "Writes nothing; ends with status 65 where a file would change.")
    var check = false

    func run() throws {
        var changed = false
        for file in files {
            let text = try Self.read(file)
            let tidy = ScenarioFormatter.format(text)
            guard !tidy.utf8.elementsEqual(text.utf8) else { continue }
            changed = true
            if check {
                Console.print("\(file) would change")
            } else {
                try Self.replace(file, with: tidy)
                Console.print("\(file) formatted")
            }
        }
        if check, changed { throw Stop(.input, "") }
    }

    private static func read(_ path: String) throws(Stop) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Stop(.input, "\(path) cannot be read")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Stop(.input, "\(path) is not UTF-8 text; it stays as it is")
        }
        return text
    }

    /// Replaces the file's text as a whole or not at all; a link stays a link, and the file keeps its permissions.
    private static func replace(_ path: String, with text: String) throws(ArchiveError) {
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        var facts = stat()
        let known = stat(real, &facts) == 0
        try FileOutput.replace(real, with: Array(text.utf8))
        if known { chmod(real, facts.st_mode & 0o7777) }
    }
}
