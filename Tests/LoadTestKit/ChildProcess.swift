import Foundation
import Glibc
import Groundwork

/// A program started by a test, with its output gathered as it comes.
public final class ChildProcess: Sendable {
    /// How it ended.
    public struct Ending: Sendable {
        /// Exit status, or 128 plus the signal that ended it, as a shell says.
        public var status: Int32
        /// Everything it wrote to standard output.
        public var output: String
        /// Everything it wrote to standard error.
        public var errors: String
    }

    /// What went wrong with starting or waiting.
    public struct Failure: Error, CustomStringConvertible {
        /// In words, with what the program had written.
        public var description: String

        /// A failure.
        public init(description: String) {
            self.description = description
        }
    }

    private struct Streams {
        var output = Data()
        var errors = Data()
    }

    private let process = Process()
    private let streams = Locked(Streams())
    private let ended = DispatchSemaphore(value: 0)
    private let readers = DispatchGroup()

    /// Starts `path` with `arguments`; `environment` is added to the test's own.
    public init(
        _ path: String,
        _ arguments: [String] = [],
        folder: String? = nil,
        environment: [String: String] = [:]
    ) throws {
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
        read(output.fileHandleForReading) { $0.output.append($1) }
        read(errors.fileHandleForReading) { $0.errors.append($1) }
    }

    private func read(_ handle: FileHandle, _ store: @escaping @Sendable (inout Streams, Data) -> Void) {
        readers.enter()
        let descriptor = handle.fileDescriptor
        Thread.detachNewThread { [self] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = Glibc.read(descriptor, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { break }
                let data = Data(buffer[0..<count])
                streams.withLock { store(&$0, data) }
            }
            // Kept open until here, however early the caller lets go of the process.
            withExtendedLifetime(handle) {}
            readers.leave()
        }
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Its process number.
    public var pid: Int32 { process.processIdentifier }

    /// It has not ended yet.
    public var isRunning: Bool { process.isRunning }

    /// What it has written to standard output so far.
    public var output: String { streams.withLock { String(decoding: $0.output, as: UTF8.self) } }

    /// What it has written to standard error so far.
    public var errors: String { streams.withLock { String(decoding: $0.errors, as: UTF8.self) } }

    /// Sends a signal to it, and to nothing else.
    public func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for its end, at most so many seconds; past that it is killed and the wait fails.
    @discardableResult
    public func wait(atMost seconds: Double = 60) throws -> Ending {
        guard ended.wait(timeout: .now() + seconds) == .success else {
            signal(SIGKILL)
            throw Failure(description: "no end within \(seconds) s; it had written:\n\(output)\n\(errors)")
        }
        ended.signal()
        _ = readers.wait(timeout: .now() + 5)
        let signalled = process.terminationReason == .uncaughtSignal
        return Ending(
            status: signalled ? 128 + process.terminationStatus : process.terminationStatus,
            output: output,
            errors: errors
        )
    }

    /// Waits until its standard output holds a text.
    public func waitForOutput(_ text: String, atMost seconds: Double = 20) throws {
        let end = Date().addingTimeInterval(seconds)
        while !output.contains(text) {
            guard Date() < end, process.isRunning else {
                throw Failure(
                    description: "\"\(text)\" was not written within \(seconds) s, but:\n\(output)\n\(errors)"
                )
            }
            usleep(5_000)
        }
    }
}
