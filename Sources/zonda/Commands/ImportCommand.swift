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
            ImportHAR.self, ImportOpenAPI.self, ImportPostman.self, ImportCurl.self, ImportAccessLog.self,
            ImportOpenSLO.self,
        ]
    )
}

/// `zonda import har`.
struct ImportHAR: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "har",
        abstract: "From a browser's recording (HAR 1.2): pages, pauses, and what later requests take from answers."
    )

    @Argument(help: ArgumentHelp("The recording; - is standard input.", valueName: "file"))
    var file: String

    @OptionGroup var output: ImportOutput

    @Flag(help: "Keeps images, styles, scripts and fonts too.")
    var withAssets = false

    @Option(
        help: ArgumentHelp(
            "Keeps the requests to this host instead of the one with the most; of several, the first is the target.",
            valueName: "host"
        )
    )
    var host: [String] = []

    func run() throws {
        var options = output.options(for: file)
        options.withAssets = withAssets
        options.hosts = host
        try output.write(
            try ImportInput.converted { try ScenarioImporter.har(try ImportInput.read(file), options: options) }
        )
    }
}

/// `zonda import openapi`.
struct ImportOpenAPI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi",
        abstract: "From an OpenAPI 3.0 or 3.1 description, JSON or YAML: a step for each operation."
    )

    @Argument(help: ArgumentHelp("The description; - is standard input.", valueName: "file"))
    var file: String

    @OptionGroup var output: ImportOutput

    func run() throws {
        var options = output.options(for: file)
        if file != "-" { options.readFile = ImportInput.neighbours(of: file) }
        try output.write(
            try ImportInput.converted { try ScenarioImporter.openAPI(try ImportInput.read(file), options: options) }
        )
    }
}

/// `zonda import postman`.
struct ImportPostman: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postman",
        abstract: "From a Postman collection (format 2.1): folders become flows and groups."
    )

    @Argument(help: ArgumentHelp("The collection; - is standard input.", valueName: "file"))
    var file: String

    @OptionGroup var output: ImportOutput

    @Option(help: ArgumentHelp("Takes values of variables from this exported environment.", valueName: "file"))
    var environment: [String] = []

    func run() throws {
        var options = output.options(for: file)
        try ImportInput.converted {
            for path in environment { try options.addEnvironment(try ImportInput.read(path)) }
        }
        try output.write(
            try ImportInput.converted { try ScenarioImporter.postman(try ImportInput.read(file), options: options) }
        )
    }
}

/// `zonda import curl`.
struct ImportCurl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "curl",
        abstract: "From command lines of curl: a file of them, or one in quotes.",
        discussion: "zonda import curl 'curl -X POST https://… -d …', or zonda import curl - for what is pasted."
    )

    @Argument(help: ArgumentHelp("A file, - for standard input, or a whole command in quotes.", valueName: "input"))
    var input: String

    @OptionGroup var output: ImportOutput

    func run() throws {
        let isCommand = input.hasPrefix("curl ") || input.hasPrefix("curl\t") || input.hasPrefix("curl\n")
        let options = output.options(for: isCommand ? "curl" : input)
        try output.write(
            try ImportInput.converted {
                try ScenarioImporter.curl(isCommand ? Array(input.utf8) : try ImportInput.read(input), options: options)
            }
        )
    }
}

/// `zonda import access-log`.
struct ImportAccessLog: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access-log",
        abstract: "From an access log, nginx's combined format or JSON: flows by session, arrivals as a curve."
    )

    @Argument(help: ArgumentHelp("The log; - is standard input.", valueName: "file"))
    var file: String

    @OptionGroup var output: ImportOutput

    @Option(help: ArgumentHelp("Writes at most so many flows.", valueName: "count"))
    var flows = 5

    func run() throws {
        guard (1...50).contains(flows) else { throw Stop(.usage, "--flows takes a number from 1 to 50") }
        var options = output.options(for: file)
        options.flows = flows
        options.mayWriteFiles = output.out != nil
        let handle = try ImportInput.open(file)
        defer { if file != "-" { try? handle.close() } }
        try output.write(
            try ImportInput.converted {
                try ScenarioImporter.accessLog(options: options) { () throws(ImportError) in
                    do {
                        return Array(try handle.read(upToCount: 1 << 18) ?? Data())
                    } catch {
                        throw ImportError("\(file) cannot be read further")
                    }
                }
            }
        )
    }
}

/// `zonda import openslo`.
struct ImportOpenSLO: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openslo",
        abstract: "From OpenSLO v1: the objectives as an slo block, for a scenario or for zonda judge --slo."
    )

    @Argument(help: ArgumentHelp("The documents, YAML; - is standard input.", valueName: "file"))
    var file: String

    func run() throws {
        let text: String
        do {
            text = try OpenSLOReader.objectives(try ImportInput.read(file))
        } catch let error as ImportError {
            throw Stop(.input, error.message)
        }
        let lines = text.split(separator: "\n").map { "  " + $0 + "\n" }.joined()
        Console.write("slo {\n\(lines)}\n", to: STDOUT_FILENO)
    }
}
