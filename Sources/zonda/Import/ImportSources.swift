import ArgumentParser
import Foundation
import ScenarioImport

/// A browser's recording.
struct HARSource: ImportSource {
    static let name = "har"
    static let abstract =
        "From a browser's recording (HAR 1.2): pages, pauses, and what later requests take from answers."
    static let input = "The recording; - is standard input."

    @Flag(help: "Keeps images, styles, scripts and fonts too.")
    var withAssets = false

    @Option(
        help: ArgumentHelp(
            "Keeps the requests to this host instead of the one with the most; of several, the first is the target.",
            valueName: "host"
        )
    )
    var host: [String] = []

    func scenario(from input: String, _ options: ImportOptions, mayWriteFiles: Bool) throws -> ImportedScenario {
        var options = options
        options.withAssets = withAssets
        options.hosts = host
        return try ScenarioImporter.har(try ImportInput.read(input), options: options)
    }
}

/// A description of an API.
struct OpenAPISource: ImportSource {
    static let name = "openapi"
    static let abstract = "From an OpenAPI 3.0 or 3.1 description, JSON or YAML: a step for each operation."
    static let input = "The description; - is standard input."

    func scenario(from input: String, _ options: ImportOptions, mayWriteFiles: Bool) throws -> ImportedScenario {
        var options = options
        if input != "-" { options.readFile = ImportInput.neighbours(of: input) }
        return try ScenarioImporter.openAPI(try ImportInput.read(input), options: options)
    }
}

/// A collection of requests.
struct PostmanSource: ImportSource {
    static let name = "postman"
    static let abstract = "From a Postman collection (format 2.1): folders become flows and groups."
    static let input = "The collection; - is standard input."

    @Option(help: ArgumentHelp("Takes values of variables from this exported environment.", valueName: "file"))
    var environment: [String] = []

    func scenario(from input: String, _ options: ImportOptions, mayWriteFiles: Bool) throws -> ImportedScenario {
        var options = options
        for path in environment { try options.addEnvironment(try ImportInput.read(path)) }
        return try ScenarioImporter.postman(try ImportInput.read(input), options: options)
    }
}

/// Command lines.
struct CurlSource: ImportSource {
    static let name = "curl"
    static let abstract = "From command lines of curl: a file of them, or one in quotes."
    static let discussion =
        "zonda import curl 'curl -X POST https://… -d …', or zonda import curl - for what is pasted."
    static let input = "A file, - for standard input, or a whole command in quotes."

    private func isCommand(_ input: String) -> Bool {
        ["curl ", "curl\t", "curl\n"].contains { input.hasPrefix($0) }
    }

    func base(of input: String) -> String { isCommand(input) ? "curl" : input }

    func scenario(from input: String, _ options: ImportOptions, mayWriteFiles: Bool) throws -> ImportedScenario {
        let bytes = isCommand(input) ? Array(input.utf8) : try ImportInput.read(input)
        return try ScenarioImporter.curl(bytes, options: options)
    }
}

/// What a service has written down; read line by line, since it may be long.
struct AccessLogSource: ImportSource {
    static let name = "access-log"
    static let abstract =
        "From an access log (combined, W3C, AWS, JSON): flows by session, arrivals as a curve."
    static let input = "The log, compressed by gzip or not; - is standard input."

    @Argument(help: ArgumentHelp("More logs, in any order.", valueName: "files"))
    var more: [String] = []

    @Option(help: ArgumentHelp("Maximum number of flows to write.", valueName: "count"))
    var flows = 5

    func scenario(from input: String, _ options: ImportOptions, mayWriteFiles: Bool) throws -> ImportedScenario {
        guard (1...50).contains(flows) else { throw Stop(.usage, "--flows takes a number from 1 to 50") }
        var options = options
        options.flows = flows
        options.mayWriteFiles = mayWriteFiles
        guard more.count < 500 else { throw Stop(.usage, "more than 500 logs; write them into one") }
        let inputs = try ([input] + more).map { path in
            let log = OpenLog(path: path, handle: try ImportInput.open(path))
            return LogInput(next: log.next)
        }
        return try ScenarioImporter.accessLog(options: options, inputs: inputs)
    }
}

/// A log that is read piece by piece.
private struct OpenLog {
    let path: String
    let handle: FileHandle

    func next() throws(ImportError) -> [UInt8] {
        do {
            return Array(try handle.read(upToCount: 1 << 18) ?? Data())
        } catch {
            throw ImportError("\(path) cannot be read further")
        }
    }
}
