import Foundation
import Groundwork

/// The command that changes how many pods the service has.
struct Resize {
    /// How long it may take: a rollout that is not done by then is stuck.
    static let longest: Nanoseconds = 15 * 60 * .second
    /// How often it is looked at.
    private static let step: Nanoseconds = .second / 10

    /// The command, with ``ResizeOptions/mark`` for the number.
    let command: String

    /// The command for so many pods.
    func text(_ pods: Int) -> String { command.replacing(ResizeOptions.mark, with: String(pods)) }

    /// Runs it in a shell until it ends; a signal ends it. Its output goes to standard error.
    func make(_ pods: Int, atMost longest: Nanoseconds = Self.longest) throws(Stop) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", text(pods)]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.standardError
        do {
            try process.run()
        } catch {
            throw Stop(.internalError, "cannot run /bin/sh for --resize: \(error.localizedDescription)")
        }
        let begin = SystemTime.monotonic()
        while process.isRunning {
            guard CoolDown.wait(Self.step) else {
                Self.end(process)
                throw Stop(.interrupted, "ended while the service was given \(Noun.counted("\(pods)", "pod"))")
            }
            guard SystemTime.monotonic() - begin < longest else {
                Self.end(process)
                throw Stop(.unreachable, "'\(text(pods))' did not end within \(Figures.duration(longest))")
            }
        }
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw Stop(
                .unreachable,
                "'\(text(pods))' failed with status \(process.terminationStatus), so the service may not have "
                    + "\(Noun.counted("\(pods)", "pod"))"
            )
        }
    }

    /// Ends the shell and what it started, which ignore the signals that this process handles itself.
    private static func end(_ process: Process) {
        let number = process.processIdentifier
        kill(-number, SIGKILL)
        kill(number, SIGKILL)
        process.waitUntilExit()
    }
}
