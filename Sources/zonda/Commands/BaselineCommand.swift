import ArgumentParser
import Foundation
import LoadMetrics
import Reports
import SLOAnalysis

/// `zonda baseline`: accepted runs that later ones are compared with.
struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Accepts runs as baselines, shows those that are there, drops them again.",
        subcommands: [Accept.self, List.self, Show.self, Drop.self]
    )

    /// Where baselines are.
    struct Store: ParsableArguments {
        @Option(help: ArgumentHelp("The folder that holds the baselines of all scenarios.", valueName: "dir"))
        var baselines: String = "baselines"

        /// The store of one scenario.
        func scenario(_ name: String) -> BaselineStore { BaselineStore(root: baselines, scenario: name) }

        /// Scenarios that have baselines, by name.
        func scenarios() -> [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: baselines)) ?? []).sorted()
        }
    }

    /// `zonda baseline accept RUN`.
    struct Accept: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept",
            abstract: "Accepts a stored run as a baseline of its scenario."
        )

        @Argument(help: ArgumentHelp("The run's folder: results/SCENARIO/RUN.", valueName: "run"))
        var path: String

        @OptionGroup var store: Store

        @Flag(name: .customLong("other-host"), help: "Accept a run from another machine than the baselines there.")
        var otherHost = false

        func run() throws {
            let folder = try StoredFolder.open(path)
            let stored = try RunArchive.read(folder)
            let verdict = try Evaluation.storedVerdict(folder, of: stored)
            let baselines = store.scenario(stored.record.scenario.name)
            let file = try baselines.accept(stored, verdict: verdict, allowingOtherHost: otherHost)
            Console.print("accepted \(stored.record.id) as \(file)")
        }
    }

    /// `zonda baseline list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists accepted runs.")

        @Argument(help: "Only of this scenario.")
        var scenario: String?

        @OptionGroup var store: Store

        func run() throws {
            var found = false
            for name in scenario.map({ [$0] }) ?? store.scenarios() {
                for entry in try store.scenario(name).list() {
                    found = true
                    Console.print(Console.inert("\(name)  \(entry)"))
                }
            }
            if !found { Console.note("no baselines below \(store.baselines)/") }
        }
    }

    /// `zonda baseline show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Shows what an accepted run measured, by step and region."
        )

        @Argument(help: "The scenario.")
        var scenario: String

        @Argument(help: "The run's name; by default the latest.")
        var id: String?

        @OptionGroup var store: Store

        func run() throws {
            let baselines = try store.scenario(scenario).read()
            guard let baseline = id.map({ id in baselines.first { $0.provenance.id == id } }) ?? baselines.last else {
                let words = id.map { "no accepted run \($0)" } ?? "no accepted run"
                throw Stop(.input, "\(scenario) has \(words) below \(store.baselines)/")
            }
            for line in BaselineText.lines(baseline) { Console.print(Console.inert(line)) }
        }
    }

    /// `zonda baseline drop`.
    struct Drop: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drop",
            abstract: "Takes accepted runs out again and deletes their files."
        )

        @Argument(help: "The scenario.")
        var scenario: String

        @Argument(help: "The runs' names, as 'zonda baseline list' shows them.")
        var ids: [String]

        @OptionGroup var store: Store

        func run() throws {
            for id in ids {
                try store.scenario(scenario).drop(id)
                Console.print("dropped \(id)")
            }
        }
    }
}
