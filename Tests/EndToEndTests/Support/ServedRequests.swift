import Foundation
import LoadMetrics
import LoadTestKit

/// A short run of a scenario against an nginx that writes down what it was asked.
struct ServedRequests {
    /// One line of nginx's log.
    struct Line {
        var fields: [String]
        /// The number of its connection.
        var connection: String { fields[0] }
        /// `HTTP/1.1`, `HTTP/2.0`.
        var version: String { fields[1] }
        /// `TLSv1.3`, or nothing.
        var tls: String { fields[2] }
        /// The TLS session was taken up again.
        var isResumed: Bool { fields[3] == "r" }
        var serverName: String { fields[4] }
        var host: String { fields[5] }
        var address: String { fields[6] }
        var status: String { fields[7] }
        var uri: String { fields[8] }
        var encoding: String { fields[9] }
        var cookie: String { fields[10] }
        var authorization: String { fields[11] }
        var proxyAuthorization: String { fields[12] }
    }

    /// For the `http` block: what a line holds.
    static let logFormat = """
        log_format asked '$connection|$server_protocol|$ssl_protocol|$ssl_session_reused|$ssl_server_name|$host|'
          '$remote_addr|$status|$request_uri|$http_accept_encoding|$http_cookie|$http_authorization|'
          '$http_proxy_authorization';
        """

    var lines: [Line] = []
    let run: FinishedRun
    private let record: RunRecord?

    /// What the generator counted.
    var audit: GeneratorAudit { record?.audit ?? GeneratorAudit() }

    /// Failures by kind.
    var failures: [String: Int] { (try? run.failures()) ?? [:] }

    var connections: Int { Set(lines.map(\.connection)).count }

    /// What the command said.
    var ending: ChildProcess.Ending { run.ending }

    /// Runs `scenario`, written beside what `folder` holds already, and reads nginx's log from `log`.
    init(_ scenario: String, in folder: TemporaryFolder, log: String, environment: [String: String] = [:]) throws {
        run = try RunUnderWay(scenario, ["--seed", "7"], in: folder, environment: environment).finish()
        record = try? run.record()
        lines = Self.lines(of: log)
    }

    /// What nginx has written down by now.
    static func lines(of log: String) -> [Line] {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            return fields.count == 13 ? Line(fields: fields) : nil
        }
    }
}
