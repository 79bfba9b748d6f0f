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

    /// Starts it.
    public static func start(
        _ arguments: [String],
        folder: String? = nil,
        environment: [String: String] = [:]
    ) throws -> ChildProcess {
        try ChildProcess(
            Products.program("zonda"),
            arguments,
            folder: folder,
            environment: ["GITHUB_ACTIONS": "", "GITHUB_STEP_SUMMARY": "", "NO_COLOR": "1"].merging(environment) { $1 }
        )
    }
}
