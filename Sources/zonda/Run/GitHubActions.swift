import Foundation
import Reports

/// What a GitHub Actions job gets beside the files: annotations and the step's summary.
enum GitHubActions {
    /// Prints annotations where `GITHUB_ACTIONS` is set and appends to `$GITHUB_STEP_SUMMARY` where that is.
    static func publish(
        _ input: ReportInput,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        if environment["GITHUB_ACTIONS"] == "true" {
            for line in GitHubAnnotations.lines(input) { Console.print(line) }
        }
        guard let path = environment["GITHUB_STEP_SUMMARY"], !path.isEmpty else { return }
        let bytes = try ReportFormat.markdown.bytes(input)
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            Console.error("cannot append to GITHUB_STEP_SUMMARY at \(path)")
            return
        }
        Console.write(String(decoding: bytes, as: UTF8.self), to: descriptor)
        close(descriptor)
    }
}
