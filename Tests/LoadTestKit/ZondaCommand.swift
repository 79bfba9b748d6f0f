import Foundation

/// The real command line.
public enum ZondaCommand {
    /// Runs it to its end.
    public static func run(
        _ arguments: [String],
        folder: String? = nil,
        environment: [String: String] = [:],
        atMost seconds: Double = 90
    ) throws -> ChildProcess.Ending {
        try start(arguments, folder: folder, environment: environment).wait(atMost: seconds)
    }

    /// The environment's `ZONDA_CARRIER` runs every test by one carrier.
    private static func carried(_ arguments: [String]) -> [String] {
        guard let carrier = ProcessInfo.processInfo.environment["ZONDA_CARRIER"], let command = arguments.first,
            ["run", "debug", "capacity"].contains(command), !arguments.contains("--carrier")
        else { return arguments }
        return [command, "--carrier", carrier] + arguments.dropFirst()
    }

    /// Starts it.
    public static func start(
        _ arguments: [String],
        folder: String? = nil,
        environment: [String: String] = [:]
    ) throws -> ChildProcess {
        try ChildProcess(
            Products.program("zonda"),
            carried(arguments),
            folder: folder,
            environment: ["GITHUB_ACTIONS": "", "GITHUB_STEP_SUMMARY": "", "NO_COLOR": "1"].merging(environment) { $1 }
        )
    }
}
