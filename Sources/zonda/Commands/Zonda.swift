import ArgumentParser

/// The command line.
struct Zonda: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zonda",
        abstract: "Loads an HTTP service with realistic users and says whether its latency objectives hold.",
        discussion: ExitStatus.table,
        version: Version.text,
        subcommands: [
            RunCommand.self, CapacityCommand.self, SizeCommand.self, CheckCommand.self, DebugCommand.self,
            JudgeCommand.self,
            MergeCommand.self,
            ReportCommand.self, BaselineCommand.self, CompareCommand.self, HistoryCommand.self, ControlCommand.self,
            ExportCommand.self,
            FormatCommand.self, TeardownCommand.self, ImportCommand.self,
            ManualCommand.self,
            RegionCommand.self,
        ]
    )

    /// What may stand behind `zonda`.
    static var commandNames: [String] {
        configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    }
}
