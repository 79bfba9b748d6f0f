import ArgumentParser
import Foundation

/// Where the program starts: every way out ends in a status of ``ExitStatus``.
@main
enum Main {
    static func main() {
        // A reader of the output that goes away must not kill a run.
        signal(SIGPIPE, SIG_IGN)
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
