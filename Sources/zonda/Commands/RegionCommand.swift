import ArgumentParser
import Foundation
import LoadGenerator
import LoadMetrics
import LoadPlan
import NetworkModel
import Reports
import SLOAnalysis
import ScenarioLanguage

/// `zonda region`: the network profiles that regions can be modelled with.
struct RegionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "region",
        abstract: "Lists, shows and measures network profiles for modelled regions.",
        subcommands: [List.self, Show.self, Measure.self]
    )

    /// `zonda region list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the profiles: presets, and the access networks, cities and paths they are made of."
        )

        func run() throws {
            Console.print(RegionText.catalogue().joined(separator: "\n"))
        }
    }

    /// `zonda region show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows a profile: its distribution, every figure with its source and kind, and the tc netem line."
        )

        @Argument(help: "A profile's name, such as ar-4g/cordoba/bue-gru, or a file that region measure wrote.")
        var name: String

        func run() throws {
            let profile = try RegionCommand.profile(name)
            Console.print(RegionText.profile(profile, style: Console.style(of: STDOUT_FILENO)).joined(separator: "\n"))
        }
    }

    /// `zonda region measure`.
    struct Measure: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measures round trips from here by TCP handshakes and writes them as a profile.",
            discussion: "The file serves as model \"FILE.json\" in a scenario's regions, wherever that scenario runs."
        )

        @Argument(help: "The service's base URL.")
        var url: String

        @Option(help: "The profile's name; the file is NAME.json unless --out says otherwise.")
        var name: String

        @Option(help: "Handshakes to make.")
        var count: Int = 100

        @Option(help: ArgumentHelp("Write the profile to this file.", valueName: "file"))
        var out: String?

        @OptionGroup var allowance: TargetGuard

        func validate() throws {
            guard (20...10_000).contains(count) else { throw ValidationError("--count must be from 20 to 10,000") }
            let allowed = name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
            guard !name.isEmpty, allowed else {
                throw ValidationError("--name is made of letters, digits, '-' and '.'")
            }
        }

        func run() throws {
            guard let target = Plan.Target(baseURL: url) else { throw Stop(.usage, "\(url) is not a base URL") }
            try allowance.check(target)
            let result = try ConnectProbe.measure(target, count: count, pause: 50_000_000)
            guard result.times.count >= 20 else {
                let reason = result.error == 0 ? "" : ": \(String(cString: strerror(result.error)))"
                throw Stop(.unreachable, "\(result.failures) of the handshakes with \(url) failed\(reason)")
            }
            let measured = MeasuredProfile(name: name, host: target.host, result: result)
            let file = out ?? "\(name).json"
            try FileOutput.replace(file, with: try ProfileFile.encode(measured.profile))
            Console.print(measured.sentence)
            Console.print("\(file) written; use it as model \"\(file)\"")
        }
    }

    /// A profile by its name or file.
    static func profile(_ name: String) throws -> NetworkProfile {
        if let profile = NetworkCatalogue.profile(name) { return profile }
        guard name.hasSuffix(".json") else {
            throw Stop(.input, "there is no profile '\(name)'; zonda region list shows them")
        }
        guard let data = FileManager.default.contents(atPath: name) else {
            throw Stop(.input, "\(name) cannot be read")
        }
        return try naming(name) { try ProfileFile.decode(Array(data)) }
    }
}
