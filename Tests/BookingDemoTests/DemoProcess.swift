import Foundation
import Synchronization

/// The real binary, running as a process of its own on a free port, for one test.
final class DemoProcess: Sendable {
    /// Why it did not come up.
    struct StartFailure: Error, CustomStringConvertible {
        var description: String
    }

    /// `http://127.0.0.1:PORT`.
    let address: String

    private let process: Mutex<Process>

    /// Starts it and waits for the line that says where it listens.
    init(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = try DemoProcess.executable()
        // Few providers and patients: seeding is most of the start in a debug build.
        process.arguments = ["--providers", "2", "--patients", "3"] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let line = DemoProcess.firstLine(of: output.fileHandleForReading)
        guard let range = line.range(of: "booking-demo listening on http://"), range.lowerBound == line.startIndex
        else {
            process.terminate()
            throw StartFailure(description: "the first line was “\(line)”")
        }
        address = "http://" + line[range.upperBound...]
        self.process = Mutex(process)
    }

    deinit {
        process.withLock { process in
            if process.isRunning { process.terminate() }
        }
    }

    /// Sends a signal and waits for the end.
    /// - Returns: the exit status; nil when a signal ended it.
    func stop(_ signal: Int32 = SIGTERM) -> Int32? {
        process.withLock { process in
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            return process.terminationReason == .exit ? process.terminationStatus : nil
        }
    }

    /// Runs it with arguments that it should refuse.
    /// - Returns: the exit status and what it said on standard error.
    static func refused(_ arguments: [String]) throws -> (status: Int32, message: String) {
        let process = Process()
        process.executableURL = try executable()
        process.arguments = arguments
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let message = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: message, as: UTF8.self))
    }

    /// The products stand beside the test bundle, which is the first argument or one that names an `.xctest` file.
    private static func executable() throws -> URL {
        for argument in CommandLine.arguments {
            var folder = URL(fileURLWithPath: argument).deletingLastPathComponent()
            for _ in 0..<4 {
                let candidate = folder.appendingPathComponent("booking-demo")
                var isFolder: ObjCBool = false
                if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder), !isFolder.boolValue {
                    return candidate
                }
                folder.deleteLastPathComponent()
            }
        }
        throw StartFailure(description: "booking-demo is not beside \(CommandLine.arguments)")
    }

    private static func firstLine(of handle: FileHandle) -> String {
        var line: [UInt8] = []
        while let byte = try? handle.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }
}
