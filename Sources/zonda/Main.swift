import ArgumentParser
import Foundation

/// Where the program starts: every way out ends in a status of ``ExitStatus``.
@main
enum Main {
    static func main() {
        // A file that is opened first must not become a standard stream that was closed: progress would go into it.
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY)
        }
        // A reader of the output that goes away must not kill a run, nor must a file that may not grow any more: writing to
        // it fails, and that is said.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try Zonda.parseAsRoot()
            try command.run()
        } catch let failure as any CommandFailure {
            if !failure.message.isEmpty { Console.error(failure.message) }
            exit(failure.status.rawValue)
        } catch {
            let code = Zonda.exitCode(for: error)
            // The argument parser's own messages: help and version end well, all else is a wrong command line.
            if code == .validationFailure,
                let hint = ForeignCommand.hint(Array(CommandLine.arguments.dropFirst()), commands: Zonda.commandNames)
            {
                Console.error(hint)
            }
            if code == .success || code == .validationFailure { Zonda.exit(withError: error) }
            Console.error("\(error)")
            exit(ExitStatus.internalError.rawValue)
        }
    }
}
