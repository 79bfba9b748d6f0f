import Foundation
import Glibc

/// The real booking-demo on loopback, ended with the test.
public final class DemoService: Sendable {
    /// Its base URL.
    public let url: String
    private let process: ChildProcess

    /// Starts it on a free port with more options.
    public init(_ options: [String] = []) throws {
        process = try ChildProcess(Products.program("booking-demo"), ["--port", "0"] + options)
        let marker = "listening on "
        try process.waitForOutput(marker, atMost: 30)
        let line = process.output.split(separator: "\n").first { $0.contains(marker) } ?? ""
        url = line.components(separatedBy: marker).last?.trimmingCharacters(in: .whitespaces) ?? ""
    }

    deinit { process.signal(SIGKILL) }

    /// Asks it to stop and waits for its end.
    public func stop() throws -> ChildProcess.Ending {
        process.signal(SIGTERM)
        return try process.wait(atMost: 20)
    }

    /// Its process number.
    public var pid: Int32 { process.pid }
}
