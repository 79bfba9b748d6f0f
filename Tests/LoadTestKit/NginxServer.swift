import Foundation
import Glibc

/// A real nginx on loopback, in a folder of its own, ended with the test.
public final class NginxServer: Sendable {
    /// Its port.
    public let port: Int
    /// Its base URL.
    public var url: String { "http://127.0.0.1:\(port)" }
    private let folder: TemporaryFolder
    private let process: ChildProcess

    /// Whether the machine has nginx.
    public static var isInstalled: Bool { Products.system("nginx") != nil }

    /// Starts nginx with one worker.
    /// - Parameters:
    ///   - server: directives for the `server` block, beside `listen`.
    ///   - http: directives for the `http` block, further `server`s among them.
    ///   - port: its port; by default a free one.
    public init(server: String, http: String = "", port wanted: Int? = nil) throws {
        guard let program = Products.system("nginx") else {
            throw ChildProcess.Failure(description: "nginx is not installed")
        }
        folder = try TemporaryFolder()
        port = wanted ?? LoopbackPort.free()
        let configuration = """
            daemon off;
            master_process off;
            worker_processes 1;
            pid \(folder.path)/pid;
            error_log stderr crit;
            worker_rlimit_nofile 20000;
            events { worker_connections 8000; }
            http {
              access_log off;
              keepalive_requests 100000000;
              keepalive_timeout 600s;
              client_body_temp_path \(folder.path)/body;
              proxy_temp_path \(folder.path)/proxy;
              fastcgi_temp_path \(folder.path)/fastcgi;
              uwsgi_temp_path \(folder.path)/uwsgi;
              scgi_temp_path \(folder.path)/scgi;
              \(http)
              server {
                listen 127.0.0.1:\(port) backlog=4096;
                \(server)
              }
            }
            """
        let file = try folder.write(configuration, to: "nginx.conf")
        process = try ChildProcess(program, ["-c", file, "-p", folder.path])
        let end = Date().addingTimeInterval(10)
        while !LoopbackPort.answers(port) {
            guard Date() < end else {
                throw ChildProcess.Failure(description: "nginx does not answer: \(process.errors)")
            }
            usleep(10_000)
        }
    }

    deinit { process.signal(SIGKILL) }

    /// Ends it at once, with all its connections; another may be started at its port.
    public func stop() throws {
        process.signal(SIGKILL)
        try process.wait(atMost: 10)
    }

    /// Stops the whole server in its tracks, as a pause of its machine would.
    public func freeze() { process.signal(SIGSTOP) }

    /// Lets it go on.
    public func thaw() { process.signal(SIGCONT) }
}
