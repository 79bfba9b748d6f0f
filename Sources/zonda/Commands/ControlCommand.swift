import ArgumentParser
import Foundation
import LoadMetrics

/// `zonda control`: changes a run that is under way, from another terminal.
struct ControlCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "control",
        abstract: "Pauses, resumes, ends or asks a run under way, or changes its rate or users.",
        discussion: """
            zonda control results/booking/20261121T060800Z-4f2a rate 300/s

            What is measured from a change until 'resume' is in no figure, and the record says so.
            """
    )

    @Argument(help: ArgumentHelp("The run's folder: results/SCENARIO/RUN.", valueName: "run"))
    var path: String

    @Argument(help: ArgumentHelp("rate 300/s, users 200, pause, resume, stop or status.", valueName: "what"))
    var words: [String]

    func validate() throws {
        guard let first = words.first, RunControl.words.contains(first) else {
            throw ValidationError("say one of \(RunControl.words.joined(separator: ", "))")
        }
        guard words.count == (["rate", "users"].contains(first) ? 2 : 1) else {
            throw ValidationError(
                ["rate", "users"].contains(first) ? "say how many, as in \(first) 300" : "\(first) stands alone"
            )
        }
        if words.contains(where: { $0.contains("\n") }) { throw ValidationError("say it on one line") }
    }

    func run() throws {
        let folder = try StoredFolder.open(path)
        guard let answer = ControlSocket.ask(words.joined(separator: " "), folder: folder.path) else {
            throw Stop(.unreachable, "nobody answers at \(path): the run is over, or was started by another user")
        }
        if answer.hasPrefix("ok ") {
            Console.print(String(answer.dropFirst(3)))
        } else {
            throw Stop(.usage, answer.hasPrefix("error ") ? String(answer.dropFirst(6)) : answer)
        }
    }
}
