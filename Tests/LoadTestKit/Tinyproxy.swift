import Foundation
import Glibc

/// A real HTTP proxy on loopback that asks for a name and a password, ended with the test.
public final class Tinyproxy: Sendable {
    /// Its port.
    public let port: Int
    /// Its URL with name and password.
    public var url: String { "http://zonda:s3cret-word@127.0.0.1:\(port)" }
    private let folder: TemporaryFolder
    private let process: ChildProcess

    /// Whether the machine has tinyproxy.
    public static var isInstalled: Bool { Products.system("tinyproxy") != nil }

    /// Starts it.
    public init() throws {
        guard let program = Products.system("tinyproxy") else {
            throw ChildProcess.Failure(description: "tinyproxy is not installed")
        }
        folder = try TemporaryFolder()
        port = LoopbackPort.free()
        let file = try folder.write(
            """
            Port \(port)
            Listen 127.0.0.1
            Timeout 60
            MaxClients 100
            Allow 127.0.0.1
            BasicAuth zonda s3cret-word
            LogFile "\(folder.path)/log"
            LogLevel Connect

            """,
            to: "tinyproxy.conf"
        )
        process = try ChildProcess(program, ["-d", "-c", file])
        let end = Date().addingTimeInterval(10)
        while !LoopbackPort.answers(port) {
            guard Date() < end else {
                throw ChildProcess.Failure(description: "tinyproxy does not answer: \(process.errors)")
            }
            usleep(10_000)
        }
    }

    deinit { process.signal(SIGKILL) }

    /// What it wrote into its log.
    public var log: String { (try? String(contentsOfFile: "\(folder.path)/log", encoding: .utf8)) ?? "" }
}
