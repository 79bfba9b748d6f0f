import ArgumentParser
import Foundation
import ScenarioImport

/// `zonda import`: scenarios from what other tools have.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Writes a scenario from a recording, a description, a collection, command lines or a log.",
        discussion: "What cannot be translated is said in a comment at its place. Secrets are never written.",
        subcommands: [
            ImportFrom<HARSource>.self, ImportFrom<OpenAPISource>.self, ImportFrom<PostmanSource>.self,
            ImportFrom<CurlSource>.self, ImportFrom<AccessLogSource>.self, ImportOpenSLO.self,
        ]
    )
}

/// A kind of input that scenarios are made from, with the options that it alone has.
protocol ImportSource: ParsableArguments {
    /// What the subcommand is called.
    static var name: String { get }
    /// Its line in the help.
    static var abstract: String { get }
    /// More of its help.
    static var discussion: String { get }
    /// What the argument is, for its help.
    static var input: String { get }

    /// The base of the names of what is written, where nothing else says it.
    func base(of input: String) -> String
    /// The scenario.
    /// - Parameters:
    ///   - input: the argument.
    ///   - mayWriteFiles: files may be written beside the scenario.
    func scenario(from input: String, _ options: ImportOptions, mayWriteFiles: Bool) throws -> ImportedScenario
}

extension ImportSource {
    static var discussion: String { "" }
    func base(of input: String) -> String { input }
}

/// `zonda import har` and its like: reads the input, converts it, writes the scenario.
struct ImportFrom<Source: ImportSource>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Source.name, abstract: Source.abstract, discussion: Source.discussion)
    }

    @Argument(help: ArgumentHelp("\(Source.input)", valueName: "input"))
    var input: String

    @OptionGroup var output: ImportOutput
    @OptionGroup var source: Source

    func run() throws {
        let options = output.options(for: source.base(of: input))
        try output.write(try source.scenario(from: input, options, mayWriteFiles: output.out != nil))
    }
}

/// `zonda import openslo`: makes no scenario but a part of one.
struct ImportOpenSLO: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openslo",
        abstract: "From OpenSLO v1: the objectives as an slo block, for a scenario or for zonda judge --slo."
    )

    @Argument(help: ArgumentHelp("The documents, YAML; - is standard input.", valueName: "file"))
    var file: String

    func run() throws {
        let text = try OpenSLOReader.objectives(try ImportInput.read(file))
        let lines = text.split(separator: "\n").map { "  " + $0 + "\n" }.joined()
        Console.write("slo {\n\(lines)}\n", to: STDOUT_FILENO)
    }
}
