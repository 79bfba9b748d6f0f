import Foundation
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
    /// `run.json`.
    var record: [String: Any] = [:]
    var ending: ChildProcess.Ending

    /// The `audit` figure of this name.
    func audit(_ name: String) -> Int { (record["audit"] as? [String: Any])?[name] as? Int ?? -1 }

    /// Failures by kind.
    var failures: [String: Int] {
        let list = record["failures"] as? [[String: Any]] ?? []
        return list.reduce(into: [:]) { sum, failure in
            sum[failure["kind"] as? String ?? "", default: 0] += failure["count"] as? Int ?? 0
        }
    }

    var connections: Int { Set(lines.map(\.connection)).count }

    /// Runs `scenario`, written beside what `folder` holds already, and reads nginx's log from `log`.
    init(_ scenario: String, in folder: TemporaryFolder, log: String, environment: [String: String] = [:]) throws {
        let file = try folder.write(scenario, to: "served.zonda")
        let out = "results-\(UUID().uuidString)"
        ending = try ZondaCommand.run(
            ["run", file, "--no-live", "--seed", "7", "--out", "\(folder.path)/\(out)"],
            environment: environment
        )
        try read(folder, out, log: log)
    }

    /// Takes a run that has ended already, with its results below `out`.
    init(_ ending: ChildProcess.Ending, in folder: TemporaryFolder, out: String = "results", log: String) throws {
        self.ending = ending
        try read(folder, out, log: log)
    }

    private mutating func read(_ folder: TemporaryFolder, _ out: String, log: String) throws {
        if let path = folder.files.first(where: { $0.hasPrefix("\(out)/") && $0.hasSuffix("/run.json") }) {
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(path)"))
            record = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        }
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        lines = text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            return fields.count == 13 ? Line(fields: fields) : nil
        }
    }
}
