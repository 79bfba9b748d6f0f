import ArgumentParser
import Foundation
import LoadMetrics
import ScenarioImport
import ScenarioLanguage

import enum Groundwork.Noun

/// Where an imported scenario goes.
struct ImportOutput: ParsableArguments {
    @Option(name: [.short, .customLong("out")], help: ArgumentHelp("Write to this file instead of standard output."))
    var out: String?

    @Flag(help: "Replaces the files that --out and --secrets-out name, if they exist.")
    var force = false

    @Option(help: ArgumentHelp("The scenario's title, where the input has none.", valueName: "title"))
    var title: String?

    @Option(
        help: ArgumentHelp(
            "Writes the values of the secrets that the input has to this file, which only you may read; for --secrets.",
            valueName: "file"
        )
    )
    var secretsOut: String?

    /// Options for an input of this name.
    func options(for input: String) -> ImportOptions {
        let file = out ?? (input == "-" ? "imported" : input)
        let base = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        var options = ImportOptions(name: title ?? base)
        options.fileBase = base
        return options
    }

    /// Writes the scenario and its files, and says what a run needs.
    func write(_ scenario: ImportedScenario) throws {
        let others = scenario.files.map { (path: neighbour($0.name), bytes: $0.bytes) }
        // Before anything is written: an import leaves all of its files or none.
        for path in [out, secretsOut].compactMap(\.self) + others.map(\.path) { try requireFree(path) }
        if let out, out == secretsOut { throw Stop(.usage, "--out and --secrets-out name the same file") }
        if let out {
            try FileOutput.replace(out, with: Array(scenario.text.utf8))
            for file in others { try FileOutput.replace(file.path, with: file.bytes) }
            let names = scenario.files.map(\.name)
            Console.note("\(out) written" + (names.isEmpty ? "" : ", with \(names.joined(separator: ", "))"))
        } else {
            Console.write(scenario.text, to: STDOUT_FILENO)
        }
        let missing = scenario.text.split(separator: "\n").count { line in
            line.drop { $0 == " " || $0 == "#" }.lowercased().hasPrefix("not translated")
        }
        if missing > 0 {
            Console.note("\(Noun.counted("\(missing)", "thing")) could not be translated: see the comments")
        }
        if !scenario.secrets.isEmpty {
            Console.note("a run needs the secrets \(scenario.secrets.joined(separator: ", "))")
        }
        if let secretsOut { try writeSecrets(scenario, to: secretsOut) }
    }

    /// Where a file beside the scenario goes.
    private func neighbour(_ name: String) -> String {
        URL(fileURLWithPath: out ?? "").deletingLastPathComponent().appendingPathComponent(name).path
    }

    /// `NAME=value` lines, as `--secrets` reads them, in a file of mode 600. What cannot be a line is said.
    private func writeSecrets(_ scenario: ImportedScenario, to path: String) throws {
        var text = ""
        var others: [String] = []
        for (name, value) in scenario.secretValues where !value.isEmpty {
            if value.contains(where: \.isNewline) { others.append(name) } else { text += "\(name)=\"\(value)\"\n" }
        }
        try FileOutput.replace(path, with: Array(text.utf8), isPrivate: true)
        Console.note("\(path) written: it holds secrets")
        if !others.isEmpty {
            Console.note("values of several lines are not in it: \(others.joined(separator: ", "))")
        }
    }

    private func requireFree(_ path: String) throws(Stop) {
        if !force, FileManager.default.fileExists(atPath: path) {
            throw Stop(.usage, "\(path) exists already; --force replaces it")
        }
    }
}

/// What is imported, from files and standard input.
enum ImportInput {
    /// The whole input; `-` is standard input.
    static func read(_ path: String) throws(Stop) -> [UInt8] {
        let handle = try open(path)
        defer { if path != "-" { try? handle.close() } }
        let data: Data?
        do { data = try handle.read(upToCount: ScenarioImporter.sizeLimit + 1) } catch {
            throw Stop(.input, "\(path) cannot be read")
        }
        guard let data, data.count <= ScenarioImporter.sizeLimit else {
            if data == nil { return [] }
            throw Stop(.input, "\(path) is larger than \(ScenarioImporter.sizeLimit >> 20) MiB")
        }
        return Array(data)
    }

    /// Reads files beside an input, by their paths from its folder.
    static func neighbours(of path: String) -> @Sendable (String) -> [UInt8]? {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        return { name in
            let url = name.hasPrefix("/") ? URL(fileURLWithPath: name) : folder.appendingPathComponent(name)
            guard let data = try? Data(contentsOf: url), data.count <= ScenarioImporter.sizeLimit else { return nil }
            return Array(data)
        }
    }

    /// The input, opened.
    static func open(_ path: String) throws(Stop) -> FileHandle {
        if path == "-" { return .standardInput }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
            let handle = FileHandle(forReadingAtPath: path)
        else { throw Stop(.input, "\(path) cannot be read") }
        return handle
    }
}
