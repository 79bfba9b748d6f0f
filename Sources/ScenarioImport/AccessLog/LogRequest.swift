import JSON

/// One line of an access log.
struct LogRequest: Equatable {
    /// When it was written, in milliseconds since 1970: nginx writes a line when the answer is sent.
    var end: Int
    /// How long the request took, in milliseconds, where the log says so.
    var duration = 0
    var address: String
    var agent: String
    var method: String
    /// Path and query.
    var target: String
    var status: Int
    /// The host that was asked, where the log says so.
    var host: String?

    /// Reads a line, combined format or JSON; `nil` where it is neither.
    init?(line: ArraySlice<UInt8>) {
        var reader = LogLineReader()
        self.init(line: line, reader: &reader)
    }

    init?(line: ArraySlice<UInt8>, reader: inout LogLineReader) {
        guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return nil }
        if first == UInt8(ascii: "{") {
            guard let json = try? JSONValue(reading: Array(line)) else { return nil }
            // Docker keeps the lines of a container inside its own.
            if let inner = json["log"]?.string, json["request"] == nil, json["status"] == nil {
                let bytes = Array(inner.utf8)
                guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else {
                    guard let request = reader.request(bytes[...]) else { return nil }
                    self = request
                    return
                }
                guard let json = try? JSONValue(reading: bytes) else { return nil }
                self.init(json: json)
                return
            }
            self.init(json: json)
        } else {
            guard let request = reader.request(line) else { return nil }
            self = request
        }
    }

    init(end: Int, address: String, agent: String, method: String, target: String, status: Int) {
        self.end = end
        self.address = address
        self.agent = agent
        self.method = method
        self.target = target
        self.status = status
    }

    /// Path and query of what was asked; a proxy's log has whole addresses.
    static func path(_ target: String) -> String? {
        if target.hasPrefix("/") { return target }
        return URLParts(target).map { $0.path + ($0.query.map { "?\($0)" } ?? "") }
    }

    // MARK: JSON

    /// One object with nginx's names of variables, or those that other servers use.
    private init?(json: JSONValue) {
        func text(_ names: String...) -> String? {
            for name in names { if let value = json[name]?.scalarText, !value.isEmpty, value != "-" { return value } }
            return nil
        }
        let inner = json["request"]
        var method = text("request_method", "method", "verb", "RequestMethod") ?? inner?["method"]?.string
        var target = text("request_uri", "uri", "path", "url", "RequestPath") ?? inner?["uri"]?.string
        if let line = inner?.string, let parts = LogLineReader.requestLine(Array(line.utf8)) {
            (method, target) = parts
        }
        guard let moment = Self.moment(json), let method,
            let path = target.flatMap({ Self.path(LogLineReader.encoded(Array($0.utf8)[...])) })
        else { return nil }
        guard
            let status = text("status", "status_code", "response_code", "DownstreamStatus").flatMap({ Int($0) }),
            (100...599).contains(status)
        else { return nil }
        self.init(
            end: moment,
            address: text(
                "remote_addr",
                "client_ip",
                "remote_ip",
                "clientip",
                "client",
                "ip",
                "ClientHost",
                "ClientAddr"
            )
                ?? text("downstream_remote_address") ?? inner?["remote_ip"]?.string ?? "",
            agent: text("http_user_agent", "user_agent", "agent", "request_User-Agent") ?? "",
            method: method.uppercased(),
            target: path,
            status: status
        )
        if let forwarded = text("http_x_forwarded_for", "x_forwarded_for") {
            address = forwarded.split(separator: ",").first.map(String.init) ?? address
        }
        duration = Self.milliseconds(seconds: text("request_time", "duration").flatMap { Double($0) })
        // Traefik counts nanoseconds.
        if let count = json["Duration"]?.double { duration = Self.milliseconds(seconds: count / 1e9) }
        host =
            text("host", "http_host", "server_name", "RequestHost", "RequestAddr", "authority", ":authority")
            ?? inner?["host"]?.string
    }

    private static func moment(_ json: JSONValue) -> Int? {
        for name in [
            "time_iso8601", "time_local", "time", "timestamp", "@timestamp", "msec", "ts", "datetime",
            "StartUTC", "start_time",
        ] {
            guard let value = json[name] else { continue }
            if let text = value.string, let moment = Timestamp.iso8601(text) ?? Timestamp.commonLog(text) {
                return moment
            }
            // Seconds since 1970, or milliseconds where the number is too large for seconds.
            guard let number = value.double ?? value.string.flatMap({ Double($0) }), number > 0, number < 4e14 else {
                continue
            }
            return Int(number > 1e11 ? number : number * 1000)
        }
        return nil
    }

    static func milliseconds(seconds: Double?) -> Int {
        guard let seconds, seconds > 0, seconds < 86_400 else { return 0 }
        return Int(seconds * 1000)
    }
}
